"""Standing needs for operators: how they go, and the work that waits. What somebody waits for is read, not changed."""

from __future__ import annotations

from django.contrib import admin

from community.needs.models import Arrival, NeedMatch, NeedTerm, NeedTurn, StandingNeed
from config.kit.operating import HistoryAdmin, HistoryInline, try_again


class NeedTurnInline(HistoryInline):
    model = NeedTurn
    fields = ("day", "outcome", "due_at", "done_at", "hail", "reason")
    related = ("hail",)


class NeedTermInline(HistoryInline):
    model = NeedTerm
    fields = ("term", "is_tag")


@admin.register(StandingNeed)
class StandingNeedAdmin(HistoryAdmin):
    list_display = ["text", "kind", "person", "audience", "weekday", "hour", "created_at", "ended_at"]
    list_filter = ["kind", "audience", ("ended_at", admin.EmptyFieldListFilter), "created_at"]
    search_fields = ["reference", "text", "person__username", "person__name"]
    list_select_related = ["person"]
    inlines = [NeedTurnInline, NeedTermInline]


@admin.register(NeedTurn)
class NeedTurnAdmin(HistoryAdmin):
    list_display = ["need", "day", "outcome", "due_at", "attempts", "done_at", "reason"]
    list_filter = ["outcome", ("done_at", admin.EmptyFieldListFilter), "due_at"]
    search_fields = ["need__reference", "need__text", "need__person__username"]
    list_select_related = ["need"]
    actions = [try_again]


@admin.register(Arrival)
class ArrivalAdmin(HistoryAdmin):
    list_display = ["__str__", "wanted", "reached", "due_at", "attempts", "done_at"]
    list_filter = [("done_at", admin.EmptyFieldListFilter), "due_at"]
    search_fields = ["product__name", "product__slug", "post__reference"]
    list_select_related = ["product", "post"]
    actions = [try_again]


@admin.register(NeedMatch)
class NeedMatchAdmin(HistoryAdmin):
    list_display = ["need", "group", "product", "post", "found_at"]
    list_filter = ["found_at"]
    search_fields = ["need__reference", "need__person__username", "group__slug", "product__slug"]
    list_select_related = ["need", "group", "product", "post"]
