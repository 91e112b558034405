"""The seller's side of hails: what waits, putting a call aside, one's record, and when one wants to be called."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from community.calling import declining, duty, showing
from community.calling.duties import duties_of, findable, off_until
from community.calling.forms import DutyForm
from community.calling.models import Call
from community.calling.policies import is_called
from community.calling.raising import steps
from community.calling.record import records_of
from community.offers.showing import promises_of
from config.kit.http import back_to, read_or_send, refusals_to, see_other
from config.kit.policies import allow, signed_in
from config.kit.reading import exact, lasting
from config.kit.toasts import say
from shop.stores.models import Store
from shop.stores.policies import owns_store
from shop.stores.showing import store_of


@never_cache
@require_safe
@allow(signed_in)
def answers(request: HttpRequest) -> HttpResponse:
    """What one's stores can answer now, the latest first, or what one answered."""
    is_answered = request.GET.get("tab") == "answered"
    listed = showing.answered if is_answered else showing.waiting
    rows, cursor = listed(request.user, request.GET.get("cursor"))
    duties = duties_of(request.user)
    stores = [row.store for row in duties]
    context = {
        "rows": rows,
        "cursor": cursor,
        "is_answered": is_answered,
        "duties": duties,
        "many_stores": len(duties) > 1,
        "records": records_of(stores),
        "findable": findable(stores) if stores and not rows and not is_answered else [],
        "hailed": any(not row.is_off for row in duties),
    }
    response = render(request, "calling/answers.html", context)
    if request.method == "GET" and not is_answered:
        showing.note_seen(rows)
    return response


@require_POST
@allow(is_called, showing.seen_call)
def decline(request: HttpRequest, call: Call) -> HttpResponse:
    """Not for me, with a way back; the hailer learns nothing of it."""
    declining.decline(request.user, call=call)
    say(request, _("Put aside. Nobody is told."), undo=reverse("call_take_up", args=[call.reference]))
    return see_other("answers")


@require_POST
@allow(is_called, showing.seen_call)
def take_up(request: HttpRequest, call: Call) -> HttpResponse:
    declining.take_up(request.user, call=call)
    return back_to(request, "answers")


@never_cache
@require_safe
@allow(signed_in)
def record(request: HttpRequest) -> HttpResponse:
    """How often one's stores were called, answered, were chosen and kept their word, and what would raise that."""
    duties = duties_of(request.user)
    records = records_of([row.store for row in duties])
    found = [(row.store, records[row.store.pk]) for row in duties]
    rows = [(store, row, lasting(row.median) if row.median is not None else "", steps(row)) for store, row in found]
    promises = promises_of(row.store.owner_id for row in duties)
    return render(request, "calling/record.html", {"rows": rows, "promises": promises})


@never_cache
@read_or_send
@allow(owns_store, store_of)
def duty_of(request: HttpRequest, store: Store) -> HttpResponse:
    """What, when and how far the store wants to be called for."""
    shown = duties_of(request.user, [store])[0]
    form = DutyForm.of(shown.duty)
    if request.method == "POST":
        form = DutyForm(request.POST, duty=shown.duty)
        if form.is_valid():
            with refusals_to(form):
                switch = {"is_on": shown.duty.is_on, "off_until": shown.duty.off_until}
                duty.set_duty(request.user, store=store, **switch, **form.cleaned_data)
                say(request, _("Saved."))
                return see_other("answers")
    context = {"form": form, "shown": shown, "store": store, "places": findable([store])[0]}
    return render(request, "calling/duty.html", context, status=422 if form.errors else 200)


@require_POST
@allow(owns_store, store_of)
def go_off(request: HttpRequest, store: Store) -> HttpResponse:
    """Off duty: `for` is "hour", "tomorrow", or anything else for as long as one likes."""
    until = off_until(store.owner, request.POST.get("for", ""), timezone.now())
    duty.go_off(request.user, store=store, until=until)
    said = _("Off duty until %(when)s.") % {"when": exact(until)} if until else _("Off duty, until you are back.")
    say(request, said, undo=reverse("duty_on", args=[store.slug]))
    return back_to(request, "answers")


@require_POST
@allow(owns_store, store_of)
def come_back(request: HttpRequest, store: Store) -> HttpResponse:
    was_timed = duty.duty_of(store).off_until is not None
    duty.come_back(request.user, store=store)
    # Undone, it would be off for as long as one likes.
    say(request, _("On duty again."), undo="" if was_timed else reverse("duty_off", args=[store.slug]))
    return back_to(request, "answers")
