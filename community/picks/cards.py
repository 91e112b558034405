"""A link to a list of picks as a card."""

from __future__ import annotations

from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce, Concat, NullIf
from django.urls import reverse
from django.utils.translation import gettext as _

from community.picks.models import Pick, PickList
from content.cards.registry import Arguments, Card, CardRows, card_rows
from content.cards.rows import Row, columns
from shop.catalog.models import ProductPicture


def _key(given: Arguments) -> str:
    return f"{given['username']}/{given['slug']}"


def _find(keys: set[str], viewer: Any) -> QuerySet[Any, Any]:
    """With the photo of the first product that the viewer may see on it."""
    wanted = Q()
    for username, slug in (key.split("/") for key in keys):
        wanted |= Q(person__username=username, slug=slug)
    name = Coalesce(NullIf(F("person__name"), Value("")), F("person__username"))
    first = Pick.objects.on_the_shelf(viewer).filter(list=OuterRef(OuterRef("pk")), product__isnull=False)
    return columns(
        PickList.objects.visible_to(viewer).filter(wanted),
        key=Concat("person__username", Value("/"), "slug", output_field=TextField()),
        name="title",
        line=name,
        more="topic__name",
        photo=ProductPicture.objects.filter(
            product=Subquery(first.order_by("position", "id").values("product")[:1])
        ).order_by("position", "id"),
    )


def _card(row: Row) -> Card:
    username, slug = row.key.split("/")
    return Card(
        kind="picks",
        title=row.name,
        url=reverse("pick_list", args=[username, slug]),
        subtitle=_("Picks of %(name)s · %(topic)s") % {"name": row.line, "topic": row.more},
        picture=row.picture,
        key=slug,
    )


card_rows("pick_list", CardRows(key=_key, find=_find, card=_card))
