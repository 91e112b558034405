"""What a person sees of the ledger, and objections to it; for the staff those that wait."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from community.moderation.forms import JudgeForm
from community.moderation.showing import frame
from community.trust import policies, showing
from community.trust.disputing import decide_dispute, dispute, open_disputes
from community.trust.forms import DisputeForm
from community.trust.models import Dispute, Evidence
from community.trust.origins import origins
from config.kit import cursors
from config.kit.http import read_or_send, refusals_to, see_other
from config.kit.policies import allow, signed_in, staff
from config.kit.toasts import say


@never_cache
@require_safe
@allow(signed_in)
def my_evidence(request: HttpRequest) -> HttpResponse:
    """Every fact about one, countered or not; `kind` chooses."""
    return _list(request, showing.evidence_about(request.user), "about")


@never_cache
@require_safe
@allow(signed_in)
def given(request: HttpRequest) -> HttpResponse:
    """What one bears out of others oneself."""
    return _list(request, showing.evidence_by(request.user), "given")


def _list(request: HttpRequest, rows: QuerySet[Evidence], section: str) -> HttpResponse:
    kind = request.GET.get("kind", "")
    found, cursor = showing.page_of(showing.of_kind(rows, kind), request.user, request.GET.get("cursor"))
    context = {"rows": found, "cursor": cursor, "section": section, "kind": kind, "tallies": showing.tallies(rows)}
    return render(request, "trust/evidence.html", context)


def fact_of(person: Any, reference: str) -> Evidence:
    """A fact about the person. Raises Http404."""
    if not signed_in(person):
        raise Http404
    return get_object_or_404(showing.evidence_about(person), reference=reference)


@never_cache
@read_or_send
@allow(signed_in, fact_of)
def fact(request: HttpRequest, found: Evidence) -> HttpResponse:
    """One fact about oneself, and the one objection to it."""
    form = DisputeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            dispute(request.user, evidence=found, text=form.cleaned_data["text"])
            say(request, _("Your objection is on its way. Somebody will look at it."))
            return see_other(request.path)
    context = {"row": showing.shown([found], request.user)[0], "form": form}
    return render(request, "trust/fact.html", context, status=400 if form.errors else 200)


@never_cache
@require_safe
@allow(staff)
def disputes(request: HttpRequest) -> HttpResponse:
    """Objections that wait for the staff."""
    rows, cursor = cursors.oldest_page(open_disputes(request.user), request.GET.get("cursor"), showing.PAGE)
    context = frame(request.user, None, "disputes") | {"disputes": rows, "cursor": cursor}
    return render(request, "trust/disputes.html", context)


def dispute_of(person: Any, reference: str) -> Dispute:
    """An objection that the person may decide. Raises Http404."""
    rows = Dispute.objects.select_related("person__photo", "evidence__by__photo", "evidence__topic")
    return get_object_or_404(rows.filter(policies.disputes_judged_by(person)), reference=reference)


@never_cache
@read_or_send
@allow(policies.can_judge, dispute_of)
def decide(request: HttpRequest, found: Dispute) -> HttpResponse:
    """What is objected to, why, and the decision: `upheld` is 1 or 0."""
    form = JudgeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            upheld = request.POST.get("upheld") == "1"
            decide_dispute(request.user, dispute=found, upheld=upheld, answer=form.cleaned_data["answer"])
            say(request, _("Decided, and told."))
            return see_other("mod_disputes")
    row = found.evidence
    context = {"dispute": found, "evidence": row, "form": form, "origin": origins([row], request.user).get(row.pk)}
    return render(request, "trust/dispute.html", context, status=400 if form.errors else 200)
