"""Polls for operators, who see how many chose what, not who."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from community.polls.models import Poll, PollOption
from config.kit.operating import HistoryAdmin, HistoryInline


class PollOptionInline(HistoryInline):
    model = PollOption
    fields = ["position", "text", "chosen_by"]
    readonly_fields = ["chosen_by"]

    def get_queryset(self, request: Any) -> Any:
        return super().get_queryset(request).annotate(chosen=Count("votes"))

    @admin.display(description=_("chosen by"))
    def chosen_by(self, option: Any) -> int:
        return option.chosen


@admin.register(Poll)
class PollAdmin(HistoryAdmin):
    list_display = ["__str__", "is_multiple", "closes_at"]
    list_filter = ["is_multiple", "closes_at"]
    search_fields = ["post__reference", "post__text", "options__text"]
    list_select_related = ["post"]
    inlines = [PollOptionInline]
