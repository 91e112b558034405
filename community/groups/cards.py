"""A link to a group as a card: what its front says, to those who may see the front."""

from __future__ import annotations

from typing import Any

from community.groups.models import Group
from content.cards.registry import Arguments, Card, card_for


@card_for("group")
def group_cards(arguments: list[Arguments], viewer: Any) -> list[Card | None]:
    slugs = {given["slug"] for given in arguments}
    groups = Group.objects.visible_to(viewer).filter(slug__in=slugs).select_related("photo")
    cards = {group.slug: _card(group) for group in groups}
    return [cards.get(given["slug"]) for given in arguments]


def _card(group: Group) -> Card:
    return Card(
        kind="group",
        title=group.name,
        url=group.get_absolute_url(),
        subtitle=group.about or str(group.get_access_display()),
        picture=group.photo,
        key=group.slug,
    )
