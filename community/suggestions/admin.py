"""Suggestions that people waved off, for operators."""

from __future__ import annotations

from django.contrib import admin

from community.suggestions.models import Dismissal
from config.kit.operating import HistoryAdmin


@admin.register(Dismissal)
class DismissalAdmin(HistoryAdmin):
    list_display = ["person", "channel", "created_at"]
    search_fields = ["person__username"]
    list_select_related = ["person", "channel__store", "channel__person", "channel__picks", "channel__group"]
