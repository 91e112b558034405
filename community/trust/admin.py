"""The ledger for operators: read, never changed; verified people, objections, and rings."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from community.trust.disputing import decide_dispute
from community.trust.forms import RingForm
from community.trust.freezing import freeze, unfreeze
from community.trust.models import Dispute, Evidence, Freeze, Verification
from community.trust.ring import MOST_CHOSEN, ring_of
from community.trust.verifying import end_verification
from config.kit.http import refusals_to
from config.kit.operating import HistoryAdmin, act


def thaw(person: Any, *, row: Freeze, reason: str) -> None:
    unfreeze(person, target=row.person, reason=reason)


def uphold(person: Any, *, dispute: Dispute, reason: str) -> None:
    decide_dispute(person, dispute=dispute, upheld=True, answer=reason)


def refuse(person: Any, *, dispute: Dispute, reason: str) -> None:
    decide_dispute(person, dispute=dispute, upheld=False, answer=reason)


def to_ring(usernames: set[str]) -> HttpResponse:
    """Where the picture of these people is."""
    chosen = ",".join(sorted(usernames)[:MOST_CHOSEN])
    return redirect(f"{reverse('admin:community_freeze_ring')}?people={chosen}")


@admin.register(Evidence)
class EvidenceAdmin(HistoryAdmin):
    list_display = ["reference", "by", "kind", "about", "topic", "source", "at", "counters", "why"]
    list_filter = [("counters", admin.EmptyFieldListFilter), "kind", "why", "source_type", "at"]
    search_fields = [
        *("reference", "by__username", "by__name", "about__username", "about__name", "topic__name"),
        "counters__reference",
    ]
    list_select_related = ["by", "about", "topic", "counters__by", "counters__about", "source_type"]
    date_hierarchy = "at"
    actions = ["show_ring"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Evidence]:
        return super().get_queryset(request).prefetch_related("source")

    @admin.action(description=_("Show the ring of those in the chosen rows"))
    def show_ring(self, request: HttpRequest, rows: QuerySet[Evidence]) -> HttpResponse:
        names = rows.values_list("by__username", "about__username")
        return to_ring({name for pair in names for name in pair})


@admin.register(Dispute)
class DisputeAdmin(HistoryAdmin):
    list_display = ["reference", "person", "evidence", "text", "created_at", "outcome", "decided_by", "decided_at"]
    list_filter = [("decided_at", admin.EmptyFieldListFilter), "outcome", "evidence__kind", "created_at"]
    search_fields = ["reference", "text", "answer", "person__username", "person__name"]
    list_select_related = ["person", "decided_by", "evidence__by", "evidence__about"]
    date_hierarchy = "created_at"
    actions = [
        act(uphold, name="uphold", target="dispute", description=_("Agree: strike out what is objected to")),
        act(refuse, name="refuse", target="dispute", description=_("Do not agree: it stands")),
    ]


@admin.register(Verification)
class VerificationAdmin(HistoryAdmin):
    list_display = ["person", "by", "reason", "at", "ended_at"]
    list_filter = [("ended_at", admin.EmptyFieldListFilter), "at"]
    search_fields = ["person__username", "person__name", "reason"]
    list_select_related = ["person", "by"]
    date_hierarchy = "at"
    actions = [act(end_verification, name="end", target="verification", description=_("End the chosen verifications"))]


@admin.register(Freeze)
class FreezeAdmin(HistoryAdmin):
    list_display = ["person", "by", "reason", "at", "ended_at"]
    list_filter = [("ended_at", admin.EmptyFieldListFilter), "at"]
    search_fields = ["person__username", "person__name", "reason"]
    list_select_related = ["person", "by"]
    date_hierarchy = "at"
    actions = [act(thaw, name="thaw", target="row", description=_("Let the voices of the chosen count again"))]

    def get_urls(self) -> list[URLPattern]:
        ring = path("ring/", self.admin_site.admin_view(self.ring), name="community_freeze_ring")
        return [ring, *super().get_urls()]

    def ring(self, request: HttpRequest) -> HttpResponse:
        """Who speaks for whom among the people named in `people`, and around them; and freezing their voices."""
        if not self.has_view_permission(request):
            return redirect("admin:index")
        given = request.POST if request.method == "POST" else request.GET if "people" in request.GET else None
        form = RingForm(given, needs_reason=request.method == "POST")
        chosen = form.chosen if form.is_valid() else []
        if request.method == "POST" and chosen:
            with refusals_to(form):
                frozen = freeze(request.user, people=chosen, reason=form.cleaned_data["reason"])
                said = ngettext("Frozen: %(count)d voice.", "Frozen: %(count)d voices.", len(frozen))
                self.message_user(request, said % {"count": len(frozen)}, messages.SUCCESS)
                return redirect(f"{request.path}?people={','.join(person.username for person in chosen)}")
        context = self.admin_site.each_context(request) | {
            "title": _("Who speaks for whom"),
            "opts": self.opts,
            "form": form,
            "ring": ring_of(form.chosen) if form.chosen else None,
        }
        status = 400 if request.method == "POST" and form.errors else 200
        return render(request, "admin/community/freeze/ring.html", context, status=status)
