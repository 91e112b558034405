"""Events, notifications, deliveries and preferences for operators: what was told to whom, and what still waits."""

from __future__ import annotations

from django.contrib import admin

from community.notifications.models import (
    Delivery,
    Digest,
    Event,
    Notification,
    NotificationEntry,
    Preference,
    Rhythm,
)
from config.kit.operating import HistoryAdmin, HistoryInline, try_again


class EntryInline(HistoryInline):
    model = NotificationEntry
    fields = ["event"]
    related = ("event",)


@admin.register(Event)
class EventAdmin(HistoryAdmin):
    list_display = ["key", "kind", "actor", "happened_at", "reached", "attempts", "done_at"]
    list_filter = ["kind", ("done_at", admin.EmptyFieldListFilter), "happened_at"]
    search_fields = ["key", "actor__username", "actor__name"]
    list_select_related = ["actor"]
    date_hierarchy = "happened_at"
    actions = [try_again]


@admin.register(Notification)
class NotificationAdmin(HistoryAdmin):
    list_display = ["person", "kind", "group_key", "count", "last_at", "read_at", "shown"]
    list_filter = ["kind", ("read_at", admin.EmptyFieldListFilter), "shown", "last_at"]
    search_fields = ["reference", "group_key", "person__username", "person__name"]
    list_select_related = ["person"]
    date_hierarchy = "last_at"
    inlines = [EntryInline]


@admin.register(NotificationEntry)
class NotificationEntryAdmin(HistoryAdmin):
    list_display = ["event", "person", "notification"]
    search_fields = ["event__key", "person__username", "person__name"]
    list_select_related = ["event", "person", "notification__person"]


@admin.register(Delivery)
class DeliveryAdmin(HistoryAdmin):
    list_display = ["notification", "medium", "state", "held", "due_at", "attempts", "done_at"]
    list_filter = ["medium", "state", "held", ("done_at", admin.EmptyFieldListFilter)]
    search_fields = ["notification__person__username", "notification__person__email", "notification__group_key"]
    list_select_related = ["notification__person"]
    actions = [try_again]


@admin.register(Preference)
class PreferenceAdmin(HistoryAdmin):
    list_display = ["person", "kind", "medium", "enabled"]
    list_filter = ["kind", "medium", "enabled"]
    search_fields = ["person__username", "person__name"]
    list_select_related = ["person"]


@admin.register(Rhythm)
class RhythmAdmin(HistoryAdmin):
    list_display = ["person", "quiet", "quiet_start", "quiet_end", "digest", "next_digest_at"]
    list_filter = ["quiet", "digest"]
    search_fields = ["person__username", "person__name"]
    list_select_related = ["person"]


@admin.register(Digest)
class DigestAdmin(HistoryAdmin):
    list_display = ["person", "period", "state", "due_at", "attempts", "done_at"]
    list_filter = ["state", ("done_at", admin.EmptyFieldListFilter), "due_at"]
    search_fields = ["person__username", "person__name", "period"]
    list_select_related = ["person"]
    date_hierarchy = "due_at"
    actions = [try_again]
