"""Signing in: how a person whom we know comes into a session."""

from __future__ import annotations

from django.contrib.auth import login, update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest
from rest_framework.authtoken.models import Token

from community.people.models import Person
from config.kit.references import new_reference

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def let_in(request: HttpRequest, person: Person) -> None:
    """Give this session to `person`, who has just joined in it; what the guest did in it is kept.

    Not for people who come back: they show that they are themselves first.
    """
    login(request, person, backend=BACKEND)


@transaction.atomic
def end_ways_in(person: Person) -> None:
    """End the person's sessions and their API key: whoever got hold of one is out."""
    person.session_salt = new_reference()
    person.save(update_fields=["session_salt"])
    Token.objects.filter(user=person).delete()


def end_sessions(person: Person, *, but: HttpRequest | None = None) -> None:
    """Sign the person out everywhere, except in the session of the request `but`; their API key ends too."""
    end_ways_in(person)
    if but is not None:
        update_session_auth_hash(but, person)
