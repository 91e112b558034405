"""What people hailed for: who answered, what was chosen and sent, and what was waved off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from community.hail.ending import wave_off
from community.hail.hailing import USUALLY, post_hail
from community.hail.models import Audience, Hail
from community.offers.choosing import accept_offer
from community.offers.making import Terms, change_offer, make_offer
from community.offers.models import Offer
from community.offers.policies import can_answer
from seeds.clock import ago, span
from seeds.files import Entry, Town
from seeds.orders import moments_of, take_step
from seeds.register import Register
from seeds.timeline import Act


def hailing(town: Town, register: Register, now: datetime) -> Iterator[Act]:
    """Each hail, its answers, and what became of it."""
    people = {person["username"]: (number, person) for number, person in enumerate(town.people)}
    for entry in town.hails:
        began = ago(entry["at"], now)
        yield Act(began, partial(_hail, register, entry))
        for answer in entry["offers"]:
            answered = began + span(answer["after"])
            yield Act(answered, partial(_offer, register, entry, answer))
            if changed := answer.get("changed"):
                yield Act(began + span(changed["after"]), partial(_change, register, entry, answer, changed))
        if off := entry.get("waved"):
            yield Act(began + span(off), partial(_off, register, entry))
        if chosen := entry.get("chosen"):
            agreed = began + span(chosen["after"])
            number, buyer = people[entry["by"]]
            yield Act(agreed, partial(_choose, register, entry, buyer, number))
            yield from _steps(register, entry, agreed, now)


def _steps(register: Register, entry: Entry, agreed: datetime, now: datetime) -> Iterator[Act]:
    chosen = entry["chosen"]
    order = {"key": f"o-9{entry['key'].removeprefix('h-')}", "buyer": entry["by"], "until": chosen["until"]}
    for step, moment in moments_of(order, chosen["store"], agreed, now):
        yield Act(moment, partial(_step, register, entry, order, step))


def _found(register: Register, entry: Entry) -> Hail | None:
    return Hail.objects.filter(person=register.person(entry["by"]), idempotency_key=_key(entry)).first()


def _key(entry: Entry) -> str:
    return f"seed:{entry['key']}"


def _hail(register: Register, entry: Entry) -> bool:
    if _found(register, entry) is not None:
        return False
    post_hail(
        register.person(entry["by"]),
        text=entry["text"],
        budget=entry.get("budget"),
        needed_on=_day(entry.get("needed")),
        hours=entry.get("hours", USUALLY),
        audience=entry.get("audience", Audience.EVERYONE),
        groups=[register.group(slug) for slug in entry.get("groups", ())],
        place=register.store(entry["near"]).place,
        place_name=entry["place"],
        tags=entry.get("tags", ()),
        idempotency_key=_key(entry),
    )
    return True


def _day(days: int | None) -> Any:
    return timezone.localdate() + timedelta(days=days) if days is not None else None


def _offer(register: Register, entry: Entry, answer: Entry) -> bool:
    hail, store = _found(register, entry), register.store(answer["store"])
    key = f"{_key(entry)}:{answer['store']}"
    if hail is None or Offer.objects.filter(seller=store.owner, idempotency_key=key).exists():
        return False
    # Ended or hidden since, or with other stores called than when the files were written.
    if not can_answer(store.owner, hail):
        return False
    product, _, variant = answer.get("product", "").partition("/")
    make_offer(
        store.owner,
        hail=hail,
        store=store,
        terms=_terms(answer),
        variant=register.variant(store.slug, product, variant) if product else None,
        idempotency_key=key,
    )
    return True


def _terms(answer: Entry) -> Terms:
    return Terms(
        quantity=answer.get("quantity", 1),
        unit_price=answer.get("price"),
        delivery_fee=answer.get("delivery", 0),
        title=answer.get("title", ""),
        ready_on=_day(answer.get("ready")),
        delivery_note=answer.get("note", ""),
        words=answer.get("words", ""),
        knows=answer.get("knows", ""),
    )


def _standing(register: Register, entry: Entry, slug: str) -> Offer | None:
    """The store's offer, if the hail still stands."""
    hail = _found(register, entry)
    if hail is None or not hail.is_open:
        return None
    return hail.offers.select_related("hail").filter(store__slug=slug, state=Offer.State.OPEN).first()


def _change(register: Register, entry: Entry, answer: Entry, changed: Entry) -> bool:
    offer = _standing(register, entry, answer["store"])
    if offer is None or offer.version > 1:
        return False
    change_offer(offer.seller, offer=offer, terms=_terms(answer | changed | {"title": offer.title}))
    return True


def _choose(register: Register, entry: Entry, buyer: Entry, number: int) -> bool:
    offer = _standing(register, entry, entry["chosen"]["store"])
    if offer is None:
        return False
    accept_offer(
        register.person(entry["by"]),
        offer=offer,
        version=offer.version,
        recipient=buyer["name"],
        phone=f"139 0000 {number + 1:04d}",
        street=buyer["street"],
        idempotency_key=_key(entry),
    )
    return True


def _step(register: Register, entry: Entry, order: Entry, step: str) -> bool:
    hail = _found(register, entry)
    chosen = (
        hail.offers.select_related("order__purchase", "order__store__owner").exclude(order=None).first()
        if hail
        else None
    )
    return chosen is not None and chosen.order is not None and take_step(register, order, chosen.order, step)


def _off(register: Register, entry: Entry) -> bool:
    hail = _found(register, entry)
    if hail is None or not hail.is_open:
        return False
    wave_off(register.person(entry["by"]), hail=hail)
    return True
