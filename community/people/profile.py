"""The public face that people give themselves."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import IO, Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.people.joining import NAME_LENGTH, USERNAME_LENGTH
from community.people.models import Person
from config.kit.errors import Conflict, Invalid
from config.kit.lines import many_lines, one_line
from config.kit.unwanted import check_words
from content.milestones.events import reached
from content.milestones.models import MilestoneKind
from content.pictures.ingesting import take_picture

HEADLINE_LENGTH = 80
PLACE_LENGTH = 60
STORY_LENGTH = 10_000
MOST_SPECIALTIES = 8
SPECIALTY_LENGTH = 20
_USERNAME = re.compile(r"[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?")
_BETWEEN_TAGS = re.compile(r"[,，、;；\n#]+")

_LINES = {"name": NAME_LENGTH, "headline": HEADLINE_LENGTH, "place_name": PLACE_LENGTH}


class UsernameTaken(Conflict):
    """Someone else has this address of a profile."""

    code = "username_taken"
    field = "username"
    message = gettext_lazy("Someone already has this address. Please choose another.")


def parse_specialties(text: str) -> list[str]:
    """The specialties in what someone typed, separated by commas of any kind: "绿茶、盖碗泡法"."""
    words = (" ".join(part.split()) for part in _BETWEEN_TAGS.split(unicodedata.normalize("NFC", text)))
    return list(dict.fromkeys(word for word in words if word))


def write_profile(person: Person, *, photo: IO[bytes] | None = None, **changes: Any) -> Person:
    """Change what the person says of themselves.

    `changes`: name, headline, story (Markdown), place_name, username, specialties (a list of words),
    without_photo (True takes it away). What is not given stays. Raises Invalid at the field, UsernameTaken.
    """
    unknown = changes.keys() - {*_LINES, "story", "username", "specialties", "without_photo"}
    if unknown:
        raise TypeError(f"a profile has no {', '.join(sorted(unknown))}")
    fields = _checked(changes)
    specialties = _checked_specialties(changes["specialties"]) if "specialties" in changes else None
    check_words({**fields, "specialties": specialties or ()}, kept=person)
    if photo is not None:
        fields["photo"] = _portrait(person, photo, fields.get("name", person.name))
    elif changes.get("without_photo"):
        fields["photo"] = None
    try:
        with transaction.atomic():
            _save(person, fields, specialties)
    except IntegrityError:
        raise UsernameTaken from None
    return person


def _checked(changes: dict[str, Any]) -> dict[str, Any]:
    fields = {
        field: one_line(changes[field], field=field, most=most, required=field == "name")
        for field, most in _LINES.items()
        if field in changes
    }
    if "story" in changes:
        fields["story"] = many_lines(changes["story"], field="story", most=STORY_LENGTH)
    if "username" in changes:
        fields["username"] = _checked_username(changes["username"])
    return fields


def _checked_username(text: str) -> str:
    username = unicodedata.normalize("NFKC", text).strip().lower()
    if len(username) > USERNAME_LENGTH or not _USERNAME.fullmatch(username) or username.isdigit():
        raise Invalid(
            _("Small letters, digits and hyphens, at most 40, with a letter in it: lin-xiaoyu."),
            field="username",
            code="username_invalid",
        )
    return username


def _checked_specialties(words: Iterable[str]) -> Sequence[str]:
    checked = [one_line(word, field="specialties", most=SPECIALTY_LENGTH) for word in words]
    if len(checked) > MOST_SPECIALTIES:
        raise Invalid(
            _("At most %(most)d specialties: name those you know best.") % {"most": MOST_SPECIALTIES},
            field="specialties",
            code="too_many_specialties",
        )
    return checked


def _portrait(person: Person, photo: IO[bytes], name: str) -> Any:
    try:
        return take_picture(person, file=photo, alt=name)
    except Invalid as error:
        raise Invalid(error.message, field="photo", code=error.code) from error


def _save(person: Person, fields: dict[str, Any], specialties: Sequence[str] | None) -> None:
    for field, value in fields.items():
        setattr(person, field, value)
    if fields:
        person.save(update_fields=list(fields))
    if specialties is not None:
        person.specialties.set(specialties)
    if person.headline:
        reached(person, MilestoneKind.PROFILE_WRITTEN)
