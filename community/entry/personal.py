"""A person's ways in."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework.authtoken.models import Token

from community.entry.models import OneTimeCode
from config.kit.personal import Column, Topic, erased, exported


@exported(
    Topic.WAYS,
    "email_addresses",
    title=_("E-mail addresses"),
    columns={"email": _("E-mail"), "verified": _("Proven"), "primary": _("The one that is used")},
)
def addresses(person: Any) -> QuerySet[EmailAddress]:
    return EmailAddress.objects.filter(user=person)


@exported(
    Topic.WAYS,
    "passkeys_and_second_factors",
    title=_("Passkeys and second factors"),
    columns={
        "type": Column(_("Kind"), choices=Authenticator.Type),
        "created_at": _("Since"),
        "last_used_at": _("Last used"),
    },
)
def authenticators(person: Any) -> QuerySet[Authenticator]:
    """That there are such; what they hold is secret, and of use nowhere else."""
    return Authenticator.objects.filter(user=person)


@exported(Topic.WAYS, "api_keys", title=_("Keys of the API"), columns={"created": _("Since")})
def keys(person: Any) -> QuerySet[Token]:
    return Token.objects.filter(user=person)


@erased
def forget_ways_in(person: Any) -> None:
    Authenticator.objects.filter(user=person).delete()
    EmailAddress.objects.filter(user=person).delete()
    Token.objects.filter(user=person).delete()
    OneTimeCode.objects.filter(person=person).delete()
