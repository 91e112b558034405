"""Who may buy together, and do what with it."""

from __future__ import annotations

from typing import Any

from community.groupbuys.models import GroupBuy, Participation
from community.offers.models import Offer
from community.offers.policies import is_hailer_of
from config.kit.policies import signed_in


def can_begin(person: Any, offer: Offer) -> bool:
    """The hailer, with an offer on a hail of theirs."""
    return is_hailer_of(person, offer)


def can_see(person: Any, buy: GroupBuy) -> bool:
    """Whoever `visible_to` shows it to."""
    return signed_in(person)


def can_join(person: Any, buy: GroupBuy) -> bool:
    """Members of its groups, and whoever began it; not its seller."""
    if not signed_in(person) or buy.seller_id == person.pk:
        return False
    return buy.organiser_id == person.pk or GroupBuy.objects.open_to(person).filter(pk=buy.pk).exists()


def has_joined(person: Any, buy: GroupBuy) -> bool:
    return signed_in(person) and Participation.objects.standing().filter(buy=buy, person=person).exists()


def can_close(person: Any, buy: GroupBuy) -> bool:
    """Whoever began it."""
    return signed_in(person) and buy.organiser_id == person.pk


def can_cancel(person: Any, buy: GroupBuy) -> bool:
    """Whoever began it, and its seller."""
    return signed_in(person) and person.pk in (buy.organiser_id, buy.seller_id)
