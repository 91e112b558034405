"""An order as a row of steps, what happens next, and whose turn it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.kit.reading import clock, day
from shop.orders.models import Order, OrderState

S = OrderState


class Side(StrEnum):
    """Through whose eyes an order is seen."""

    BUYER = "buyer"
    SELLER = "seller"
    STAFF = "staff"


class Turn(StrEnum):
    """Who must act for the order to go on."""

    BUYER = "buyer"
    SELLER = "seller"
    NOBODY = ""


TURNS = {S.PLACED: Turn.BUYER, S.PAID: Turn.SELLER, S.SHIPPED: Turn.BUYER}
WAY = (
    (S.PLACED, gettext_lazy("Placed")),
    (S.PAID, gettext_lazy("Paid")),
    (S.SHIPPED, gettext_lazy("Shipped")),
    (S.RECEIVED, gettext_lazy("Received")),
)
ENDS = {S.CANCELLED: gettext_lazy("Called off"), S.REFUNDED: gettext_lazy("Refunded")}
LABELS = {**dict(WAY), S.CLOSED: gettext_lazy("Closed"), **ENDS}


@dataclass(frozen=True)
class Step:
    """One step of the stepper: `state` is done, now, next or off."""

    label: str
    state: str
    at: datetime | None = None


@dataclass(frozen=True)
class Next:
    """What happens next, in a sentence and a half."""

    title: str
    text: str
    turn: Turn


def stepper(order: Order, reached: Mapping[str, datetime]) -> list[Step]:
    """The way of an order; `reached` says when it entered each state that it entered."""
    if order.state in ENDS:
        done = [Step(str(label), "done", reached[state]) for state, label in WAY if state in reached]
        return [*done, Step(str(ENDS[S(order.state)]), "off", reached.get(order.state))]
    steps, is_now_free = [], True
    for state, label in WAY:
        if state in reached:
            steps.append(Step(str(label), "done", reached[state]))
        else:
            steps.append(Step(str(label), "now" if is_now_free else "next"))
            is_now_free = False
    return steps


def what_next(order: Order, side: Side, *, is_back: bool) -> Next:
    """For this side; `is_back` says whether all money that was to go back has been sent."""
    words = _for_seller if side == Side.SELLER else _for_buyer
    title, text = words(order, is_back)
    return Next(title, text, TURNS.get(S(order.state), Turn.NOBODY))


def _for_buyer(order: Order, is_back: bool) -> tuple[str, str]:
    match order.state:
        case S.PLACED:
            return _("Pay, and %(store)s gets to work") % {"store": order.store.name}, _kept(order)
        case S.PAID:
            told = order.store.delivery_note or _("You will be told when it is on its way.")
            return _("%(store)s is getting it ready") % {"store": order.store.name}, told
        case S.SHIPPED:
            return _("It is on its way to you"), _(
                "Say so when you have it. Without a word it counts as received on %(day)s."
            ) % {"day": _in_days(order, settings.ORDER_RECEIVED_AFTER_DAYS)}
        case S.RECEIVED:
            return _("You have it"), _(
                "Something wrong with it? Until %(day)s the seller can give your money back here."
            ) % {"day": _in_days(order, settings.ORDER_CLOSED_AFTER_DAYS)}
        case S.CLOSED:
            return _("All done"), _("Thank you for buying from %(store)s.") % {"store": order.store.name}
    return _ended(order, is_back)


def _for_seller(order: Order, is_back: bool) -> tuple[str, str]:
    match order.state:
        case S.PLACED:
            return _("Waiting for the buyer to pay"), _("Nothing to do yet. Unpaid, it is called off at %(time)s.") % {
                "time": clock(order.purchase.expires_at)
            }
        case S.PAID:
            return _("Pack it and send it"), _("It is paid. The money is yours once the buyer has the goods.")
        case S.SHIPPED:
            return _("On its way: the buyer confirms next"), _(
                "Without a word from the buyer it counts as received on %(day)s."
            ) % {"day": _in_days(order, settings.ORDER_RECEIVED_AFTER_DAYS)}
        case S.RECEIVED:
            return _("The buyer has it: the money is yours"), _(
                "Until %(day)s you can still give it back, if something is wrong with the goods."
            ) % {"day": _in_days(order, settings.ORDER_CLOSED_AFTER_DAYS)}
        case S.CLOSED:
            return _("All done"), _("Nothing more can happen to this order.")
    return _ended(order, is_back)


def _ended(order: Order, is_back: bool) -> tuple[str, str]:
    title = _("This order is called off") if order.state == S.CANCELLED else _("The money goes back")
    if not order.refunds.all():
        return title, _("Nothing was charged.")
    amount = {"amount": order.money}
    if is_back:
        return title, _("%(amount)s was sent back the way it was paid.") % amount
    return title, _("%(amount)s is on its way back.") % amount


def _kept(order: Order) -> str:
    return _("The goods are kept for you until %(time)s.") % {"time": clock(order.purchase.expires_at)}


def _in_days(order: Order, days: int) -> str:
    return day(order.changed_at + timedelta(days=days))
