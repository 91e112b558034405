"""Lists of picks for operators."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from community.picks.hiding import hide_picks, restore_picks
from community.picks.models import Pick, PickList, PickNews
from config.kit.operating import HistoryAdmin, HistoryInline, act, try_again


class PickInline(HistoryInline):
    model = Pick
    fields = ("store", "product", "why", "is_paid", "commission", "created_at", "withdrawn_at", "hidden_at")
    related = ("store", "product__store")


@admin.register(PickList)
class PickListAdmin(HistoryAdmin):
    list_display = ["title", "person", "topic", "standing", "changed_at", "deleted_at", "hidden_at", "hidden_reason"]
    list_filter = [("hidden_at", admin.EmptyFieldListFilter), ("deleted_at", admin.EmptyFieldListFilter), "created_at"]
    search_fields = ["reference", "title", "slug", "topic__name", "person__username", "person__name"]
    list_select_related = ["person", "topic"]
    inlines = [PickInline]
    actions = [
        act(hide_picks, name="hide_lists", target="target", description=_("Hide the chosen lists")),
        act(restore_picks, name="restore_lists", target="target", description=_("Let the chosen lists be seen again")),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[PickList]:
        there = Count("picks", filter=Q(picks__withdrawn_at=None))
        return super().get_queryset(request).annotate(standing_count=there)

    @admin.display(description=_("Picks"), ordering="standing_count")
    def standing(self, picks: Any) -> int:
        return picks.standing_count


@admin.register(Pick)
class PickAdmin(HistoryAdmin):
    list_display = ["subject", "list", "person", "why", "is_paid", "created_at", "withdrawn_at", "hidden_at"]
    list_filter = ["is_paid", ("hidden_at", admin.EmptyFieldListFilter), "created_at"]
    search_fields = ["reference", "why", "list__title", "list__person__username", "store__name", "product__name"]
    list_select_related = ["list__person", "store", "product__store"]
    actions = [
        act(hide_picks, name="hide_picks", target="target", description=_("Hide the chosen picks")),
        act(restore_picks, name="restore_picks", target="target", description=_("Let the chosen picks be seen again")),
    ]

    @admin.display(description=_("Person"), ordering="list__person")
    def person(self, pick: Pick) -> Any:
        return pick.list.person


@admin.register(PickNews)
class PickNewsAdmin(HistoryAdmin):
    list_display = ["list", "due_at", "done_at", "attempts", "post"]
    list_filter = [("done_at", admin.EmptyFieldListFilter), "due_at"]
    search_fields = ["list__title", "list__person__username"]
    list_select_related = ["list", "post"]
    actions = [try_again]
