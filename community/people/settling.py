"""How the site speaks to a person: language and time zone."""

from __future__ import annotations

import zoneinfo

from django.conf import settings

from community.people.models import Person
from config.kit.errors import Invalid


def set_time_zone(person: Person, *, time_zone: str) -> Person:
    """Show times in that zone (a name of the IANA database); "" follows the device. Raises Invalid."""
    if time_zone and time_zone not in zoneinfo.available_timezones():
        raise Invalid(field="time_zone", code="unknown_zone")
    person.time_zone = time_zone
    person.save(update_fields=["time_zone"])
    return person


def set_language(person: Person, *, language: str) -> Person:
    """Speak that language in mails, and on devices where no other was chosen. Raises Invalid."""
    if language not in dict(settings.LANGUAGES):
        raise Invalid(field="language", code="unknown_language")
    person.language = language
    person.save(update_fields=["language"])
    return person
