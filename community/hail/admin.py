"""Hails for operators: here alone, and only for the staff, stands who hails. Drafts are their writers' alone."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from community.hail.hiding import hide_hail, restore_hail
from community.hail.models import Hail, HailGroup, HailPicture, Second
from config.kit.operating import HistoryAdmin, HistoryInline, act


class HailGroupInline(HistoryInline):
    model = HailGroup
    fields = ["group"]
    related = ("group",)


class HailPictureInline(HistoryInline):
    model = HailPicture


class SecondInline(HistoryInline):
    model = Second
    fields = ["person", "quantity", "at"]
    related = ("person",)


@admin.register(Hail)
class HailAdmin(HistoryAdmin):
    list_display = ["__str__", "person", "audience", "place_name", "state", "expires_at", "created_at", "hidden_at"]
    list_filter = ["state", "audience", "created_at", ("hidden_at", admin.EmptyFieldListFilter)]
    search_fields = ["reference", "text", "place_name", "person__username", "person__name"]
    list_select_related = ["person"]
    date_hierarchy = "created_at"
    inlines = [HailGroupInline, HailPictureInline, SecondInline]
    actions = [
        act(hide_hail, name="hide", target="hail", description=_("Hide the chosen hails, which ends them")),
        act(restore_hail, name="restore", target="hail", description=_("Show the chosen hails again")),
    ]
