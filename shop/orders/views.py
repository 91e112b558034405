"""Orders as buyer and seller see them, and the steps that they take."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from config.kit.errors import Conflict
from config.kit.http import refusals_to, see_other
from config.kit.policies import allow, anyone
from config.kit.toasts import say
from shop.checkout.finding import order_of_purchase
from shop.checkout.guests import remembered
from shop.checkout.models import Purchase
from shop.orders import policies
from shop.orders.cancelling import cancel_order
from shop.orders.forms import ReasonForm, ShipForm
from shop.orders.listing import buyers_page
from shop.orders.models import Order, OrderState
from shop.orders.receiving import confirm_received
from shop.orders.refunding import refund_order
from shop.orders.shipping import ship
from shop.orders.showing import order_of, views_of


@never_cache
@require_GET
@allow(anyone)
def orders(request: HttpRequest) -> HttpResponse:
    """What one bought; for a guest, what was bought from this browser."""
    if request.user.is_authenticated:
        bought = Order.objects.bought_by(request.user)
    else:
        held = Purchase.objects.visible_to(request.user).filter(buyer=None, reference__in=remembered(request))
        bought = Order.objects.filter(purchase__in=held)
    page = buyers_page(bought, tab=request.GET.get("tab", ""), cursor=request.GET.get("cursor"))
    return render(request, "orders/orders.html", {"page": page, "is_guest": not request.user.is_authenticated})


@never_cache
@require_GET
@allow(policies.can_see, order_of)
def order(request: HttpRequest, order: Order) -> HttpResponse:
    """An order: where it stands, who must act, what is in it."""
    return _page(request, order)


def _page(request: HttpRequest, order: Order, **forms: forms.Form) -> HttpResponse:
    """The order's page; `forms` are those that were sent and refused."""
    view = views_of([order], request.user)[0]
    context = {
        "view": view,
        "order": order,
        "refused": list(forms.values()),
        "ship_form": forms.get("ship", ShipForm()),
        "reason_form": forms.get("reason", ReasonForm()),
    }
    return render(request, "orders/order.html", context, status=422 if forms else 200)


@require_POST
@allow(policies.can_ship, order_of)
def order_ship(request: HttpRequest, order: Order) -> HttpResponse:
    """The goods are on their way."""
    form = ShipForm(request.POST)
    if form.is_valid():
        with refusals_to(form):
            _once(order, OrderState.SHIPPED, lambda: ship(request.user, order=order, **form.cleaned_data))
            say(request, _("Shipped. The buyer is told."))
            return see_other(order)
    return _page(request, _again(request, order), ship=form)


@require_POST
@allow(policies.can_receive, order_of)
def order_receive(request: HttpRequest, order: Order) -> HttpResponse:
    """The buyer has the goods."""
    _receive(request, order)
    return see_other(order)


@require_POST
@allow(policies.can_receive, order_of_purchase)
def purchase_receive(request: HttpRequest, order: Order) -> HttpResponse:
    """The same through the purchase's link, which is all that a guest has."""
    _receive(request, order)
    return see_other(order.purchase)


def _receive(request: HttpRequest, order: Order) -> None:
    _once(order, OrderState.RECEIVED, lambda: confirm_received(request.user, order=order))
    say(request, _("Good. The seller is told."))


@require_POST
@allow(policies.can_cancel, order_of)
def order_cancel(request: HttpRequest, order: Order) -> HttpResponse:
    """The order will not be sent."""
    return _end(request, order, OrderState.CANCELLED, cancel_order)


@require_POST
@allow(policies.can_refund, order_of)
def order_refund(request: HttpRequest, order: Order) -> HttpResponse:
    """The money goes back."""
    return _end(request, order, OrderState.REFUNDED, refund_order)


def _end(request: HttpRequest, order: Order, state: str, verb: Callable[..., Order]) -> HttpResponse:
    form = ReasonForm(request.POST)
    if form.is_valid():
        with refusals_to(form):
            _once(order, state, lambda: verb(request.user, order=order, reason=form.cleaned_data["reason"]))
            say(request, _("Done. The other side is told."))
            return see_other(order)
    return _page(request, _again(request, order), reason=form)


def _once(order: Order, state: str, verb: Callable[[], Any]) -> None:
    """Do it; a second tap on the same button, which finds it done, is no mistake. Raises what the verb raises."""
    try:
        verb()
    except Conflict:
        order.refresh_from_db(fields=["state"])
        if order.state != state:
            raise


def _again(request: HttpRequest, order: Order) -> Order:
    """The order as it is after a refusal."""
    return order_of(request.user, order.reference)
