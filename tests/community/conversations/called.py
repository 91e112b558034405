"""A hail, a store that was called to it, and the ways in which it ends."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from community.calling.models import Call
from community.hail.ending import expire, wave_off
from community.hail.hailing import post_hail
from community.hail.hiding import hide_hail
from community.hail.models import Hail
from community.offers.choosing import accept_offer
from community.offers.making import Terms, make_offer
from community.offers.models import Offer
from community.people.blocking import block
from tests.factories import PersonFactory, ProductFactory

TO = {"recipient": "林晓雨", "phone": "13800000000", "street": "北山路 8 号"}
NAME = "沉香先生"


def call_of(hail: Hail, **store: Any) -> Call:
    """Another store is called to it."""
    product = ProductFactory(**store)
    return Call.objects.create(hail=hail, store=product.store, wave=1)


def called(**person: Any) -> Call:
    """A store is called to somebody's hail."""
    hailer = PersonFactory(**({"name": NAME, "username": "agarwood"} | person))
    return call_of(post_hail(hailer, text="要 12 份桂花酥，周六晚上前"), store__name="晓雨的茶")


def answered(call: Call) -> Offer:
    terms = Terms(title="桂花酥礼盒", quantity=2, unit_price=900)
    return make_offer(call.store.owner, hail=call.hail, store=call.store, terms=terms)


def chosen(offer: Offer) -> Any:
    """Its order."""
    return accept_offer(offer.hail.person, offer=offer, version=offer.version, idempotency_key="x", **TO)


def waved_off(call: Call) -> None:
    wave_off(call.hail.person, hail=call.hail)


def ran_out(call: Call) -> None:
    _is_over(call)
    expire(call.hail)


def ran_out_unnoticed(call: Call) -> None:
    """No worker has been there yet."""
    _is_over(call)


def settled_with_another(call: Call) -> None:
    chosen(answered(call_of(call.hail)))


def hidden(call: Call) -> None:
    hide_hail(PersonFactory(is_staff=True), hail=call.hail, reason="广告")


def blocked(call: Call) -> None:
    block(call.hail.person, other=call.store.owner)


ENDS = (waved_off, ran_out, ran_out_unnoticed, settled_with_another, hidden, blocked)


def _is_over(call: Call) -> None:
    now = timezone.now()
    Hail.objects.filter(pk=call.hail.pk).update(created_at=now - timedelta(hours=2), expires_at=now)
    call.hail.refresh_from_db()
