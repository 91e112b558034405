"""Who asked for their data and who left, for operators who are asked about it. The files themselves are not theirs."""

from __future__ import annotations

from django.contrib import admin

from community.privacy.models import Archive, Erasure
from config.kit.operating import HistoryAdmin, try_again


@admin.register(Archive)
class ArchiveAdmin(HistoryAdmin):
    list_display = ["reference", "person", "asked_at", "done_at", "size", "attempts"]
    list_filter = ["asked_at", "done_at"]
    search_fields = ["reference", "person__username"]
    list_select_related = ["person"]
    actions = [try_again]


@admin.register(Erasure)
class ErasureAdmin(HistoryAdmin):
    list_display = ["person_id", "asked_at", "done_at", "attempts"]
    list_filter = ["asked_at", "done_at"]
    search_fields = ["person__username"]
    actions = [try_again]
