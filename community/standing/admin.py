"""How public voices were counted, and what people chose, for operators: to be read, not written."""

from __future__ import annotations

from django.contrib import admin

from community.standing.models import PathChoice, PublicVoice, VoiceCount
from config.kit.operating import HistoryAdmin


@admin.register(VoiceCount)
class VoiceCountAdmin(HistoryAdmin):
    list_display = ["created_at", "newest_row", "done_at", "attempts"]
    list_filter = ["created_at", ("done_at", admin.EmptyFieldListFilter)]


@admin.register(PublicVoice)
class PublicVoiceAdmin(HistoryAdmin):
    list_display = ["person", "topic", "thousandths", "count"]
    list_filter = ["count"]
    search_fields = ["person__username", "person__name", "topic__name"]
    list_select_related = ["person", "topic", "count"]


@admin.register(PathChoice)
class PathChoiceAdmin(HistoryAdmin):
    list_display = ["person", "endorsements", "groups"]
    search_fields = ["person__username", "person__name"]
    list_select_related = ["person"]
