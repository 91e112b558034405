"""Under the lines of an order that came of an offer: what was promised, and what its buyer says came of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from community.offers.models import Offer, Outcome
from community.offers.outcomes import can_say, choices, said_of
from shop.orders.models import Order

Came = Outcome.Came


class Verdict(TextChoices):
    """What one tap says: when it came, and whether it was as promised."""

    KEPT = "kept", _("All as promised")
    LATE = "late", _("Late, but as promised")
    OTHER = "other", _("Not as promised")
    LATE_OTHER = "late_other", _("Late, and not as promised")
    NEVER = "never", _("It never came")


MEANS: dict[str, tuple[Came, bool | None]] = {
    Verdict.KEPT: (Came.ON_TIME, True),
    Verdict.LATE: (Came.LATE, True),
    Verdict.OTHER: (Came.ON_TIME, False),
    Verdict.LATE_OTHER: (Came.LATE, False),
    Verdict.NEVER: (Came.NEVER, None),
}


@dataclass(frozen=True)
class Afterwards:
    """`said` is what the buyer said so far; `verdicts` what they can say now, none where it is not theirs to say."""

    offer: Offer
    said: Outcome | None
    verdicts: list[Verdict]
    template: str = "offers/afterwards.html"

    @property
    def verdict(self) -> Verdict | None:
        return verdict_of(self.said)


def verdict_of(said: Outcome | None) -> Verdict | None:
    """The tap that said so."""
    if said is None:
        return None
    return next(Verdict(one) for one, means in MEANS.items() if means == (said.came, said.as_promised))


def verdicts(person: Any, offer: Offer) -> list[Verdict]:
    """What the buyer can say."""
    possible = choices(person, offer)
    return [Verdict(one) for one, (came, _as_promised) in MEANS.items() if came in possible]


def afterwards_of(orders: Iterable[Order], viewer: Any) -> dict[int, Afterwards]:
    """For orders, read with their transitions, that came of offers and of which there is something to say or to read.
    One query."""
    by_key = {order.pk: order for order in orders}
    found: dict[int, Afterwards] = {}
    for offer in Offer.objects.filter(order__in=by_key).select_related("outcome", "hail"):
        order: Any = offer.order_id
        offer.order = by_key[order]
        part = _part(offer, viewer)
        if part.said is not None or part.verdicts:
            found[order] = part
    return found


def _part(offer: Offer, viewer: Any) -> Afterwards:
    return Afterwards(offer, said_of(offer), verdicts(viewer, offer) if can_say(viewer, offer) else [])
