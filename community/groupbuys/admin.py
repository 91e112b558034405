"""Group-buys for operators."""

from __future__ import annotations

from django.contrib import admin

from community.groupbuys.models import GroupBuy, Participation
from config.kit.operating import HistoryAdmin, HistoryInline, try_again


class ParticipationInline(HistoryInline):
    model = Participation
    fields = ("person", "quantity", "state", "order", "reason", "joined_at")
    related = ("person", "order")


@admin.register(GroupBuy)
class GroupBuyAdmin(HistoryAdmin):
    list_display = ["title", "store", "organiser", "least", "state", "closes_at", "attempts", "done_at"]
    list_filter = ["state", ("done_at", admin.EmptyFieldListFilter), "closes_at"]
    search_fields = ["reference", "title", "store__name", "store__slug", "organiser__username"]
    list_select_related = ["store", "organiser"]
    inlines = [ParticipationInline]
    actions = [try_again]
