"""Offers end with their hail, with a block, and with their seller."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from community.events import blocked, hail_ended, moderated
from community.moderation.models import ModerationAction
from community.offers.ending import end_calls, withdraw_all
from community.offers.models import Offer

SHUT_OUT = frozenset({ModerationAction.Verb.SUSPEND_PERSON, ModerationAction.Verb.BAN_PERSON})


@receiver(hail_ended, dispatch_uid="offers.hail_ended")
def close_offers(sender: Any, *, hail: Any, **_: Any) -> None:
    """Those that are still open: where one was chosen, the others were closed with it."""
    still = Offer.objects.filter(hail=hail, state=Offer.State.OPEN)
    still.update(state=Offer.State.ENDED, closed_at=timezone.now())


@receiver(blocked, dispatch_uid="offers.between_those_who_block")
def end_offers_between(sender: Any, *, block: Any, **_: Any) -> None:
    end_calls(block.person_id, seller=block.blocked_id)


@receiver(moderated, dispatch_uid="offers.of_those_shut_out")
def end_offers_of(sender: Any, *, action: ModerationAction, **_: Any) -> None:
    """Who may not come in cannot keep what they offer."""
    if action.verb in SHUT_OUT and action.owner is not None:
        withdraw_all(action.owner)
