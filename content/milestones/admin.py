"""Milestones for operators."""

from django.contrib import admin

from config.kit.operating import HistoryAdmin
from content.milestones.models import Milestone


@admin.register(Milestone)
class MilestoneAdmin(HistoryAdmin):
    list_display = ["person", "kind", "reached_at"]
    list_filter = ["kind", "reached_at"]
    search_fields = ["person__username", "person__name"]
    list_select_related = ["person"]
