"""Say what came of what was promised: in one tap from the order's page, or here in words."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from community.offers.models import Offer
from community.offers.outcome_forms import OutcomeForm
from community.offers.outcomes import can_say, said_of, say_outcome
from config.kit.http import read_or_send, refusals_to, see_other
from config.kit.policies import allow
from config.kit.toasts import say


def offer_of(person: Any, reference: str) -> Offer:
    """The offer of which an order came that the person bought or sold. Raises Http404."""
    rows = Offer.objects.visible_to(person).filter(order__isnull=False)
    return get_object_or_404(rows.select_related("order__buyer", "outcome", "store"), order__reference=reference)


@never_cache
@read_or_send
@allow(can_say, offer_of)
def outcome(request: HttpRequest, offer: Offer) -> HttpResponse:
    """What the buyer says; a POST of the verdict alone, as the order's page sends it, leaves the words."""
    said = said_of(offer)
    form = OutcomeForm(request.user, offer, said, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with refusals_to(form):
            say_outcome(request.user, offer=offer, **form.said)
            say(request, _("Thank you. The seller is told."))
            return see_other(offer.order)
    return render(
        request,
        "offers/outcome.html",
        {"offer": offer, "form": form, "said": said, "tab": "me"},
        status=422 if form.errors else 200,
    )
