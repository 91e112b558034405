"""Buying together: begun by whoever hailed, joined by members of their groups."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from community.groupbuys import closing, joining, policies, showing
from community.groupbuys.beginning import begin_group_buy
from community.groupbuys.forms import BeginForm, JoinForm
from community.groupbuys.models import GroupBuy
from community.offers.errors import OfferChanged
from community.offers.models import Offer
from config.kit.http import posted_version, read_or_send, refusals_to, see_other
from config.kit.policies import allow
from config.kit.toasts import say


@never_cache
@read_or_send
@allow(policies.can_begin, showing.offer_of)
def begin(request: HttpRequest, offer: Offer) -> HttpResponse:
    """What it costs from how many pieces on, one's own part, and how long others can join."""
    if standing := GroupBuy.objects.filter(offer=offer).first():
        return see_other(standing)
    initial = {"least": offer.together_from, "quantity": offer.quantity}
    posted = request.POST if request.method == "POST" else None
    form = BeginForm(posted, person=request.user, initial=initial)
    if request.method == "POST":
        with refusals_to(form):
            if form.is_valid():
                buy = begin_group_buy(request.user, offer=offer, version=posted_version(request), **form.given())
                say(request, _("It is open. Whoever said “me too” is told."))
                return see_other(buy)
            if posted_version(request) != offer.version:
                # The page that comes back has the new price, which is not to pass unseen behind another error.
                raise OfferChanged
    context = {"form": form, "offer": offer, "hail": offer.hail}
    return render(request, "groupbuys/begin.html", context, status=400 if form.errors else 200)


@never_cache
@require_safe
@allow(policies.can_see, showing.buy_of)
def show(request: HttpRequest, buy: GroupBuy) -> HttpResponse:
    return _page(request, buy, None)


@require_POST
@allow(policies.can_join, showing.buy_of)
def join(request: HttpRequest, buy: GroupBuy) -> HttpResponse:
    """So many pieces, sent there; again changes it."""
    form = JoinForm(request.POST, person=request.user)
    if form.is_valid():
        with refusals_to(form):
            joining.join(request.user, buy=buy, **form.given())
            said = _("You are in. Nothing is to be paid before enough have come together.")
            say(request, said, undo=reverse("group_buy_leave", args=[buy.reference]))
            return see_other(buy)
    return _page(request, buy, form)


@require_POST
@allow(policies.can_see, showing.buy_of)
def leave(request: HttpRequest, buy: GroupBuy) -> HttpResponse:
    """Want nothing of it any more. Twice changes nothing."""
    joining.leave(request.user, buy=buy)
    say(request, _("You are out again."))
    return see_other(buy if GroupBuy.objects.visible_to(request.user).filter(pk=buy.pk).exists() else "/")


@require_POST
@allow(policies.can_close, showing.buy_of)
def close(request: HttpRequest, buy: GroupBuy) -> HttpResponse:
    """Enough have come together: the orders are placed now."""
    closing.close_early(request.user, buy=buy)
    say(request, _("Closed. Everybody gets their order now."))
    return see_other(buy)


@require_POST
@allow(policies.can_cancel, showing.buy_of)
def call_off(request: HttpRequest, buy: GroupBuy) -> HttpResponse:
    closing.call_off(request.user, buy=buy)
    say(request, _("It is called off, and everybody who joined is told."))
    return see_other(buy)


def _page(request: HttpRequest, buy: GroupBuy, form: JoinForm | None) -> HttpResponse:
    shown = showing.shown(request.user, buy)
    can_join = buy.is_open and policies.can_join(request.user, buy)
    if form is None and can_join:
        form = JoinForm(person=request.user) if shown.mine is None else JoinForm.of(request.user, shown.mine)
    context: dict[str, Any] = {"shown": shown, "buy": buy, "form": form, "can_join": can_join}
    return render(request, "groupbuys/group_buy.html", context, status=400 if form is not None and form.errors else 200)
