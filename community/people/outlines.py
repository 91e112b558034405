"""What a person's page says of itself outside."""

from __future__ import annotations

from typing import Any

from community.people.models import Person
from config.kit.outlines import PRIVATE, Context, Outline, absolute, outline


@outline("person", "person_card")
def person_outline(context: Context) -> Outline | None:
    """A person as they show themselves; one without a name has not yet."""
    person: Person | None = context.get("person")
    if not isinstance(person, Person):
        return None
    if not person.is_active or not person.name:
        return PRIVATE
    url = absolute(person.get_absolute_url())
    thing = {
        "@type": "ProfilePage",
        "@id": url,
        "url": url,
        "dateCreated": person.date_joined.date().isoformat(),
        "mainEntity": {
            "@type": "Person",
            "name": person.name,
            "alternateName": person.username,
            "url": url,
            **_told(person),
        },
    }
    return Outline(
        kind="profile",
        title=person.name,
        description=person.headline,
        data=[thing],
        properties=[("profile:username", person.username)],
    )


def _told(person: Person) -> dict[str, Any]:
    """What they say of themselves, as schema.org's Person names it; what is not said is left out."""
    specialties = sorted(person.specialties.all(), key=lambda tag: tag.pk)
    has_photo = person.photo and not person.photo.is_private
    said = {
        "description": person.headline,
        "image": absolute(person.photo.url(640)) if has_photo else "",
        "homeLocation": {"@type": "Place", "name": person.place_name} if person.place_name else None,
        "knowsAbout": [tag.name for tag in specialties],
    }
    return {name: value for name, value in said.items() if value}
