"""What a person's page says of itself outside."""

from __future__ import annotations

from community.people.models import Person
from config.kit.outlines import PRIVATE, Context, Outline, absolute, outline


@outline("person", "person_share")
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
            **({"description": person.headline} if person.headline else {}),
            **({"image": absolute(person.photo.url(640))} if person.photo and not person.photo.is_private else {}),
        },
    }
    return Outline(
        kind="profile",
        title=person.name,
        description=person.headline,
        data=[thing],
        properties=[("profile:username", person.username)],
    )
