"""Checkout on one page, and the purchase that comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from config.kit.http import HttpResponseSeeOther, idempotency_key, read_or_send, refusals_to, see_other
from config.kit.policies import allow, signed_in
from config.kit.references import new_reference
from config.kit.toasts import say
from shop.bag.forms import PutForm, read, variant_of
from shop.bag.reading import Contents, contents_from, contents_of
from shop.bag.selling import with_all
from shop.bag.session import bag_for, own_bag
from shop.catalog.models import Variant
from shop.checkout import policies
from shop.checkout.addresses import forget_address
from shop.checkout.finding import address_of, purchase_of
from shop.checkout.forms import CheckoutForm
from shop.checkout.guests import remember
from shop.checkout.models import Address, Purchase
from shop.checkout.placing import Wanted, place_purchase
from shop.checkout.showing import purchase_page
from shop.orders.cancelling import cancel_purchase
from shop.payments.errors import GatewayAway, NothingToPay
from shop.payments.paying import start_payment


@never_cache
@read_or_send
@allow(policies.can_place)
def checkout(request: HttpRequest) -> HttpResponse:
    """Who gets it, what it costs, pay: the bag, or with `variant` in the query that alone."""
    direct = _direct(request)
    contents = _contents(request, direct)
    # A guest's bag says whose idempotency key it is, so it is there before the form is sent, maybe twice.
    person = request.user if request.user.is_authenticated else None
    if person is None:
        own_bag(request)
    form = CheckoutForm(request.POST if request.method == "POST" else None, person=person, contents=contents)
    if form.is_valid():
        with refusals_to(form):
            return _to_payment(request, _placed(request, form, direct))
        # What was refused may have been sold, or changed its price, while the buyer typed.
        contents = _contents(request, direct)
    if not contents.buyable:
        return _nothing_to_buy(request, contents, direct)
    key = idempotency_key(request) or new_reference()
    context = {
        "form": form,
        "contents": contents,
        "groups": form.with_notes(contents),
        "key": key,
        "direct": direct[0] if direct else None,
    }
    return render(request, "checkout/checkout.html", context, status=422 if form.errors else 200)


def _direct(request: HttpRequest) -> list[Wanted]:
    """What the query or the form names to be bought past the bag."""
    source = request.POST if request.method == "POST" else request.GET
    if not source.get("variant"):
        return []
    asked = read(PutForm(source))
    return [Wanted(variant_of(request.user, asked["variant"]), asked["quantity"] or 1)]


def _contents(request: HttpRequest, direct: Sequence[Wanted]) -> Contents:
    if not direct:
        return contents_of(bag_for(request))
    variants = with_all(Variant.objects.filter(pk=direct[0].variant.pk))
    return contents_from((variant, direct[0].quantity) for variant in variants)


def _placed(request: HttpRequest, form: CheckoutForm, direct: Sequence[Wanted]) -> Purchase:
    seen = request.POST.get("total", "")
    purchase = place_purchase(
        request.user,
        bag=own_bag(request),
        direct=direct,
        guest_contact=form.cleaned_data.get("guest_contact", ""),
        notes=form.notes,
        idempotency_key=idempotency_key(request) or new_reference(),
        expected_total=int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 16 else None,
        **form.to,
    )
    if purchase.buyer_id is None:
        remember(request, purchase)
    return purchase


def _to_payment(request: HttpRequest, purchase: Purchase) -> HttpResponse:
    """Straight on to the gateway; where it is away, or there is nothing to pay, to the purchase."""
    try:
        return HttpResponseSeeOther(start_payment(request.user, purchase=purchase).pay_url)
    except NothingToPay:
        pass
    except GatewayAway as error:
        messages.error(request, str(error))
    return see_other(purchase)


def _nothing_to_buy(request: HttpRequest, contents: Contents, direct: Sequence[Wanted]) -> HttpResponse:
    if not direct:
        return see_other("bag")
    line = contents.groups[0].lines[0] if contents else None
    messages.error(request, line.problem_text if line else _("This cannot be bought at the moment."))
    return see_other(direct[0].variant.product)


@never_cache
@require_GET
@allow(policies.can_see, purchase_of)
def purchase(request: HttpRequest, purchase: Purchase) -> HttpResponse:
    """A purchase: pay it, or follow its orders. For a guest this is the only page that shows them."""
    context: dict[str, Any] = purchase_page(purchase, request.user)
    context["has_returned"] = request.GET.get("from") == "gateway"
    is_part = request.headers.get("HX-Target") == "standing"
    return render(request, "checkout/body.html" if is_part else "checkout/purchase.html", context)


@require_POST
@allow(policies.can_cancel, purchase_of)
def purchase_cancel(request: HttpRequest, purchase: Purchase) -> HttpResponse:
    """Call off what is not paid."""
    cancel_purchase(request.user, purchase=purchase)
    say(request, _("It is called off. Nothing was charged."))
    return see_other(purchase)


@require_GET
@allow(signed_in)
def addresses(request: HttpRequest) -> HttpResponse:
    """Where one had things sent."""
    return render(request, "checkout/addresses.html", {"addresses": list(request.user.addresses.all())})


@require_POST
@allow(signed_in, address_of)
def address_forget(request: HttpRequest, address: Address) -> HttpResponse:
    """Take an address off the list."""
    forget_address(request.user, address=address)
    say(request, _("The address is gone."))
    return see_other("addresses")
