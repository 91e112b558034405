"""What is bought, paid, sent, received, and what comes to nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

from seeds.clock import ago, some_time
from seeds.files import Entry, Town, buys
from seeds.register import Register
from seeds.timeline import Act
from shop.checkout.models import Purchase
from shop.checkout.placing import Wanted, place_purchase
from shop.orders.cancelling import cancel_order
from shop.orders.closing import close_order
from shop.orders.models import Order, OrderState, OrderTransition
from shop.orders.receiving import confirm_received
from shop.orders.refunding import refund_order
from shop.orders.shipping import ship
from shop.payments.paying import start_payment
from shop.sandbox.hosting import How, answer
from shop.sandbox.models import SandboxCharge

# How long each step takes from the one before, at least and at most.
STEPS: dict[str, tuple[timedelta, timedelta]] = {
    OrderState.PAID: (timedelta(minutes=1), timedelta(minutes=9)),
    OrderState.SHIPPED: (timedelta(hours=3), timedelta(hours=28)),
    OrderState.RECEIVED: (timedelta(hours=20), timedelta(hours=60)),
    OrderState.CLOSED: (timedelta(days=7), timedelta(days=7, minutes=30)),
    OrderState.CANCELLED: (timedelta(minutes=6), timedelta(minutes=20)),
    OrderState.REFUNDED: (timedelta(hours=2), timedelta(hours=9)),
}
# What an order goes through on its way to where the files say that it stands.
WAYS: dict[str, list[str]] = {
    "placed": [],
    "paid": [OrderState.PAID],
    "shipped": [OrderState.PAID, OrderState.SHIPPED],
    "received": [OrderState.PAID, OrderState.SHIPPED, OrderState.RECEIVED],
    "closed": [OrderState.PAID, OrderState.SHIPPED, OrderState.RECEIVED, OrderState.CLOSED],
    "cancelled": [OrderState.CANCELLED],
    "refunded": [OrderState.PAID, OrderState.REFUNDED],
}
CARRIERS = ("顺丰", "中通", "圆通", "邮政")


def trading(town: Town, register: Register, now: datetime) -> Iterator[Act]:
    """Each order is placed and takes its steps, every store's part at its own pace."""
    people = {person["username"]: (number, person) for number, person in enumerate(town.people)}
    for order in town.orders:
        placed = ago(order["at"], now)
        number, buyer = people[order["buyer"]]
        yield Act(placed, partial(_place, register, order, buyer, number))
        for slug in sorted({buy.store for buy in buys(order)}):
            yield from _steps(register, order, slug, placed, now)


def _steps(register: Register, order: Entry, slug: str, placed: datetime, now: datetime) -> Iterator[Act]:
    for step, moment in moments_of(order, slug, placed, now):
        yield Act(moment, partial(_step, register, order, slug, step))


def moments_of(order: Entry, slug: str, placed: datetime, now: datetime) -> Iterator[tuple[str, datetime]]:
    """When the store's part of the order takes each of its steps."""
    moment = placed
    for step in WAYS[order["until"]]:
        least, most = STEPS[step]
        # One payment pays the whole purchase: it has one moment.
        key = f"{order['key']} {step}" if step == OrderState.PAID else f"{order['key']} {slug} {step}"
        moment = min(some_time(key, moment + least, moment + most), now - timedelta(minutes=1))
        yield step, moment


def _place(register: Register, entry: Entry, buyer: Entry, number: int) -> bool:
    person = register.person(entry["buyer"])
    if _purchase(register, entry) is not None:
        return False
    stores = {buy.store for buy in buys(entry)}
    place_purchase(
        person,
        direct=[Wanted(register.variant(buy.store, buy.product, buy.variant), buy.quantity) for buy in buys(entry)],
        recipient=buyer["name"],
        phone=f"139 0000 {number + 1:04d}",
        street=buyer["street"],
        notes={slug: entry.get("note", "") for slug in stores},
        idempotency_key=f"seed:{entry['key']}",
    )
    return True


def _purchase(register: Register, entry: Entry) -> Purchase | None:
    person = register.person(entry["buyer"])
    return Purchase.objects.filter(buyer=person, idempotency_key=f"seed:{entry['key']}").first()


def _step(register: Register, entry: Entry, slug: str, step: str) -> bool:
    order = Order.objects.select_related("purchase", "store__owner").get(
        purchase=_purchase(register, entry), store__slug=slug
    )
    return take_step(register, entry, order, step)


def take_step(register: Register, entry: Entry, order: Order, step: str) -> bool:
    """Have the order go on by one step; `entry` has its key and buyer. Whether it did."""
    if OrderTransition.objects.filter(order=order, to_state__in=(step, *_ENDS)).exists():
        # Taken, or the order has gone another way since.
        return False
    _DO[step](register, entry, order)
    return True


def _pay(register: Register, entry: Entry, order: Order) -> None:
    payment = start_payment(register.person(entry["buyer"]), purchase=order.purchase)
    answer(SandboxCharge.objects.get(shop_reference=payment.reference), How.PAY)


def _ship(register: Register, entry: Entry, order: Order) -> None:
    number = int(entry["key"].removeprefix("o-"))
    carrier = CARRIERS[number % len(CARRIERS)]
    ship(order.store.owner, order=order, carrier=carrier, tracking_number=f"7000 0000 {number:04d}")


def _receive(register: Register, entry: Entry, order: Order) -> None:
    confirm_received(register.person(entry["buyer"]), order=order)


def _close(register: Register, entry: Entry, order: Order) -> None:
    close_order(None, order=order)


def _cancel(register: Register, entry: Entry, order: Order) -> None:
    cancel_order(register.person(entry["buyer"]), order=order, reason=entry.get("note", ""))


def _refund(register: Register, entry: Entry, order: Order) -> None:
    refund_order(order.store.owner, order=order, reason=entry.get("note", ""))


_ENDS = (OrderState.CLOSED, OrderState.CANCELLED, OrderState.REFUNDED)
_DO: dict[str, Callable[[Register, Entry, Order], None]] = {
    OrderState.PAID: _pay,
    OrderState.SHIPPED: _ship,
    OrderState.RECEIVED: _receive,
    OrderState.CLOSED: _close,
    OrderState.CANCELLED: _cancel,
    OrderState.REFUNDED: _refund,
}
