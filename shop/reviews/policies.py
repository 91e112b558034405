"""Who may say what about an order, and who may answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.kit.errors import NotAllowed
from config.kit.policies import explained, signed_in, staff
from shop.catalog.models import Product
from shop.orders.models import Order, OrderState
from shop.orders.policies import is_buyer, is_seller
from shop.reviews.models import Review, ReviewAnswer, Standing

# So long after an order took its last step something may be said of it, or said otherwise.
WINDOW = timedelta(days=180)
DONE = (OrderState.RECEIVED, OrderState.CLOSED, OrderState.REFUNDED)


class NotYet(NotAllowed):
    code = "not_received"
    message = _("Once you have the goods you can say here whether you were content.")


class TooLate(NotAllowed):
    code = "too_late"
    message = _("This was half a year ago: what is said of it stays as it is.")


class OwnGoods(NotAllowed):
    code = "own_goods"
    message = _("These are your own goods. Let those speak who bought them.")


@dataclass(frozen=True)
class Deal:
    """One product of an order, and what its buyer said of it so far."""

    order: Order
    product: Product
    review: Review | None = None


def reason_not_to_review(person: Any, order: Order) -> NotAllowed | None:
    """What about the person and the order keeps them from saying anything of it, None where nothing does."""
    if order.buyer_id is None or not is_buyer(person, order):
        return NotAllowed()
    if is_seller(person, order):
        return OwnGoods()
    if order.state not in DONE:
        return NotYet()
    return TooLate() if order.changed_at < timezone.now() - WINDOW else None


def _why_not(person: Any, deal: Deal) -> NotAllowed:
    return reason_not_to_review(person, deal.order) or NotAllowed()


@explained(_why_not)
def can_review(person: Any, deal: Deal) -> bool:
    """Its buyer, who has an account, of an order that came to its end at most half a year ago."""
    return reason_not_to_review(person, deal.order) is None


def can_withdraw(person: Any, review: Review) -> bool:
    """Whoever wrote it, at any time."""
    return signed_in(person) and review.buyer_id == person.pk


def can_withdraw_of(person: Any, deal: Deal) -> bool:
    return deal.review is not None and can_withdraw(person, deal.review)


def can_answer(person: Any, review: Review) -> bool:
    """The seller, while it stands."""
    return signed_in(person) and review.store.owner_id == person.pk and review.is_standing


def can_hide(person: Any, said: Review | ReviewAnswer) -> bool:
    """Those who run the site."""
    return staff(person) and said.state == Standing.VISIBLE


def can_restore(person: Any, said: Review | ReviewAnswer) -> bool:
    return staff(person) and said.state == Standing.HIDDEN
