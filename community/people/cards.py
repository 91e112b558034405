"""A link to a person as a card."""

from __future__ import annotations

from typing import Any

from community.people.models import Person
from content.cards.registry import Arguments, Card, card_for


@card_for("person")
def person_cards(arguments: list[Arguments], viewer: Any) -> list[Card | None]:
    usernames = {given["username"] for given in arguments}
    people = Person.objects.visible_to(viewer).filter(username__in=usernames).select_related("photo")
    cards = {person.username: _card(person) for person in people}
    return [cards.get(given["username"]) for given in arguments]


def _card(person: Person) -> Card:
    return Card(
        kind="person",
        title=person.display_name,
        url=person.get_absolute_url(),
        subtitle=person.headline or person.place_name,
        picture=person.photo,
        is_square=False,
        key=person.username,
    )
