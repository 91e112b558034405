"""What the site holds of a person themselves."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.hashers import make_password

from community.people.models import Block, Person, PersonMute
from config.kit.personal import Row, erased, exported
from config.kit.references import new_reference


@exported("profile")
def profile(person: Person) -> list[Row]:
    return [
        {
            "username": person.username,
            "name": person.name,
            "email": person.email,
            "phone": person.phone,
            "headline": person.headline,
            "story": person.story,
            "place_name": person.place_name,
            "specialties": [str(tag) for tag in person.specialties.all()],
            "language": person.language,
            "time_zone": person.time_zone,
            "joined_at": person.date_joined,
        }
    ]


@exported("blocked_people")
def blocked(person: Person) -> Iterable[Row]:
    return Block.objects.filter(person=person).values("blocked__username", "created_at")


@exported("muted_people")
def muted(person: Person) -> Iterable[Row]:
    return PersonMute.objects.filter(person=person).values("muted__username", "created_at")


@erased
def forget_person(person: Person) -> None:
    """The row stays, nameless, for orders and for what others answered."""
    Block.objects.filter(person=person).delete()
    Block.objects.filter(blocked=person).delete()
    PersonMute.objects.filter(person=person).delete()
    PersonMute.objects.filter(muted=person).delete()
    person.specialties.clear()
    Person.objects.filter(pk=person.pk).update(
        username=f"gone-{new_reference()}",
        name="",
        headline="",
        story="",
        place_name="",
        time_zone="",
        suspended_reason="",
        password=make_password(None),
        photo=None,
    )
