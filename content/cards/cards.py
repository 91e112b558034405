"""A link to a page of another site as a card: what it said of itself when a worker was there."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.db.models.functions import Concat
from django.utils import timezone

from content.cards.models import OutsidePage
from content.cards.outside.addresses import page_key
from content.cards.outside.asking import FRESH, refresh_soon
from content.cards.registry import OUTSIDE, Card, CardRows, card_rows
from content.cards.rows import Row, columns


def _find(keys: set[str], viewer: Any) -> QuerySet[Any, Any]:
    is_stale = When(fetched_at__lte=timezone.now() - FRESH, then=Value(1))
    return columns(
        OutsidePage.objects.filter(key__in=keys, fetched_at__isnull=False),
        key="key",
        name="title",
        line="description",
        more=Concat("url", Value("\n"), "site_name"),
        high=Case(is_stale, default=Value(0), output_field=IntegerField()),
        photo="picture",
    )


def _card(row: Row) -> Card:
    if row.high:
        refresh_soon(row.key)
    url, site_name = row.more.split("\n", 1)
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return Card(
        kind="outside",
        title=row.name or site_name or host,
        url=url,
        subtitle=row.line,
        picture=row.picture,
        key=host,
    )


card_rows(OUTSIDE, CardRows(key=lambda given: page_key(given["link"]), find=_find, card=_card))
