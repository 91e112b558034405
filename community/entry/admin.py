"""Codes and knocks for operators who ask why someone could not come in, and the ways in that people have.

The apps that bring the latter would let an operator read a person's key of the API, or add a passkey to the account of
whoever runs the site. Here they are looked at, and show nothing that lets anyone in.
"""

from __future__ import annotations

from typing import Any

import allauth.account.admin
import allauth.mfa.admin  # noqa: F401
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.http import HttpRequest
from rest_framework.authtoken.admin import TokenAdmin
from rest_framework.authtoken.models import TokenProxy

from community.entry.models import Knock, OneTimeCode
from config.kit.operating import HistoryAdmin

# Each was registered as its app's module, above, was loaded.
admin.site.unregister([EmailAddress, Authenticator, TokenProxy])

WHOSE = ["user__username", "user__name", "user__email", "user__phone"]


@admin.register(EmailAddress)
class EmailAddressAdmin(HistoryAdmin):
    list_display = ["email", "user", "primary", "verified"]
    list_filter = ["primary", "verified"]
    search_fields = ["email", *WHOSE]
    list_select_related = ["user"]
    fields = ["email", "user", "primary", "verified"]


@admin.register(Authenticator)
class PasskeyAdmin(HistoryAdmin):
    list_display = ["user", "type", "created_at", "last_used_at"]
    list_filter = ["type", "created_at", "last_used_at"]
    search_fields = WHOSE
    list_select_related = ["user"]
    fields = ["user", "type", "created_at", "last_used_at"]


@admin.register(TokenProxy)
class KeyAdmin(HistoryAdmin, TokenAdmin):
    """Whose keys there are and since when; a key itself is shown to its person, once.

    A list alone: the page of a key would be headed by it.
    """

    list_display = ["user", "created"]
    list_display_links = None
    list_filter = ["created"]
    search_fields = WHOSE
    list_select_related = ["user"]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None and super().has_view_permission(request)


@admin.register(OneTimeCode)
class OneTimeCodeAdmin(HistoryAdmin):
    list_display = ["created_at", "purpose", "kind", "value", "person", "tries", "used_at"]
    list_filter = ["purpose", "kind", ("used_at", admin.EmptyFieldListFilter), "created_at"]
    search_fields = ["value", "person__username", "person__name"]
    list_select_related = ["person"]
    fields = ["reference", "purpose", "kind", "value", "person", "tries", "created_at", "used_at"]


@admin.register(Knock)
class KnockAdmin(HistoryAdmin):
    """Whom a knock was for is kept as a digest only: the count is what matters."""

    list_display = ["at", "door", "key", "origin"]
    list_filter = ["door", "at"]
    search_fields = ["key", "origin"]
