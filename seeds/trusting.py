"""Whom the site knows, and what sellers say of what counts against them: one is struck out, one stands, one waits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from community.people.models import Person
from community.trust.disputing import decide_dispute, dispute
from community.trust.models import Dispute, Evidence, Verification
from community.trust.recording import sources
from community.trust.verifying import verify
from seeds.clock import ago
from seeds.files import Entry, Town
from seeds.orders import buys, moments_of
from seeds.register import Register
from seeds.timeline import Act
from shop.orders.models import Order, OrderState

CLERK = "admin"
KNOWN = {
    "linxiaoyu": "看过身份证和茶园承包合同。",
    "zhoushifu": "看过身份证和食品经营许可证。",
    "qingyou": "去过工坊，看过身份证。",
    "callum": "Passport and business licence seen, and the roaster visited.",
}


@dataclass(frozen=True)
class Objection:
    """Its seller objects to what an order, or the review of it, says against them; without an answer it waits."""

    order: str
    kind: int
    text: str
    answer: str = ""
    is_upheld: bool = False


OBJECTIONS = [
    Objection(
        "o-14",
        Evidence.Kind.BROKEN,
        "He has tubeless tyres, which the kit says it is not for. I offered the refund myself the same hour.",
        "The seller refunded at once, and the goods were described as they are. No promise was broken.",
        is_upheld=True,
    ),
    Objection(
        "o-38",
        Evidence.Kind.NOT_CONTENT,
        "He says himself that nothing is wrong with the beans. Not to one's taste is not a bad purchase.",
        "Whether they liked it is for the buyer to say. It counts once, and those who are content outweigh it.",
    ),
    Objection("o-11", Evidence.Kind.NOT_CONTENT, "大口的那只换到了，她来信说插得下了。这一条还要算我的不好吗？"),
]
# A refund is settled by whoever reviews it three hours later at the earliest; an objection comes before.
OBJECTS, DECIDES, WAITS = timedelta(hours=1), timedelta(hours=1), timedelta(hours=5)


def trusting(town: Town, register: Register, now: datetime) -> Iterator[Act]:
    """Where the town holds those people and orders."""
    people, orders = {person["username"] for person in town.people}, {order["key"]: order for order in town.orders}
    if CLERK not in people:
        return
    for name, reason in KNOWN.items():
        if name in people:
            yield Act(now - timedelta(days=20), partial(_verify, register, name, reason))
    for objection in OBJECTIONS:
        if objection.order in orders:
            yield from _objecting(register, objection, orders[objection.order], now)


def _objecting(register: Register, objection: Objection, order: Entry, now: datetime) -> Iterator[Act]:
    moment = now - WAITS
    if objection.answer:
        steps = dict(moments_of(order, next(iter(buys(order))).store, ago(order["at"], now), now))
        moment = steps[OrderState.REFUNDED] + OBJECTS if OrderState.REFUNDED in steps else moment - WAITS
    yield Act(moment, partial(_object, objection))
    if objection.answer:
        yield Act(moment + DECIDES, partial(_answer, register, objection))


def _verify(register: Register, name: str, reason: str) -> bool:
    person = register.person(name)
    if Verification.objects.filter(person=person).exists():
        return False
    verify(register.person(CLERK), target=person, reason=reason)
    return True


def _said(objection: Objection) -> Evidence | None:
    order = Order.objects.filter(purchase__idempotency_key=f"seed:{objection.order}").first()
    if order is None:
        return None
    about = [order, *order.reviews.all()]
    found = [row for each in about for row in sources(each).standing().filter(kind=objection.kind)]
    return found[0] if found else None


def _object(objection: Objection) -> bool:
    row = _said(objection)
    if row is None or Dispute.objects.filter(evidence=row).exists():
        return False
    dispute(Person.objects.get(pk=row.about_id), evidence=row, text=objection.text)
    return True


def _answer(register: Register, objection: Objection) -> bool:
    waiting = Dispute.objects.filter(evidence=_said(objection), decided_at=None).first()
    if waiting is None:
        return False
    clerk = register.person(CLERK)
    decide_dispute(clerk, dispute=waiting, upheld=objection.is_upheld, answer=objection.answer)
    return True
