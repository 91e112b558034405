"""Whom the site knows, and what sellers say of refunds that count against them: one is struck out, one waits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from community.people.models import Person
from community.trust.disputing import decide_dispute, dispute
from community.trust.models import Dispute, Evidence, Verification
from community.trust.recording import sources
from community.trust.verifying import verify
from seeds.clock import ago
from seeds.files import Entry, Town
from seeds.register import Register
from seeds.timeline import Act
from shop.orders.models import Order

CLERK = "admin"
KNOWN = {
    "linxiaoyu": "看过身份证和茶园承包合同。",
    "zhoushifu": "看过身份证和食品经营许可证。",
    "qingyou": "去过工坊，看过身份证。",
    "callum": "Passport and business licence seen, and the roaster visited.",
}
# Which refunded order its seller objects to, why, and what the site answered; without an answer it waits.
OBJECTIONS = [
    (
        "o-14",
        "He has tubeless tyres, which the kit says it is not for. I offered the refund myself the same hour.",
        "The seller refunded at once, and the goods were described as they are. No promise was broken.",
    ),
    ("o-34", "客人自己改了主意，货还没发，当天就退了款。这也算失约吗？", ""),
]


def trusting(town: Town, register: Register, now: datetime) -> Iterator[Act]:
    """Where the town holds those people and orders."""
    people, orders = {person["username"] for person in town.people}, {order["key"]: order for order in town.orders}
    if CLERK not in people:
        return
    for name, reason in KNOWN.items():
        if name in people:
            yield Act(now - timedelta(days=20), partial(_verify, register, name, reason))
    for key, text, answer in OBJECTIONS:
        if key in orders:
            # A refund is done within a day and a half of the order.
            moment = min(ago(orders[key]["at"], now) + timedelta(days=2), now - timedelta(hours=2))
            yield Act(moment, partial(_object, orders[key], text))
            if answer:
                yield Act(moment + timedelta(hours=1), partial(_answer, register, orders[key], answer))


def _verify(register: Register, name: str, reason: str) -> bool:
    person = register.person(name)
    if Verification.objects.filter(person=person).exists():
        return False
    verify(register.person(CLERK), target=person, reason=reason)
    return True


def _broken(entry: Entry) -> Evidence | None:
    order = Order.objects.filter(purchase__idempotency_key=f"seed:{entry['key']}").first()
    return sources(order).facts().filter(kind=Evidence.Kind.BROKEN).first() if order else None


def _object(entry: Entry, text: str) -> bool:
    row = _broken(entry)
    if row is None or Dispute.objects.filter(evidence=row).exists():
        return False
    dispute(Person.objects.get(pk=row.about_id), evidence=row, text=text)
    return True


def _answer(register: Register, entry: Entry, answer: str) -> bool:
    waiting = Dispute.objects.filter(evidence=_broken(entry), decided_at=None).first()
    if waiting is None:
        return False
    decide_dispute(register.person(CLERK), dispute=waiting, upheld=True, answer=answer)
    return True
