"""An offer can be reported by whoever got it; the staff looks at it."""

from __future__ import annotations

from typing import Any

from community.moderation.registry import reportable
from community.offers import hiding, policies
from community.offers.models import Offer


def _loaded(rows: Any) -> Any:
    return rows.select_related("seller__photo", "store", "hail").prefetch_related("pictures__picture")


reportable(
    "offer",
    Offer,
    find=lambda person, key: _loaded(Offer.objects.visible_to(person)).filter(reference=key).first(),
    key=lambda offer: offer.reference,
    about=lambda offer, reporter: offer.seller,
    place=lambda offer: offer.get_absolute_url(),
    text=lambda offer: " · ".join(filter(None, (offer.words, offer.knows, offer.delivery_note))),
    load=_loaded,
    hide=(policies.can_hide, lambda person, offer, reason: hiding.hide_offer(person, offer=offer, reason=reason)),
    restore=(
        policies.can_restore,
        lambda person, offer, reason: hiding.restore_offer(person, offer=offer, reason=reason),
    ),
)
