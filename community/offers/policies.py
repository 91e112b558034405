"""Who may offer what, and do what with an offer."""

from __future__ import annotations

from typing import Any

from community.hail.models import Hail
from community.offers.models import Offer
from config.kit.policies import signed_in, staff
from shop.stores.limiting import kept_from_selling
from shop.stores.models import Store


def can_answer(person: Any, hail: Hail) -> bool:
    """Whoever sees somebody else's open hail, has a store that sells, and is not kept from selling."""
    if not signed_in(person) or hail.person_id == person.pk or not hail.is_open:
        return False
    seen = Hail.objects.called_to(person) | Hail.objects.asked_in_groups_of(person)
    if not seen.filter(pk=hail.pk).exists():
        return False
    return Store.objects.selling().owned_by(person).exists() and kept_from_selling(person) is None


def is_hailer_of(person: Any, offer: Offer) -> bool:
    return signed_in(person) and offer.hail.person_id == person.pk


def is_seller_of(person: Any, offer: Offer) -> bool:
    return signed_in(person) and offer.seller_id == person.pk


def can_change(person: Any, offer: Offer) -> bool:
    """Whoever made it, as long as they may sell and see the hail."""
    if not is_seller_of(person, offer) or kept_from_selling(person) is not None:
        return False
    return Hail.objects.visible_to(person).filter(pk=offer.hail_id).exists()


def can_see(person: Any, offer: Offer) -> bool:
    """Whoever `visible_to` shows it to."""
    return signed_in(person)


def can_hide(person: Any, offer: Offer) -> bool:
    """The staff, but not their own."""
    return staff(person) and offer.hidden_at is None and not is_seller_of(person, offer)


def can_restore(person: Any, offer: Offer) -> bool:
    """The staff, but not their own."""
    return staff(person) and offer.hidden_at is not None and not is_seller_of(person, offer)
