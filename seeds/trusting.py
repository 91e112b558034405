"""Whom the site knows, and what sellers say of buyers who were not content: one is answered, one waits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from community.people.models import Person
from community.trust.disputing import decide_dispute, dispute
from community.trust.models import Dispute, Evidence, Verification
from community.trust.recording import sources
from community.trust.verifying import verify
from seeds.files import Entry, Town
from seeds.register import Register
from seeds.timeline import Act
from shop.reviews.models import Review

CLERK = "admin"
KNOWN = {
    "linxiaoyu": "看过身份证和茶园承包合同。",
    "zhoushifu": "看过身份证和食品经营许可证。",
    "qingyou": "去过工坊，看过身份证。",
    "callum": "Passport and business licence seen, and the roaster visited.",
}
# Which order's buyer was not content, what its seller says to that, and what the site answered; without it, it waits.
OBJECTIONS = [
    (
        "o-11",
        "它的名字就叫「一枝瓶」，页上写着只插一枝。插不进两枝，不该算我没做好。",
        "买家说的是瓶口比图上小，你在回复里也承认了。这是 TA 的感受，照旧算数。",
    ),
    ("o-38", "The bag says winey, and the review says that the beans are fine. It is taste and no fault of mine.", ""),
]


def trusting(town: Town, register: Register, now: datetime) -> Iterator[Act]:
    """Where the town holds those people and orders."""
    people, orders = {person["username"] for person in town.people}, {order["key"]: order for order in town.orders}
    moment = now - timedelta(hours=5)
    if CLERK not in people:
        return
    for name, reason in KNOWN.items():
        if name in people:
            yield Act(now - timedelta(days=20), partial(_verify, register, name, reason))
    for key, text, answer in OBJECTIONS:
        if key in orders:
            yield Act(moment, partial(_object, orders[key], text))
            if answer:
                yield Act(moment + timedelta(hours=1), partial(_answer, register, orders[key], answer))


def _verify(register: Register, name: str, reason: str) -> bool:
    person = register.person(name)
    if Verification.objects.filter(person=person).exists():
        return False
    verify(register.person(CLERK), target=person, reason=reason)
    return True


def _not_content(entry: Entry) -> Evidence | None:
    """What the buyer said of the order, as long as it stands."""
    review = Review.objects.filter(order__purchase__idempotency_key=f"seed:{entry['key']}", content=False).first()
    said = sources(review).standing().filter(kind=Evidence.Kind.NOT_CONTENT) if review else None
    return said.first() if said is not None else None


def _object(entry: Entry, text: str) -> bool:
    row = _not_content(entry)
    if row is None or Dispute.objects.filter(evidence=row).exists():
        return False
    dispute(Person.objects.get(pk=row.about_id), evidence=row, text=text)
    return True


def _answer(register: Register, entry: Entry, answer: str) -> bool:
    waiting = Dispute.objects.filter(evidence=_not_content(entry), decided_at=None).first()
    if waiting is None:
        return False
    decide_dispute(register.person(CLERK), dispute=waiting, upheld=False, answer=answer)
    return True
