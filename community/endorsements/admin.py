"""Endorsements, for operators."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from community.endorsements.hiding import hide_endorsement, restore_endorsement
from community.endorsements.models import Endorsement
from config.kit.operating import HistoryAdmin, act


@admin.register(Endorsement)
class EndorsementAdmin(HistoryAdmin):
    list_display = ["by", "about", "topic", "sentence", "created_at", "withdrawn_at", "hidden_at"]
    list_filter = [
        "created_at",
        ("withdrawn_at", admin.EmptyFieldListFilter),
        ("hidden_at", admin.EmptyFieldListFilter),
    ]
    search_fields = ["reference", "by__username", "by__name", "about__username", "about__name", "topic__name"]
    list_select_related = ["by", "about", "topic"]
    date_hierarchy = "created_at"
    actions = [
        act(hide_endorsement, name="hide", target="endorsement", description=_("Hide the chosen endorsements")),
        act(
            restore_endorsement,
            name="restore",
            target="endorsement",
            description=_("Show the chosen endorsements again"),
        ),
    ]
