"""Answer a hail: what is needed, one's offer, the form of it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from community.calling import showing as calls
from community.calling.models import Call
from community.calling.policies import is_called
from community.hail.errors import HailOver
from community.hail.models import Hail
from community.offers import own
from community.offers.answering import Answering, begun, changed, made, over
from community.offers.changes import LABELS_OF_ITS_SELLER, changes_of
from community.offers.forms import ChangeForm
from community.offers.making import withdraw_offer
from community.offers.models import Offer
from config.kit.http import read_or_send, see_other
from config.kit.policies import allow, signed_in
from config.kit.toasts import say
from shop.stores.limiting import kept_from_selling


@never_cache
@read_or_send
@allow(is_called, calls.own_call)
def call(request: HttpRequest, call: Call) -> HttpResponse:
    """A call: what is needed, one's offer, and the form of it; `?change` opens the form of the offer that stands."""
    if not calls.is_shown(request.user, call):
        return gone(request)
    answering = Answering(call.hail, call.store, call)
    offer = own.own_offer(request.user, call.hail)
    is_change = "version" in request.POST or (request.method != "POST" and "change" in request.GET)
    # What was taken back in another tab is changed no more: the verb says so, and what was typed stays.
    changes = offer or own.taken_back(request.user, call.hail) if is_change else None
    if changes is not None and (request.method == "POST" or changes.state == changes.State.OPEN):
        return change(request, answering, changes)
    return answer(request, answering, offer)


@never_cache
@read_or_send
@allow(signed_in, own.asked_hail)
def hail_answer(request: HttpRequest, hail: Hail | None) -> HttpResponse:
    """The same for who was not called and reads it in a group; `?store` names with which store one answers."""
    if hail is None:
        return gone(request)
    called = own.call_of(request.user, hail)
    if called is not None and request.method != "POST":
        return see_other(called)
    stores = own.stores_answering(request.user)
    if called is not None:
        stores = [called.store]
    slug = request.GET.get("store", "")
    store = next((store for store in stores if store.slug == slug), None) or next(iter(stores), None)
    if store is None:
        return render(request, "offers/no_store.html", {"hail": hail}, status=403 if request.method == "POST" else 200)
    return answer(request, Answering(hail, store, called, stores), own.own_offer(request.user, hail))


def answer(request: HttpRequest, answering: Answering, offer: Offer | None) -> HttpResponse:
    """The page with the form of a new offer, where none stands; a POST makes it."""
    shelf, form, kept = None, None, []
    # A new offer beside one that stands is refused by the verb, with what was typed kept.
    if answering.hail.is_open and (offer is None or request.method == "POST"):
        shelf = own.shelf_for(answering.hail, answering.store)
        form = begun(request.user, answering, shelf)
        if request.method == "POST":
            form, kept, done = made(request, answering, shelf)
            if isinstance(done, HailOver):
                return gone(request)
            if done is not None:
                say(request, _("Your offer stands. You hear when it is chosen."))
                return see_other(done.call)
    return page(request, answering, offer, form, shelf=shelf, kept=kept)


def change(request: HttpRequest, answering: Answering, offer: Offer) -> HttpResponse:
    """The form of an offer that stands. Whoever changed it in another tab is told so, and keeps what was typed."""
    form = ChangeForm.of(offer)
    if request.method == "POST":
        form, done = changed(request, offer)
        if isinstance(done, HailOver):
            return gone(request)
        if done is not None:
            say(request, _("Changed. What stood before is shown beside it."))
            return see_other(done.call)
    return page(request, answering, offer, form)


def page(request: HttpRequest, answering: Answering, offer: Offer | None, form: Any, **more: Any) -> HttpResponse:
    context: dict[str, Any] = {
        "answering": answering,
        "hail": answering.hail,
        "call": answering.call,
        "shown": answering.shown(request.user),
        "offer": offer,
        "changes": changes_of(offer, LABELS_OF_ITS_SELLER) if offer is not None and offer.version > 1 else [],
        "form": form,
        "is_change": isinstance(form, ChangeForm),
        "refused": kept_from_selling(request.user) if form is not None else None,
        "key": answering.key(request),
        **more,
    }
    response = render(request, "offers/answer.html", context, status=422 if form is not None and form.errors else 200)
    if request.method == "GET" and context["shown"] is not None:
        calls.note_seen([context["shown"]])
    return response


def gone(request: HttpRequest) -> HttpResponse:
    """The hail is over, or was never to be seen: nothing of it is left. What was typed is given back to be copied."""
    if request.method != "POST":
        raise Http404
    return render(request, "offers/over.html", {"typed": over(request)}, status=404)


@require_POST
@allow(is_called, calls.seen_call)
def withdraw(request: HttpRequest, call: Call) -> HttpResponse:
    """Take one's offer back; the form then holds what it said."""
    offer = own.own_offer(request.user, call.hail)
    if offer is None:
        return see_other(call)
    withdraw_offer(request.user, offer=offer)
    say(request, _("Taken back. What you offered stands in the form, if you want to make it again."))
    return see_other(call)
