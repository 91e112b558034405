"""When people last looked at their feed, for operators."""

from __future__ import annotations

from django.contrib import admin

from community.feeds.models import FeedVisit
from config.kit.operating import HistoryAdmin


@admin.register(FeedVisit)
class FeedVisitAdmin(HistoryAdmin):
    list_display = ["person", "at", "left", "back"]
    search_fields = ["person__username", "person__name"]
    list_select_related = ["person"]
    ordering = ["-at"]
