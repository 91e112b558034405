"""Visits of profiles, for operators: read-only, and of nobody in particular."""

from django.contrib import admin

from community.brand.models import ProfileChoice, ProfileVisit
from config.kit.operating import HistoryAdmin


@admin.register(ProfileVisit)
class ProfileVisitAdmin(HistoryAdmin):
    list_display = ["person", "day", "source", "count"]
    list_filter = ["source", "day"]
    date_hierarchy = "day"
    search_fields = ["person__username", "person__name"]
    list_select_related = ["person"]


@admin.register(ProfileChoice)
class ProfileChoiceAdmin(HistoryAdmin):
    list_display = ["person", "lessons"]
    list_filter = ["lessons"]
    search_fields = ["person__username", "person__name"]
    list_select_related = ["person"]
