"""Choose an offer: its full price, where it goes, and then to pay."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache

from community.offers.choosing import accept_offer
from community.offers.errors import OfferChanged
from community.offers.forms import ChooseForm
from community.offers.models import Offer
from community.offers.policies import is_hailer_of
from community.offers.showing import one_shown
from config.kit.errors import DomainError
from config.kit.http import idempotency_key, posted_version, read_or_send, see_other
from config.kit.policies import allow
from config.kit.references import new_reference


def offer_to_choose(person: Any, reference: str) -> Offer:
    """An offer on one's own hail. Raises Http404."""
    mine = Offer.objects.none()
    if person.is_authenticated:
        mine = Offer.objects.visible_to(person).filter(hail__person=person)
    return get_object_or_404(mine.select_related("hail", "order__purchase"), reference=reference)


@never_cache
@read_or_send
@allow(is_hailer_of, offer_to_choose)
def choose(request: HttpRequest, offer: Offer) -> HttpResponse:
    """What it costs in all and where it goes; sent, it is an order that can be paid. What keeps it from becoming one is
    said here, with what was typed."""
    if offer.order is not None:
        return see_other(offer.order.purchase)
    form = ChooseForm(request.POST if request.method == "POST" else None, person=request.user)
    refusal = None
    try:
        if form.is_valid():
            return see_other(_accepted(request, offer, form).purchase)
        if form.is_bound and posted_version(request) != offer.version:
            # The page that comes back has the new price, which is not to pass unseen behind another error.
            raise OfferChanged
    except DomainError as error:
        refusal = error
        form.add_error(error.field if error.field in form.fields else None, str(error))
    shown = one_shown(offer, request.user)
    context = {
        "form": form,
        "shown": shown,
        "offer": shown.offer,
        "hail": shown.offer.hail,
        "key": idempotency_key(request) or new_reference(),
        "has_changed": isinstance(refusal, OfferChanged),
    }
    is_sheet = request.headers.get("HX-Target") == "sheets"
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "offers/choose_sheet.html" if is_sheet else "offers/choose.html", context, status=status)


def _accepted(request: HttpRequest, offer: Offer, form: ChooseForm) -> Any:
    return accept_offer(
        request.user,
        offer=offer,
        version=posted_version(request),
        idempotency_key=idempotency_key(request) or new_reference(),
        **form.to,
    )
