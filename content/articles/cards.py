"""A link to an article as a card."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Substr

from content.articles.models import Article
from content.cards.registry import Card, CardRows, card_rows
from content.cards.rows import Row, columns
from content.text.markdown import plain_text

EXCERPT = 80


def _find(slugs: set[str], viewer: Any) -> QuerySet[Any, Any]:
    articles = Article.objects.visible_to(viewer).filter(slug__in=slugs)
    return columns(articles, key="slug", name="title", line=Substr("body", 1, EXCERPT * 20))


def _card(row: Row) -> Card:
    return Card(
        kind="article",
        title=row.name,
        url=Article(slug=row.key).get_absolute_url(),
        subtitle=plain_text(row.line, EXCERPT),
        key=row.key,
    )


card_rows("article", CardRows(key=lambda given: given["slug"], find=_find, card=_card))
