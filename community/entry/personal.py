"""A person's ways in."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from rest_framework.authtoken.models import Token

from community.entry.models import OneTimeCode
from config.kit.personal import erased


@erased
def forget_ways_in(person: Any) -> None:
    Authenticator.objects.filter(user=person).delete()
    EmailAddress.objects.filter(user=person).delete()
    Token.objects.filter(user=person).delete()
    OneTimeCode.objects.filter(person=person).delete()
