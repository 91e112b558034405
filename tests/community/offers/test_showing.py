"""What the hailer's page shows of offers: in the order of trust, with what they said before, in few queries."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.attention.quotas import lifted
from community.calling.models import Call
from community.endorsements.endorsing import endorse
from community.hail.ending import wave_off
from community.hail.models import Hail
from community.offers.making import Terms, change_offer
from community.offers.models import Offer
from community.offers.showing import hail_shown, offers_shown
from tests.hails import hailed, offered, shelf

pytestmark = pytest.mark.django_db


def test_whom_the_hailer_trusts_comes_first() -> None:
    first, second = shelf(), shelf("桂花酥礼盒")
    hail = hailed()
    with lifted():
        endorse(hail.person, about=second.store.owner, topic="糕点", sentence="每年都买，没有失望过。")
    for product in (first, second):
        offered(hail, product)

    rows = offers_shown(hail, hail.person)
    assert [row.offer.store for row in rows] == [second.store, first.store]
    assert [row.is_newest for row in rows] == [True, False]
    assert rows[0].chip is not None
    assert rows[0].chip.kind == "jade"


def test_what_cannot_be_chosen_any_more_comes_last() -> None:
    first, second = shelf(), shelf("桂花酥礼盒")
    hail = hailed()
    late = offered(hail, first)
    offered(hail, second)
    Offer.objects.filter(pk=late.pk).update(valid_until=timezone.now() - timedelta(minutes=1))

    assert [row.can_be_chosen for row in offers_shown(hail, hail.person)] == [True, False]


def test_how_long_the_seller_took_and_what_they_know() -> None:
    product = shelf(good_for="怕甜的人")
    hail = hailed()
    offer = offered(hail, product)
    call = Call.objects.get()
    Call.objects.filter(pk=call.pk).update(answered_at=call.called_at + timedelta(seconds=38))

    row = offers_shown(hail, hail.person)[0]
    assert (row.after, row.knows, row.record.called, row.record.answered) == (38, "怕甜的人", 1, 1)
    change_offer(offer.seller, offer=offer, terms=Terms(quantity=2, unit_price=900, knows="糖减了三成"))
    assert offers_shown(hail, hail.person)[0].knows == "糖减了三成"


def test_what_it_said_before_is_there_the_latest_first() -> None:
    product = shelf()
    hail = hailed()
    offer = offered(hail, product)
    change_offer(offer.seller, offer=offer, terms=Terms(quantity=2, unit_price=850, words="便宜些"))
    change_offer(offer.seller, offer=offer, terms=Terms(quantity=2, unit_price=800, words="便宜些"))

    last, first = offers_shown(hail, hail.person)[0].changes
    assert [was for _label, was, _now in last.rows] == ["¥8.50"]
    assert [was for _label, was, _now in first.rows] == ["¥9", "–"]


def test_nobody_fits_only_once_somebody_looked() -> None:
    hail = hailed(text="要一把二胡")
    page = hail_shown(hail, hail.person)
    assert (page.nobody, page.is_looking, page.wider) == (True, False, [])
    Hail.objects.filter(pk=hail.pk).update(searched_at=None)
    hail.refresh_from_db()
    page = hail_shown(hail, hail.person)
    assert (page.nobody, page.is_looking) == (False, True)


def test_nothing_is_offered_once_it_is_over() -> None:
    product = shelf()
    hail = hailed()
    offered(hail, product)
    wave_off(hail.person, hail=hail)
    page = hail_shown(hail, hail.person)
    assert (page.offers, page.answered, page.called) == ([], 1, 1)


def test_queries_do_not_grow_with_the_offers() -> None:
    few, many = (hailed(text="要 12 份桂花酥") for _ in range(2))
    for hail, count in ((few, 2), (many, 5)):
        for product in [shelf() for _ in range(count)]:
            Call.objects.create(hail=hail, store=product.store, wave=1)
            offer = offered(hail, product)
            change_offer(offer.seller, offer=offer, terms=Terms(quantity=2, unit_price=850))
    for hail in (few, many):
        hail_shown(hail, hail.person)
    asked = []
    for hail, count in ((few, 2), (many, 5)):
        with CaptureQueriesContext(connection) as queries:
            assert len(hail_shown(hail, hail.person).offers) == count
        asked.append([query["sql"] for query in queries.captured_queries])
    assert len(asked[0]) == len(asked[1]), "\n".join(sql[:150] for sql in asked[1])
