"""Afterwards: what came of what was promised, said by whoever chose the offer.

It counts as evidence through `community.trust.receivers`, beside what the order itself says and never twice.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.events import outcome_said
from community.moderation.filtering import refuse_unwanted
from community.notifications.clocks import zone_of
from community.offers.errors import OutcomeStands, TooEarly, TooLate
from community.offers.models import Offer, Outcome
from config.kit.errors import Invalid, NotAllowed
from config.kit.lines import many_lines
from config.kit.policies import explained, signed_in
from shop.orders.models import Order, OrderState
from shop.orders.transitions import hold

Came = Outcome.Came
WORDS_LENGTH = 200
# So long what was said can be said otherwise.
SECOND_THOUGHTS = timedelta(days=7)
# So long after the order took its last step it can be said at all.
WINDOW = timedelta(days=30)
THERE = (OrderState.RECEIVED, OrderState.CLOSED)
ON_ITS_WAY = (OrderState.PAID, OrderState.SHIPPED)


@transaction.atomic
def say_outcome(person: Any, *, offer: Offer, came: str, as_promised: bool | None = None, words: str = "") -> Outcome:
    """Say whether what was promised came on time, late or not at all, and whether it was as promised.

    Said again it replaces what was said, for a week; then it stands. Before the order was received, and once the day
    that was promised is over, one can say that it never came. Raises NotAllowed, TooEarly, TooLate, OutcomeStands, and
    Invalid at came, as_promised or words.
    """
    if not is_buyer_of(person, offer):
        raise NotAllowed
    # Refunds hold the same, so that what is said and what is given back come one after the other.
    hold(_order(offer))
    before = Outcome.objects.filter(offer=offer).first()
    if refused := reason_not_to_say(person, offer, before):
        raise refused
    said = _checked(person, offer, came, as_promised, words)
    if before is not None and all(getattr(before, name) == value for name, value in said.items()):
        return before
    changed_at = timezone.now() if before is not None else None
    outcome, _made = Outcome.objects.update_or_create(offer=offer, defaults={**said, "changed_at": changed_at})
    outcome.offer = offer
    outcome_said.send(sender=Outcome, outcome=outcome)
    return outcome


def is_buyer_of(person: Any, offer: Offer) -> bool:
    """Whoever hailed and ordered what was offered."""
    return bool(signed_in(person) and offer.order is not None and offer.order.buyer_id == person.pk)


@explained(lambda person, offer: _why_not(person, offer) or NotAllowed())
def can_say(person: Any, offer: Offer) -> bool:
    """Its buyer, within the time for it."""
    return _why_not(person, offer) is None


def _why_not(person: Any, offer: Offer) -> NotAllowed | None:
    return reason_not_to_say(person, offer, said_of(offer)) if is_buyer_of(person, offer) else NotAllowed()


def said_of(offer: Offer) -> Outcome | None:
    """What its buyer said of it."""
    return getattr(offer, "outcome", None)


def is_given_up(order: Order, actor: Any) -> bool:
    """Whether its buyer let an agreed order go before paying for it: `actor` called it off, or None, and time did."""
    before = order.transitions.filter(from_state=OrderState.PLACED, to_state=OrderState.CANCELLED)
    return (actor is None or actor.pk == order.buyer_id) and before.exists()


def reason_not_to_say(person: Any, offer: Offer, said: Outcome | None) -> NotAllowed | None:
    """What keeps the buyer from saying anything, or anything else than was `said`; None where nothing does."""
    order = _order(offer)
    if order.state not in (*THERE, *ON_ITS_WAY):
        return NotAllowed()
    if order.state in ON_ITS_WAY and not _is_overdue(person, offer):
        return TooEarly()
    if said is not None:
        since = max(filter(None, (said.at, _received_at(order))))
        return OutcomeStands() if since < timezone.now() - SECOND_THOUGHTS else None
    is_over = order.state in THERE and order.changed_at < timezone.now() - WINDOW
    return TooLate() if is_over else None


def choices(person: Any, offer: Offer) -> list[Came]:
    """What the buyer can say of when it came."""
    order = _order(offer)
    if order.state in ON_ITS_WAY:
        return [Came.NEVER]
    there = _received_by_buyer(person, order)
    found = [Came.ON_TIME]
    if offer.ready_on is not None and (there is None or there > offer.ready_on):
        found.append(Came.LATE)
    return found if there is not None else [*found, Came.NEVER]


def _order(offer: Offer) -> Order:
    if offer.order is None:
        raise NotAllowed
    return offer.order


def _is_overdue(person: Any, offer: Offer) -> bool:
    """Whether the day that was promised is over, on the buyer's calendar."""
    return offer.ready_on is not None and offer.ready_on < timezone.localdate(timezone.now(), zone_of(person))


def _received_at(order: Order) -> datetime | None:
    return next((step.at for step in order.transitions.all() if step.to_state == OrderState.RECEIVED), None)


def _received_by_buyer(person: Any, order: Order) -> date | None:
    """The day on which the buyer said that they had it; None where only time said so."""
    steps = [step for step in order.transitions.all() if step.to_state == OrderState.RECEIVED]
    said = next((step.at for step in steps if step.actor_id == order.buyer_id), None)
    return timezone.localdate(said, zone_of(person)) if said else None


def _checked(person: Any, offer: Offer, came: str, as_promised: bool | None, words: str) -> dict[str, Any]:
    if came not in Came.values:
        raise Invalid(_("Say whether it came on time."), field="came")
    if came not in choices(person, offer):
        raise Invalid(_contradicted(offer, came), field="came", code="contradicted")
    if came == Came.NEVER:
        as_promised = None
    elif as_promised is None:
        raise Invalid(_("Say whether it was as promised."), field="as_promised", code="missing")
    words = many_lines(words, field="words", most=WORDS_LENGTH)
    refuse_unwanted(words, strictly=True, field="words")
    return {"came": Came(came), "as_promised": as_promised, "words": words}


def _contradicted(offer: Offer, came: str) -> str:
    if _order(offer).state in ON_ITS_WAY:
        return _("Once you have the goods, say so first; then you can say how it went.")
    if came == Came.NEVER:
        return _("You said that you had received it.")
    if offer.ready_on is None:
        return _("No day was promised, so it cannot be late.")
    return _("You said that you had received it by the day that was promised.")
