"""What people report, and the log of what moderators did."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from community.moderation.models import ModerationAction, Report
from community.moderation.reporting import settle_reports
from config.kit.operating import HistoryAdmin, act


def settle(person: Any, *, report: Report, reason: str) -> None:
    if report.target is not None:
        settle_reports(person, target=report.target)


@admin.register(Report)
class ReportAdmin(HistoryAdmin):
    list_display = ["about", "what", "reason", "note", "reporter", "created_at", "settled_at"]
    list_display_links = ["what"]
    list_filter = [("settled_at", admin.EmptyFieldListFilter), "reason", "target_type", "created_at"]
    search_fields = ["reference", "note", "reporter__username", "reporter__name"]
    list_select_related = ["reporter", "target_type"]
    date_hierarchy = "created_at"
    actions = [act(settle, name="settle", target="report", description=_("Mark as dealt with"))]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Report]:
        return super().get_queryset(request).prefetch_related("target")

    @admin.display(description=_("About"))
    def about(self, report: Report) -> SafeString | str:
        """Leads to the page where an operator can act on it."""
        kind = report.target_type
        try:
            page = reverse(f"admin:{kind.app_label}_{kind.model}_change", args=[report.target_id])
        except NoReverseMatch:
            return str(report.target)
        return format_html('<a href="{}">{}</a>', page, report.target or "–")

    @admin.display(description=_("What"), ordering="target_type")
    def what(self, report: Report) -> str:
        return report.target_type.name


@admin.register(ModerationAction)
class ModerationActionAdmin(HistoryAdmin):
    list_display = ["verb", "target_name", "owner", "reason", "actor", "at"]
    list_filter = ["verb", "at"]
    search_fields = ["reference", "target_name", "reason", "actor__username", "actor__name", "owner__username"]
    list_select_related = ["actor", "owner"]
    date_hierarchy = "at"
