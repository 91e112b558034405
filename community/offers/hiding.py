"""Hide an offer that does not belong, and restore it; each act has a reason, is logged and told."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from community.events import offer_changed, offer_withdrawn
from community.hail.models import Hail
from community.moderation.logging import checked_reason, log_action
from community.moderation.models import ModerationAction
from community.offers.models import Offer
from community.offers.policies import can_hide, can_restore
from config.kit.errors import NotAllowed

Verb = ModerationAction.Verb


@transaction.atomic
def hide_offer(person: Any, *, offer: Offer, reason: str) -> Offer:
    """Take it away from whoever hailed, who can choose it no more. One that was chosen stays: it is what was agreed.

    Raises NotAllowed, Invalid at "reason".
    """
    _as_it_is(offer)
    if not can_hide(person, offer):
        raise NotAllowed
    offer.hidden_at, offer.hidden_reason = timezone.now(), checked_reason(reason)
    offer.save(update_fields=["hidden_at", "hidden_reason"])
    offer_withdrawn.send(sender=Offer, offer=offer)
    _log(person, Verb.HIDE_OFFER, offer, reason)
    return offer


@transaction.atomic
def restore_offer(person: Any, *, offer: Offer, reason: str) -> Offer:
    """Let it be seen again; it can be chosen where it still stands. Raises NotAllowed, Invalid at "reason"."""
    _as_it_is(offer)
    if not can_restore(person, offer):
        raise NotAllowed
    reason = checked_reason(reason)
    offer.hidden_at, offer.hidden_reason = None, ""
    offer.save(update_fields=["hidden_at", "hidden_reason"])
    if offer.state == Offer.State.OPEN:
        offer_changed.send(sender=Offer, offer=offer)
    _log(person, Verb.RESTORE_OFFER, offer, reason)
    return offer


def _as_it_is(offer: Offer) -> None:
    """Bring it up to date and hold it, the hail first, as whoever chooses does."""
    Hail.objects.select_for_update(no_key=True).filter(pk=offer.hail_id).first()
    offer.refresh_from_db(fields=["state", "hidden_at", "version"])


def _log(person: Any, verb: str, offer: Offer, reason: str) -> None:
    log_action(actor=person, verb=verb, target=offer, owner=offer.seller, reason=reason)
