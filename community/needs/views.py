"""One's standing needs: what is asked every week, and what one waits for."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from community.hail.policies import can_hail
from community.needs import keeping, policies, showing, turns
from community.needs.forms import WatchForm, WeeklyForm
from community.needs.models import StandingNeed
from config.kit.http import back_to, idempotency_key, read_or_send, refusals_to, see_other
from config.kit.policies import allow, signed_in
from config.kit.reading import day
from config.kit.references import new_reference
from config.kit.toasts import say


@never_cache
@require_safe
@allow(signed_in)
def needs(request: HttpRequest) -> HttpResponse:
    """Those that stand, or those that ended."""
    is_past = request.GET.get("tab") == "past"
    found, cursor = showing.needs_page(request.user, request.GET.get("cursor"), ended=is_past)
    return render(request, "needs/list.html", {"found": found, "cursor": cursor, "is_past": is_past})


@never_cache
@read_or_send
@allow(can_hail)
def new_watch(request: HttpRequest) -> HttpResponse:
    """Be told when something appears; `q` are words that were searched for, `hail` a hail that nobody fitted."""
    hail = showing.from_hail(request.user, request.GET.get("hail", ""))
    initial: dict[str, Any] = {"text": request.GET.get("q", "")[: keeping.WATCH_LENGTH]}
    if hail is not None:
        initial = {"text": hail.text[: keeping.WATCH_LENGTH], "tags": "，".join(hail.tags.names())}
    form = WatchForm(request.POST or None, person=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            need = keeping.keep_watch(request.user, **form.given(), idempotency_key=idempotency_key(request))
            say(request, _("You are told as soon as it is there."), undo=reverse("need_end", args=[need.reference]))
            return see_other("needs")
    return _form(request, form, "needs/watch.html")


@never_cache
@read_or_send
@allow(can_hail)
def new_weekly(request: HttpRequest) -> HttpResponse:
    """Hail every week; `hail` is one's own of which it is made."""
    hail = showing.from_hail(request.user, request.GET.get("hail", ""))
    area = _area(hail)
    initial = WeeklyForm.said_by(showing.said_in(hail)) if hail else {}
    form = WeeklyForm(request.POST or None, person=request.user, has_area=bool(area.get("place")), initial=initial)
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            need = keeping.keep_weekly(request.user, **form.given(), **area, idempotency_key=idempotency_key(request))
            ahead = need.turns.filter(done_at=None).first()
            # Sent twice it is the same need, which may have ended meanwhile.
            if ahead is not None:
                said = _("Asked every week. The first time: %(day)s.") % {"day": day(ahead.day)}
                say(request, said, undo=reverse("need_end", args=[need.reference]))
            return see_other("needs")
    return _form(request, form, "needs/weekly.html")


@never_cache
@require_safe
@allow(policies.is_keeper, showing.need_of)
def show(request: HttpRequest, need: StandingNeed) -> HttpResponse:
    """One need, with what was found for it or when it is asked."""
    (kept,) = showing.kept(request.user, [need])
    context: dict[str, Any] = {"kept": kept, "need": need}
    if need.is_weekly:
        context["turns"] = need.turns.exclude(done_at=None).select_related("hail")[: showing.MATCHES]
    else:
        context["found"], context["cursor"] = showing.matches_page(request.user, need, request.GET.get("cursor"))
    return render(request, "needs/need.html", context)


@never_cache
@read_or_send
@allow(policies.is_keeper, showing.need_of)
def change(request: HttpRequest, need: StandingNeed) -> HttpResponse:
    """Say it otherwise."""
    area = _area(need)
    sent = request.POST or None
    if need.is_weekly:
        names = ("text", "budget", "needed_in", "audience", "weekday", "hour", "hours")
        said = {name: getattr(need, name) for name in names}
        said |= {"groups": [row.group for row in need.in_groups.all()], "tags": [tag.name for tag in need.tags.all()]}
        form: Any = WeeklyForm(
            sent, person=request.user, has_area=bool(area.get("place")), initial=WeeklyForm.said_by(said)
        )
    else:
        form = WatchForm(sent, person=request.user, initial=WatchForm.said_by(need))
    if request.method == "POST" and form.is_valid():
        with refusals_to(form):
            if need.is_weekly:
                keeping.change_weekly(request.user, need=need, **form.given(), **area)
            else:
                keeping.change_watch(request.user, need=need, **form.given())
            say(request, _("Saved."))
            return see_other("needs")
    return _form(request, form, "needs/weekly.html" if need.is_weekly else "needs/watch.html", need)


@require_POST
@allow(policies.is_keeper, showing.need_of)
def end(request: HttpRequest, need: StandingNeed) -> HttpResponse:
    """One tap; the toast takes it back."""
    keeping.end_need(request.user, need=need)
    said = _("It is asked no more.") if need.is_weekly else _("You are told of it no more.")
    say(request, said, undo=reverse("need_resume", args=[need.reference]))
    return back_to(request, "needs")


@require_POST
@allow(policies.is_keeper, showing.need_of)
def resume(request: HttpRequest, need: StandingNeed) -> HttpResponse:
    keeping.resume_need(request.user, need=need)
    say(request, _("It stands again."))
    return back_to(request, "needs")


@require_POST
@allow(policies.keeps_weekly, showing.weekly_of)
def skip(request: HttpRequest, need: StandingNeed) -> HttpResponse:
    """Not this time; the toast takes it back."""
    turn = turns.skip_turn(request.user, need=need)
    say(
        request,
        _("Skipped on %(day)s.") % {"day": day(turn.day)},
        undo=reverse("need_unskip", args=[need.reference]),
    )
    return back_to(request, "needs")


@require_POST
@allow(policies.keeps_weekly, showing.weekly_of)
def unskip(request: HttpRequest, need: StandingNeed) -> HttpResponse:
    turn = turns.unskip_turn(request.user, need=need)
    say(request, _("It is asked on %(day)s.") % {"day": day(turn.day)})
    return back_to(request, "needs")


def _area(source: Any) -> dict[str, Any]:
    """Roughly where, and how far: of a hail, or of the need that is changed."""
    if source is None:
        return {}
    return {"place": source.place, "place_name": source.place_name, "radius": source.radius}


def _form(request: HttpRequest, form: Any, template: str, need: StandingNeed | None = None) -> HttpResponse:
    context = {"form": form, "need": need, "key": request.POST.get("key") or new_reference()}
    return render(request, template, context, status=400 if form.errors else 200)
