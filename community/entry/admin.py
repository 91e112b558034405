"""Codes and knocks for operators who ask why someone could not come in; passkeys by whose they are."""

from __future__ import annotations

from allauth.mfa.admin import AuthenticatorAdmin
from django.contrib import admin

from community.entry.models import Knock, OneTimeCode
from config.kit.operating import HistoryAdmin

# allauth's own page, which can otherwise only be browsed.
AuthenticatorAdmin.search_fields = ["user__username", "user__name", "user__email", "user__phone"]


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
