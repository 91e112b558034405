"""Passwords, for those who want one beside the codes."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from community.people.models import Person
from community.people.signing_in import end_ways_in
from config.kit.errors import Invalid

LONGEST = 128


def set_password(person: Person, *, password: str) -> Person:
    """Let the person also sign in with `password`; their other sessions and their API key end.

    Raises Invalid at "password".
    """
    if len(password) > LONGEST or "\x00" in password:
        raise Invalid(field="password", code="password_unusable")
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise Invalid(" ".join(error.messages), field="password", code="password_weak") from error
    person.set_password(password)
    person.save(update_fields=["password"])
    end_ways_in(person)
    return person


def drop_password(person: Person) -> Person:
    """From now on only codes and passkeys let the person in."""
    person.set_unusable_password()
    person.save(update_fields=["password"])
    return person
