"""Who is told that a hail moved, and that they are told no more than its reference."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from community.calling.indexing import write_terms
from community.calling.models import Wave
from community.calling.tasks import call_wave
from community.hail.ending import wave_off
from community.hail.hailing import post_hail
from community.live import publishing
from community.offers.making import Terms, make_offer, withdraw_offer
from tests.factories import PersonFactory, ProductFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(monkeypatch: Any, django_capture_on_commit_callbacks: Any) -> Callable[..., list[dict[str, Any]]]:
    """What of hails is published by what is done, after it is committed."""
    words: list[dict[str, Any]] = []
    monkeypatch.setattr(publishing, "publish", words.append)

    def said_by(do: Callable[..., Any], *args: Any, **how: Any) -> list[dict[str, Any]]:
        words.clear()
        with django_capture_on_commit_callbacks(execute=True):
            do(*args, **how)
        return [word for word in words if word["event"] == "hail"]

    return said_by


def test_both_sides_are_told_of_each_step(said: Any) -> None:
    product: Any = ProductFactory(name="桂花酥")
    write_terms(product.store)
    hailer, seller = PersonFactory(), product.store.owner
    hail = post_hail(hailer, text="要 12 份桂花酥")
    both = [{"event": "hail", "people": sorted([hailer.pk, seller.pk]), "data": hail.reference}]

    assert said(call_wave, Wave.objects.get(hail=hail).pk) == both
    assert said(make_offer, seller, hail=hail, store=product.store, terms=Terms(title="酥", unit_price=900)) == both
    assert said(withdraw_offer, seller, offer=hail.offers.get()) == both
    assert said(wave_off, hailer, hail=hail) == both


def test_where_nobody_fits_the_hailer_is_told(said: Any) -> None:
    hail = post_hail(PersonFactory(), text="要 12 份桂花酥")
    told = said(call_wave, Wave.objects.get(hail=hail).pk)
    assert told == [{"event": "hail", "people": [hail.person_id], "data": hail.reference}]
