"""Drafts for operators: what is held, due or failed. What people put by for themselves is theirs alone."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from community.drafts.holding import refuse, release
from community.drafts.models import Draft, DraftPicture
from config.kit.operating import HistoryAdmin, HistoryInline, act


class DraftPictureInline(HistoryInline):
    model = DraftPicture


@admin.register(Draft)
class DraftAdmin(HistoryAdmin):
    list_display = ["__str__", "author", "channel", "state", "reason", "due_at", "attempts", "changed_at"]
    list_filter = ["state", "channel__kind", "changed_at"]
    search_fields = ["reference", "text", "author__username", "author__name", "channel__group__name"]
    list_select_related = ["author", "channel__group", "channel__store", "channel__person"]
    date_hierarchy = "changed_at"
    inlines = [DraftPictureInline]
    actions = [
        act(release, name="release_drafts", target="draft", description=_("Let the chosen held drafts pass")),
        act(refuse, name="refuse_drafts", target="draft", description=_("Give the chosen held drafts back")),
    ]

    def get_queryset(self, request: Any) -> Any:
        private = (Draft.State.DRAFT, Draft.State.DROPPED)
        return super().get_queryset(request).exclude(state__in=private)
