"""Signing in: how a person whom we know comes into a session."""

from __future__ import annotations

from django.contrib.auth import login, update_session_auth_hash
from django.http import HttpRequest

from community.people.models import Person
from config.kit.references import new_reference

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def let_in(request: HttpRequest, person: Person) -> None:
    """Give this session to `person`, who has just joined in it; what the guest did in it is kept.

    Not for people who come back: they show that they are themselves first.
    """
    login(request, person, backend=BACKEND)


def end_sessions(person: Person, *, but: HttpRequest | None = None) -> None:
    """Sign the person out everywhere, except in the session of the request `but`."""
    person.session_salt = new_reference()
    person.save(update_fields=["session_salt"])
    if but is not None:
        update_session_auth_hash(but, person)
