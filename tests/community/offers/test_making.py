"""Making offers and changing them: what is refused, and where it is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from community.calling.models import Call
from community.hail.ending import wave_off
from community.hail.errors import HailOver
from community.hail.hailing import post_hail
from community.hail.models import Hail
from community.moderation.restricting import Restricted, limit_person
from community.offers.errors import KeyUsed, OfferChanged, OfferGone, OfferStands
from community.offers.making import Terms, change_offer, make_offer, withdraw_offer
from community.offers.models import Offer
from community.people.models import Block
from config.kit.errors import Invalid, NotAllowed
from shop.stores.models import Store
from tests.factories import PersonFactory, ProductFactory, StoreFactory

pytestmark = pytest.mark.django_db

MADE = Terms(title="茶", unit_price=100)
MOST = 10**9
# Where it is never the same day.
EARLY, LATE = "Pacific/Kiritimati", "Pacific/Pago_Pago"


@pytest.fixture
def me() -> Any:
    return PersonFactory()


@pytest.fixture
def store() -> Any:
    return StoreFactory()


@pytest.fixture
def hail(me: Any, store: Any) -> Hail:
    return called(me, store)


def called(me: Any, *stores: Any) -> Hail:
    hail = post_hail(me, text="茶")
    Call.objects.bulk_create([Call(hail=hail, store=store, wave=1) for store in stores])
    return hail


def make(store: Any, hail: Hail, **more: Any) -> Offer:
    return make_offer(store.owner, hail=hail, store=store, **({"terms": MADE} | more))


class TestPrices:
    @pytest.mark.parametrize(
        "terms",
        [
            Terms(title="茶", unit_price=MOST),
            Terms(title="茶", unit_price=0, delivery_fee=MOST),
            Terms(title="茶", unit_price=1, quantity=999, delivery_fee=MOST - 999),
        ],
    )
    def test_the_most_is_possible(self, store, hail, terms):
        assert make(store, hail, terms=terms).money.minor <= MOST

    @pytest.mark.parametrize(
        ("terms", "field"),
        [
            (Terms(title="茶"), "price"),
            (Terms(title="茶", unit_price=-1), "price"),
            (Terms(title="茶", unit_price=MOST + 1), "price"),
            (Terms(title="茶", unit_price=MOST // 999 + 1, quantity=999), "price"),
            (Terms(title="茶", unit_price=10**30), "price"),
            (Terms(title="茶", unit_price=1, delivery_fee=-1), "delivery_fee"),
            (Terms(title="茶", unit_price=1, delivery_fee=MOST), "delivery_fee"),
            (Terms(title="茶", unit_price=1, delivery_fee=10**30), "delivery_fee"),
            (Terms(title="茶", unit_price=1, quantity=0), "quantity"),
            (Terms(title="茶", unit_price=1, quantity=-5), "quantity"),
        ],
    )
    def test_more_or_less_is_not(self, store, hail, terms, field):
        with pytest.raises(Invalid) as error:
            make(store, hail, terms=terms)
        assert error.value.field == field
        offer = make(store, hail)
        with pytest.raises(Invalid):
            change_offer(store.owner, offer=offer, terms=terms)
        assert Offer.objects.get().version == 1

    def test_a_store_offers_in_its_own_currency(self, me):
        store: Any = StoreFactory(currency="JPY")
        assert make(store, called(me, store)).currency == "JPY"


class TestWhen:
    def test_in_its_last_minutes_it_is_valid_as_long_as_its_hail(self, store, hail):
        soon = timezone.now() + timedelta(minutes=2)
        Hail.objects.update(expires_at=soon)
        hail.refresh_from_db()
        offer = make(store, hail)
        terms = Terms(title="茶", unit_price=90, valid_until=offer.valid_until)
        assert change_offer(store.owner, offer=offer, terms=terms).valid_until == soon

    def test_a_moment_is_no_time(self, store, hail):
        with pytest.raises(Invalid) as error:
            make(store, hail, terms=Terms(title="茶", unit_price=1, valid_until=timezone.now() + timedelta(minutes=1)))
        assert error.value.field == "valid_until"

    @pytest.mark.parametrize(("seller", "hailer"), [(EARLY, LATE), (LATE, EARLY)])
    def test_a_day_is_over_on_the_calendar_of_whoever_needs_it(self, seller, hailer):
        store: Any = StoreFactory(owner=PersonFactory(time_zone=seller))
        hail = called(PersonFactory(time_zone=hailer), store)
        day = timezone.localdate(timezone=ZoneInfo(hailer))
        with pytest.raises(Invalid) as error:
            make(store, hail, terms=replace(MADE, ready_on=day - timedelta(days=1)))
        assert error.value.field == "ready_on"
        assert make(store, hail, terms=replace(MADE, ready_on=day)).ready_on == day

    def test_it_is_valid_no_longer_than_its_hail(self, store, hail):
        late = timezone.now() + timedelta(days=99)
        offer = make(store, hail, terms=Terms(title="茶", unit_price=1, valid_until=late))
        assert offer.valid_until == hail.expires_at


class TestWho:
    def test_one_open_offer_a_seller_whatever_the_store(self, me, store):
        other: Any = StoreFactory(owner=store.owner)
        hail = called(me, store)
        make(store, hail)
        with pytest.raises(OfferStands):
            make(other, hail)

    def test_nobody_answers_their_own(self, me, store):
        hail = called(me, store)
        own: Any = StoreFactory(owner=me)
        Call.objects.create(hail=hail, store=own, wave=1)
        with pytest.raises(NotAllowed):
            make(own, hail)

    def test_nobody_answers_uncalled_or_with_anothers_store(self, hail, store):
        other: Any = StoreFactory()
        with pytest.raises(NotAllowed):
            make(other, hail)
        with pytest.raises(Invalid) as error:
            make_offer(store.owner, hail=hail, store=other, terms=MADE)
        assert error.value.field == "store"

    @pytest.mark.parametrize("state", ["paused", "closed"])
    def test_who_does_not_sell_now_answers_nothing(self, hail, store, state):
        Store.objects.update(state=state)
        store.refresh_from_db()
        with pytest.raises(NotAllowed):
            make(store, hail)

    def test_who_is_kept_from_selling_makes_and_changes_nothing(self, hail, store):
        offer = make(store, hail)
        limit_person(PersonFactory(is_staff=True), target=store.owner, what=["sell"], reason="假货")
        with pytest.raises(Restricted, match="假货"):
            change_offer(store.owner, offer=offer, terms=Terms(title="茶", unit_price=1))
        assert withdraw_offer(store.owner, offer=offer).state == "withdrawn"
        with pytest.raises(Restricted, match="假货"):
            make(store, hail)

    def test_who_sees_the_hail_no_more_changes_nothing(self, me, hail, store):
        offer = make(store, hail)
        Block.objects.create(person=me, blocked=store.owner)
        with pytest.raises(NotAllowed):
            change_offer(store.owner, offer=offer, terms=Terms(title="茶", unit_price=1))

    def test_nobody_changes_or_takes_back_anothers(self, me, hail, store):
        offer = make(store, hail)
        for person in (me, PersonFactory()):
            with pytest.raises(NotAllowed):
                change_offer(person, offer=offer, terms=MADE)
            with pytest.raises(NotAllowed):
                withdraw_offer(person, offer=offer)

    @pytest.mark.parametrize("end", ["waved off", "out of time"])
    def test_what_ended_while_one_was_typing_is_over(self, me, hail, store, end):
        offer = make(store, hail)
        if end == "waved off":
            wave_off(me, hail=Hail.objects.get())
        else:
            Hail.objects.update(created_at="2026-01-01T00:00Z", expires_at="2026-01-02T00:00Z")
        for act in (
            lambda: change_offer(store.owner, offer=offer, terms=Terms(title="茶", unit_price=1)),
            lambda: make(store, hail),
        ):
            with pytest.raises(HailOver):
                act()


class TestWhat:
    def test_only_what_is_on_ones_own_shelf(self, hail, store):
        mine: Any = ProductFactory(store=store)
        others: Any = ProductFactory()
        draft: Any = ProductFactory(store=store, state="draft")
        archived: Any = ProductFactory(store=store)
        archived.variant.archived_at = timezone.now()
        archived.variant.save()
        for product in (others, draft, archived):
            with pytest.raises(Invalid) as error:
                make(store, hail, variant=product.variant)
            assert error.value.field == "variant"
        assert make(store, hail, variant=mine.variant).variant == mine.variant

    def test_words_nobody_sees_are_no_title(self, hail, store):
        with pytest.raises(Invalid) as error:
            make(store, hail, terms=Terms(title="\u200b\u2060", unit_price=1))
        assert error.value.field == "title"

    def test_a_key_stands_for_one_hail(self, me, hail, store):
        offer = make(store, hail, idempotency_key="once")
        assert make(store, hail, idempotency_key="once", terms=Terms(title="别的", unit_price=9)) == offer
        with pytest.raises(KeyUsed):
            make(store, called(me, store), idempotency_key="once")

    def test_what_is_gone_or_changed_is_not_changed(self, hail, store):
        offer = make(store, hail)
        change_offer(store.owner, offer=offer, terms=Terms(title="茶", unit_price=1), version=1)
        with pytest.raises(OfferChanged):
            change_offer(store.owner, offer=offer, terms=MADE, version=1)
        withdraw_offer(store.owner, offer=offer)
        with pytest.raises(OfferGone):
            change_offer(store.owner, offer=offer, terms=MADE)
        assert make(store, hail).pk != offer.pk
