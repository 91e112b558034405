"""A link to a person as a card."""

from __future__ import annotations

from typing import Any

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf

from community.people.models import Person
from content.cards.registry import Card, CardRows, card_rows
from content.cards.rows import Row, columns


def _find(usernames: set[str], viewer: Any) -> QuerySet[Any, Any]:
    people = Person.objects.visible_to(viewer).filter(username__in=usernames)
    said = Coalesce(NullIf(F("headline"), Value("")), F("place_name"))
    return columns(people, key="username", name="name", line=said, photo="photo")


def _card(row: Row) -> Card:
    return Card(
        kind="person",
        title=row.name or row.key,
        url=Person(username=row.key).get_absolute_url(),
        subtitle=row.line,
        picture=row.picture,
        is_square=False,
        key=row.key,
    )


card_rows("person", CardRows(key=lambda given: given["username"], find=_find, card=_card))
