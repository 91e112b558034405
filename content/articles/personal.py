"""What a person has written down."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from config.kit.personal import Row, erased, exported
from content.articles.models import Article


@exported("articles")
def articles(person: Any) -> Iterable[Row]:
    return Article.objects.filter(author=person).values(
        "slug", "title", "body", "language", "published_at", "created_at", "updated_at"
    )


@erased
def forget_articles(person: Any) -> None:
    Article.objects.filter(author=person).delete()
