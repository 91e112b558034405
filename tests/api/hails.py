"""A hail, those who were called, and their clients, for tests of the API."""

from __future__ import annotations

from typing import Any

from community.attention.quotas import lifted
from community.calling.models import Call
from community.hail.models import Hail
from community.offers.making import Terms, make_offer
from community.offers.models import Offer
from tests import hails
from tests.factories import PersonFactory

TO = {"recipient": "林晓雨", "phone": "13800000000", "street": "北山路 8 号"}


def seller(name: str = "桂花酥", **fields: Any) -> Any:
    """Somebody with a store that has a product of that name, and is found by it."""
    return hails.shelf(name, **fields).store.owner


def hailed(person: Any = None, **fields: Any) -> Hail:
    """A hail, to which everybody who fits was called."""
    with lifted():
        return hails.hailed(person or PersonFactory(username="hailer"), **fields)


def call_of(person: Any, hail: Hail) -> Call:
    return Call.objects.get(hail=hail, store__owner=person)


def offered(person: Any, hail: Hail, **terms: Any) -> Offer:
    """What the person offers with the store that was called."""
    made = Terms(**({"title": "桂花酥", "unit_price": 900} | terms))
    with lifted():
        return make_offer(person, hail=hail, store=person.stores.get(), terms=made)


def send(client: Any, method: str, path: str, data: Any = None, key: str = "") -> Any:
    headers = {"Idempotency-Key": key} if key else {}
    return getattr(client, method)(f"/api/v1/{path}", data or {}, format="json", headers=headers)
