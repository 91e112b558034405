"""A link to an article as a card."""

from __future__ import annotations

from typing import Any

from content.articles.models import Article
from content.cards.registry import Arguments, Card, card_for
from content.text.markdown import plain_text


@card_for("article")
def article_cards(arguments: list[Arguments], viewer: Any) -> list[Card | None]:
    slugs = {given["slug"] for given in arguments}
    articles = Article.objects.visible_to(viewer).filter(slug__in=slugs)
    cards = {article.slug: _card(article) for article in articles}
    return [cards.get(given["slug"]) for given in arguments]


def _card(article: Article) -> Card:
    return Card(
        kind="article",
        title=article.title,
        url=article.get_absolute_url(),
        subtitle=plain_text(article.body, 80),
        key=article.slug,
    )
