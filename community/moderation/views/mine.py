"""What a person sees of moderation: reporting, their reports, what was decided about them, and appealing."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from community.moderation import registry, turning_away
from community.moderation.appealing import appeal
from community.moderation.forms import AppealForm, ReportForm
from community.moderation.models import ModerationAction, Report
from community.moderation.policies import can_appeal, can_see_ruling, is_standing
from community.moderation.recalling import with_words
from community.moderation.reporting import report as report_verb
from community.moderation.rulings import rulings_of
from community.moderation.targets import find_target, load_targets, still_seen
from config.kit import cursors
from config.kit.http import read_or_send, refusals_to, see_other
from config.kit.policies import allow, anyone, signed_in
from config.kit.toasts import say
from content.text.markdown import shortened

PAGE = 20


@read_or_send
@allow(signed_in)
def report(request: HttpRequest) -> HttpResponse:
    """Say why what `target` names should not be here."""
    name = request.POST.get("target") or request.GET.get("target", "")
    target = find_target(request.user, name)
    entry = registry.of_target(target) if target is not None else None
    if target is None or entry is None:
        raise Http404
    form = ReportForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            report_verb(request.user, target=target, **form.cleaned_data)
            say(request, _("Thank you. The moderators will look at it."))
            return see_other(entry.place(target).partition("#")[0])
    excerpt = shortened(entry.text(target) or str(target), 120)
    context = {"form": form, "excerpt": excerpt, "name": name, "back": entry.place(target)}
    return render(request, "moderation/report.html", context, status=400 if form.errors else 200)


@never_cache
@require_safe
@allow(signed_in)
def reports(request: HttpRequest) -> HttpResponse:
    """What one has reported, and what became of it."""
    mine = Report.objects.filter(reporter=request.user).select_related("target_type")
    rows, cursor = cursors.newest_page(mine, request.GET.get("cursor"), PAGE)
    targets, seen = load_targets(rows), still_seen(request.user, rows)
    for row in rows:
        target = targets.get((row.target_type_id, row.target_id)) if row.pk in seen else None
        entry = registry.of_target(target) if target is not None else None
        row.words = shortened(entry.text(target) or str(target), 60) if entry and target is not None else ""
        row.place = entry.place(target) if entry and target is not None else ""
    return render(request, "moderation/reports.html", {"reports": rows, "cursor": cursor})


@never_cache
@require_safe
@allow(signed_in)
def rulings(request: HttpRequest) -> HttpResponse:
    """What moderators decided about one, with reasons, and what came of appeals."""
    rows, cursor = cursors.newest_page(rulings_of(request.user), request.GET.get("cursor"), PAGE)
    return render(request, "moderation/rulings.html", {"rulings": with_words(rows), "cursor": cursor})


def ruling_of(person: Any, reference: str) -> ModerationAction:
    """A decision about the person. Raises Http404."""
    if not person.is_authenticated:
        raise Http404
    return get_object_or_404(rulings_of(person), reference=reference)


@never_cache
@read_or_send
@allow(can_see_ruling, ruling_of)
def ruling(request: HttpRequest, action: ModerationAction) -> HttpResponse:
    """One decision; and the one appeal against it."""
    form = AppealForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            appeal(request.user, action=action, text=form.cleaned_data["text"])
            say(request, _("Your appeal is on its way. Somebody else will look at it."))
            return see_other(action)
    context = {"action": with_words([action])[0], "form": form, "may_appeal": can_appeal(request.user, action)}
    context["stands"] = is_standing(action)
    return render(request, "moderation/ruling.html", context, status=400 if form.errors else 200)


@never_cache
@read_or_send
@allow(anyone)
def suspended(request: HttpRequest) -> HttpResponse:
    """For whom the door stayed closed a moment ago: why, until when, and their appeal."""
    person = turning_away.turned_away(request)
    if person is None:
        return redirect("account_request_login_code")
    form = AppealForm(request.POST if request.method == "POST" else None)
    action = turning_away.suspension_of(person)
    if request.method == "POST" and form.is_valid() and action is not None:
        with refusals_to(form):
            appeal(person, action=action, text=form.cleaned_data["text"])
            return see_other("suspended")
    context = turning_away.context_for(person) | {"form": form}
    return render(request, "entry/suspended.html", context, status=400 if form.errors else 200)
