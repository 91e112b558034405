"""Keys of the API: one a person, shown once."""

from __future__ import annotations

from django.db import transaction
from rest_framework.authtoken.models import Token

from community.people.models import Person


def new_token(person: Person) -> Token:
    """A fresh key for the person; the one before it ends."""
    with transaction.atomic():
        Token.objects.filter(user=person).delete()
        return Token.objects.create(user=person)


def revoke_token(person: Person) -> bool:
    """End the person's key. False if there was none."""
    return bool(Token.objects.filter(user=person).delete()[0])


def token_of(person: Person) -> Token | None:
    """The key that stands, for showing since when."""
    return Token.objects.filter(user=person).first()
