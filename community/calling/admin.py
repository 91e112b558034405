"""Who was called, why, and when sellers want to be, for operators."""

from __future__ import annotations

from django.contrib import admin

from community.calling.models import Call, Duty, StoreTerm, TermsDue, Wave
from config.kit.operating import HistoryAdmin, try_again


@admin.register(Call)
class CallAdmin(HistoryAdmin):
    list_display = ["store", "hail", "wave", "fit", "called_at", "seen_at", "answered_at", "declined_at", "ended_at"]
    list_filter = [
        "called_at",
        "wave",
        ("answered_at", admin.EmptyFieldListFilter),
        ("declined_at", admin.EmptyFieldListFilter),
    ]
    search_fields = ["reference", "hail__reference", "store__slug", "store__name", "store__owner__username"]
    list_select_related = ["store", "hail"]
    date_hierarchy = "called_at"


@admin.register(Wave)
class WaveAdmin(HistoryAdmin):
    list_display = ["hail", "number", "by_hand", "due_at", "attempts", "done_at"]
    list_filter = [("done_at", admin.EmptyFieldListFilter), "by_hand", "number"]
    search_fields = ["hail__reference"]
    list_select_related = ["hail"]
    actions = [try_again]


@admin.register(Duty)
class DutyAdmin(HistoryAdmin):
    list_display = ["store", "is_on", "off_until", "words", "radius", "opens", "closes", "most_an_hour", "changed_at"]
    list_filter = ["is_on", "changed_at"]
    search_fields = ["store__slug", "store__name", "store__owner__username", "words"]
    list_select_related = ["store"]


@admin.register(StoreTerm)
class StoreTermAdmin(HistoryAdmin):
    list_display = ["term", "store", "source", "product", "cell"]
    list_filter = ["source"]
    search_fields = ["=term", "store__slug"]
    list_select_related = ["store", "product"]


@admin.register(TermsDue)
class TermsDueAdmin(HistoryAdmin):
    list_display = ["store", "wanted", "due_at", "attempts", "done_at"]
    list_filter = [("done_at", admin.EmptyFieldListFilter)]
    search_fields = ["store__slug", "store__name"]
    list_select_related = ["store"]
    actions = [try_again]
