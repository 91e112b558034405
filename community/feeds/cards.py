"""A link to the page of a tag as a card. It says the tag and no more: what stands there differs by reader."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from content.cards.registry import Arguments, Card, card_for
from content.text.marks import tag_slug


@card_for("tag")
def tag_cards(arguments: list[Arguments], viewer: Any) -> list[Card | None]:
    return [_card(given["slug"]) for given in arguments]


def _card(named: str) -> Card | None:
    slug = tag_slug(named.replace("\x00", ""))
    if not slug:
        return None
    return Card(
        kind="tag", title=f"#{slug}", url=reverse("tag", args=[slug]), subtitle=_("What is said about it"), key=slug
    )
