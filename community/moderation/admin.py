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

from community.moderation.models import Appeal, Case, ModerationAction, Report, Restriction, WordRule
from community.moderation.reporting import settle_reports
from community.moderation.restricting import lift_limit
from community.moderation.settling import find_nothing_wrong
from community.moderation.undoing import take_back
from config.kit.operating import HistoryAdmin, act


def settle(person: Any, *, report: Report, reason: str) -> None:
    if report.target is not None:
        settle_reports(person, target=report.target, reason=reason)


def lift(person: Any, *, restriction: Restriction, reason: str) -> None:
    lift_limit(person, action=restriction.action, reason=reason)


@admin.register(Report)
class ReportAdmin(HistoryAdmin):
    list_display = ["about", "what", "reason", "note", "reporter", "created_at", "settled_at", "outcome"]
    list_display_links = ["what"]
    list_filter = [("settled_at", admin.EmptyFieldListFilter), "reason", "outcome", "target_type", "created_at"]
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


@admin.register(Case)
class CaseAdmin(HistoryAdmin):
    list_display = ["reference", "target_type", "about", "group", "for_staff", "created_at", "settled_at", "outcome"]
    list_filter = [("settled_at", admin.EmptyFieldListFilter), "outcome", "for_staff", "target_type", "created_at"]
    search_fields = ["reference", "about__username", "about__name", "group__name", "reason"]
    list_select_related = ["target_type", "about", "group"]
    date_hierarchy = "created_at"
    actions = [act(find_nothing_wrong, name="fine", target="case", description=_("Nothing wrong here"))]


@admin.register(ModerationAction)
class ModerationActionAdmin(HistoryAdmin):
    list_display = ["verb", "target_name", "owner", "group", "reason", "actor", "by_staff", "at", "until"]
    list_filter = ["verb", "by_staff", "at"]
    search_fields = [
        *("reference", "target_name", "reason", "actor__username", "actor__name", "owner__username", "owner__name"),
        "group__name",
    ]
    list_select_related = ["actor", "owner", "group"]
    date_hierarchy = "at"
    actions = [act(take_back, name="take_back", target="action", description=_("Take it back"))]


@admin.register(Restriction)
class RestrictionAdmin(HistoryAdmin):
    list_display = ["person", "what", "group", "created_at", "until", "lifted_at"]
    list_filter = ["what", ("lifted_at", admin.EmptyFieldListFilter), "created_at"]
    search_fields = ["person__username", "person__name", "group__name"]
    list_select_related = ["person", "group"]
    actions = [act(lift, name="lift", target="restriction", description=_("Take it back"))]


@admin.register(Appeal)
class AppealAdmin(HistoryAdmin):
    list_display = ["reference", "action", "person", "text", "created_at", "outcome", "decided_by", "decided_at"]
    list_filter = [("decided_at", admin.EmptyFieldListFilter), "outcome", "created_at"]
    search_fields = ["reference", "text", "answer", "person__username", "person__name"]
    list_select_related = ["action__owner", "person", "decided_by"]
    date_hierarchy = "created_at"


@admin.register(WordRule)
class WordRuleAdmin(HistoryAdmin):
    list_display = ["text", "kind", "effect", "group", "created_by", "created_at"]
    list_filter = ["kind", "effect", "created_at"]
    search_fields = ["text", "group__name"]
    list_select_related = ["group", "created_by"]
