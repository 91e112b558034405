"""A link to a group as a card: what its front says, to those who may see the front."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from community.groups.models import Group
from content.cards.registry import Card, CardRows, card_rows
from content.cards.rows import Row, columns


def _find(slugs: set[str], viewer: Any) -> QuerySet[Any, Any]:
    groups = Group.objects.visible_to(viewer).filter(slug__in=slugs)
    return columns(groups, key="slug", name="name", line="about", more="access", photo="photo")


def _card(row: Row) -> Card:
    return Card(
        kind="group",
        title=row.name,
        url=Group(slug=row.key).get_absolute_url(),
        subtitle=row.line or str(Group.Access(row.more).label),
        picture=row.picture,
        key=row.key,
    )


card_rows("group", CardRows(key=lambda given: given["slug"], find=_find, card=_card))
