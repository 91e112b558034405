"""Passkeys: a phone's or computer's own key as a way in, through allauth's WebAuthn."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _

from community.people.models import Person
from config.kit.errors import Conflict, Invalid
from config.kit.lines import one_line

NAME_LENGTH = 40
MOST = 10
_SALT = "qunpu.passkey"


class PasskeyRefused(Invalid):
    """What the device answered cannot be verified."""

    code = "passkey_refused"
    message = _("This passkey could not be verified. Please try again.")


def passkeys_of(person: Person) -> models.QuerySet[Authenticator]:
    """The person's passkeys, oldest first."""
    return Authenticator.objects.filter(user=person, type=Authenticator.Type.WEBAUTHN).order_by("pk")


def handle_of(passkey: Authenticator) -> str:
    """A public name for a passkey, which tells nothing about its row."""
    return salted_hmac(_SALT, str(passkey.pk), algorithm="sha256").hexdigest()[:32]


def passkey_by(person: Person, handle: str) -> Authenticator:
    """The person's passkey of that handle. Raises Invalid."""
    for passkey in passkeys_of(person):
        if constant_time_compare(handle_of(passkey), handle):
            return passkey
    raise Invalid(field="passkey")


def begin_adding(person: Person) -> dict[str, Any]:
    """What the browser needs to make a passkey; the challenge waits in the session."""
    return auth.begin_registration(person, True)


def add_passkey(person: Person, *, name: str, credential: Any) -> Authenticator:
    """Keep the passkey that the browser made. Raises PasskeyRefused, Invalid at "name", Conflict past `MOST`."""
    name = one_line(name, field="name", most=NAME_LENGTH)
    if passkeys_of(person).count() >= MOST:
        raise Conflict(_("Ten passkeys are enough. Remove one first."), field="name", code="too_many_passkeys")
    try:
        auth.parse_registration_response(credential)
        binding = auth.complete_registration(credential)
    except (ValidationError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise PasskeyRefused from error
    if not binding.is_user_verified():
        raise PasskeyRefused
    return auth.WebAuthn.add(person, name, credential).instance


def remove_passkey(person: Person, *, handle: str) -> None:
    """The passkey no longer lets the person in. Raises Invalid for one that is not theirs."""
    passkey_by(person, handle).delete()


def begin_entering(person: Person | None = None) -> dict[str, Any]:
    """What the browser needs to answer with a passkey: any of this site, or one of `person`."""
    return auth.begin_authentication(person)


def enter_by_passkey(*, credential: Any, person: Person | None = None) -> Person:
    """Whose passkey answered the challenge of this session; that of `person`, if given. Raises PasskeyRefused."""
    try:
        auth.parse_authentication_response(credential)
        who = person or auth.extract_user_from_response(credential)
        passkey = auth.complete_authentication(who, credential)
    except (ValidationError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise PasskeyRefused from error
    passkey.record_usage()
    return who  # type: ignore[return-value]
