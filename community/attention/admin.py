"""What people spent of their quotas, for operators, who may give it back."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from community.attention.forgiving import forgive
from community.attention.models import Spending
from config.kit.operating import HistoryAdmin, act


@admin.register(Spending)
class SpendingAdmin(HistoryAdmin):
    list_display = ["person", "quota", "key", "used", "most", "begins_at", "ends_at"]
    list_filter = ["quota", "ends_at"]
    search_fields = ["person__username", "person__name", "key"]
    list_select_related = ["person"]
    ordering = ["-ends_at", "-used"]
    date_hierarchy = "begins_at"
    actions = [act(forgive, name="forgive", target="spending", description=_("Give back what was used"))]
