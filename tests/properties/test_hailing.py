"""Needs, offers and the clock in any order: a hail ends once, and both sides read the same end of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from community.attention.quotas import lifted
from community.calling.indexing import write_terms
from community.calling.models import Call, Wave
from community.calling.tasks import call_wave
from community.calling.waves import MOST_WAVES, call_more
from community.events import hail_ended
from community.hail.ending import expire_due, wave_off
from community.hail.errors import HailOver
from community.hail.hailing import post_hail
from community.hail.models import Audience, Hail
from community.hail.widening import widen
from community.offers.choosing import accept_offer
from community.offers.making import Terms, change_offer, make_offer, withdraw_offer
from community.offers.models import Offer
from community.people.blocking import block, unblock
from config.kit.errors import DomainError
from config.kit.geo import Place
from shop.checkout.expiring import expire_unpaid
from shop.checkout.models import Purchase
from shop.orders.cancelling import cancel_order
from shop.orders.models import Order, OrderLine, OrderState
from shop.payments.paying import start_payment
from shop.sandbox.hosting import answer
from shop.sandbox.models import SandboxCharge
from shop.stock.counting import count
from shop.stock.models import StockItem, StockMovement
from shop.stores.pausing import pause_store, resume_store
from tests.factories import GroupFactory, PersonFactory, ProductFactory, StoreFactory, subscribe
from tests.shop.buying import TO, new_key

NTH = st.integers(0, 5)
LONG_AGO = timedelta(days=90)
AUDIENCES = st.sampled_from([Audience.EVERYONE, Audience.NEARBY, Audience.GROUPS])
HERE = Place(30_250_000, 120_150_000)
TERMS = st.builds(
    Terms, quantity=st.integers(1, 3), unit_price=st.integers(0, 900), delivery_fee=st.sampled_from([0, 500])
)


def nth(rows: Any, index: int) -> Any:
    """One of the rows, of which there are some."""
    found = list(rows.order_by("pk"))
    return found[index % len(found)]


def while_there_is(rows: Callable[[], Any]) -> Any:
    """A rule that makes sense only then, so that no step of a run is wasted."""
    return precondition(lambda self: rows().exists())


def open_hails() -> Any:
    return Hail.objects.open()


def open_offers() -> Any:
    return Offer.objects.filter(state="open")


def waiting_orders() -> Any:
    return Order.objects.filter(state=OrderState.PLACED)


class Square(RuleBasedStateMachine):
    """Two who hail; three who sell what they need: of one kind there is little, and one kind is made to order. Two of
    those who sell are in a group with those who hail, and one has two stores."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.stack.enter_context(lifted())
        self.block = transaction.atomic()
        self.block.__enter__()
        self.hailers = [PersonFactory(), PersonFactory()]
        self.sellers = [PersonFactory(), PersonFactory(), PersonFactory()]
        stores = [StoreFactory(owner=owner) for owner in (*self.sellers, self.sellers[0])]
        self.products = [ProductFactory(store=store, name="桂花酥", price=300, stock=0) for store in stores]
        for product, stock in zip(self.products, (2, 4, None, 1), strict=True):
            count(product.store.owner, item=StockItem.objects.get(variant=product.variant), available=stock)
            write_terms(product.store)
        group = GroupFactory()
        for person in (*self.hailers, *self.sellers[:2]):
            subscribe(person, group)
        # What each version of an offer came to, as whoever saw it was told; and which key chose what.
        self.seen: dict[tuple[int, int], int] = {}
        self.chosen: list[tuple[Any, Offer, int, str, Order]] = []
        self.keys: list[tuple[Any, str, Hail]] = []
        self.ended: Counter[int] = Counter()
        hail_ended.connect(self.notice_end)

    def teardown(self) -> None:
        hail_ended.disconnect(self.notice_end)
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)
        self.stack.close()

    def notice_end(self, sender: Any, *, hail: Hail, **_: Any) -> None:
        self.ended[hail.pk] += 1

    def maybe(self, verb: Callable[..., Any], *args: Any, **more: Any) -> Any:
        """What the verb gives, or None where it refuses; of a refusal the verb itself leaves no trace."""
        before = self.trace()
        try:
            return verb(*args, **more)
        except DomainError:
            assert self.trace() == before
            return None

    def trace(self) -> list[Any]:
        hails = Hail.objects.order_by("pk").values_list("pk", "state", "closed_at", "expires_at", "audience")
        offers = Offer.objects.order_by("pk").values_list("pk", "state", "version", "order", "closed_at")
        stock = StockItem.objects.order_by("pk").values_list("pk", "available", "reserved")
        rows = [model.objects.count() for model in (Order, Purchase, Call, Wave, StockMovement)]
        return [*hails, *offers, *stock, rows, sum(self.ended.values())]

    def see(self, offer: Offer | None) -> None:
        if offer is not None:
            self.seen[offer.pk, offer.version] = offer.money.minor

    @rule(who=NTH, audience=AUDIENCES, hours=st.sampled_from([1, 24]))
    def hail(self, who: int, audience: str, hours: int) -> None:
        person, key = self.hailers[who % 2], new_key()
        hail = post_hail(person, text="要桂花酥", audience=audience, hours=hours, place=HERE, idempotency_key=key)
        self.keys.append((person, key, hail))

    @precondition(lambda self: self.keys)
    @rule(index=NTH)
    def hail_again(self, index: int) -> None:
        person, key, hail = self.keys[index % len(self.keys)]
        assert post_hail(person, text="要别的", idempotency_key=key) == hail

    @while_there_is(Hail.objects.all)
    @rule(index=NTH, audience=AUDIENCES)
    def widen(self, index: int, audience: str) -> None:
        hail = nth(Hail.objects.all(), index)
        self.maybe(widen, hail.person, hail=hail, audience=audience)

    @while_there_is(Hail.objects.all)
    @rule(index=NTH)
    def call_more(self, index: int) -> None:
        hail = nth(Hail.objects.all(), index)
        self.maybe(call_more, hail.person, hail=hail)

    @while_there_is(lambda: Wave.objects.filter(done_at=None))
    @rule()
    def workers_call(self) -> None:
        Wave.objects.filter(done_at=None).update(due_at=timezone.now() - LONG_AGO, claimed_until=None)
        for pk in list(Wave.objects.filter(done_at=None).values_list("pk", flat=True)):
            call_wave(pk)
            call_wave(pk)

    @while_there_is(Hail.objects.all)
    @rule(index=NTH, which=NTH, terms=TERMS, own=st.booleans())
    def offer(self, index: int, which: int, terms: Terms, own: bool) -> None:
        hail, product = nth(Hail.objects.all(), index), self.products[which % 4]
        more: dict[str, Any] = {"variant": product.variant, "terms": terms}
        if own:
            more = {"terms": Terms(**(vars(terms) | {"title": "只为你做"}))}
        key = new_key()
        made = self.maybe(make_offer, product.store.owner, hail=hail, store=product.store, idempotency_key=key, **more)
        self.see(made)
        if made:
            again = make_offer(product.store.owner, hail=hail, store=product.store, terms=Terms(), idempotency_key=key)
            assert again == made

    @while_there_is(Offer.objects.all)
    @rule(index=NTH, terms=TERMS)
    def change(self, index: int, terms: Terms) -> None:
        offer = nth(Offer.objects.all(), index)
        terms = Terms(**(vars(terms) | {"title": "桂花酥"}))
        self.see(self.maybe(change_offer, offer.seller, offer=offer, terms=terms))

    @while_there_is(Offer.objects.all)
    @rule(index=NTH)
    def withdraw(self, index: int) -> None:
        offer = nth(Offer.objects.all(), index)
        self.maybe(withdraw_offer, offer.seller, offer=offer)

    @while_there_is(open_offers)
    @rule(index=NTH)
    def offer_runs_out(self, index: int) -> None:
        Offer.objects.filter(pk=nth(open_offers(), index).pk).update(valid_until=timezone.now() - LONG_AGO)

    @while_there_is(Hail.objects.all)
    @rule(index=NTH)
    def wave_off(self, index: int) -> None:
        hail = nth(Hail.objects.all(), index)
        self.maybe(wave_off, hail.person, hail=hail)

    @while_there_is(open_hails)
    @rule(index=NTH, noticed=st.booleans())
    def time_is_over(self, index: int, noticed: bool) -> None:
        now = timezone.now()
        row = Hail.objects.filter(pk=nth(open_hails(), index).pk)
        row.update(created_at=now - LONG_AGO, expires_at=now - timedelta(seconds=1))
        if noticed:
            expire_due()

    @while_there_is(Offer.objects.all)
    @rule(index=NTH, stale=st.booleans())
    def accept(self, index: int, stale: bool) -> None:
        offer = nth(Offer.objects.all(), index)
        version, key = offer.version - stale, new_key()
        order = self.maybe(accept_offer, offer.hail.person, offer=offer, version=version, idempotency_key=key, **TO)
        if order:
            assert not stale
            assert order.total == self.seen[offer.pk, version]
            self.chosen.append((offer.hail.person, offer, version, key, order))

    @precondition(lambda self: self.chosen)
    @rule(index=NTH)
    def accept_again(self, index: int) -> None:
        person, offer, version, key, order = self.chosen[index % len(self.chosen)]
        assert accept_offer(person, offer=offer, version=version, idempotency_key=key, **TO) == order
        with pytest.raises(HailOver):
            accept_offer(person, offer=offer, version=version, idempotency_key=new_key(), **TO)

    @precondition(lambda self: self.chosen)
    @while_there_is(open_offers)
    @rule(index=NTH, which=NTH)
    def accept_another_with_the_same_key(self, index: int, which: int) -> None:
        key = self.chosen[index % len(self.chosen)][3]
        offer = nth(open_offers(), which)
        version = offer.version
        order = self.maybe(accept_offer, offer.hail.person, offer=offer, version=version, idempotency_key=key, **TO)
        if order:
            assert order not in [made for *_, made in self.chosen]
            self.chosen.append((offer.hail.person, offer, version, key, order))

    @rule(which=NTH, available=st.sampled_from([None, 0, 1, 4]))
    def seller_counts(self, which: int, available: int | None) -> None:
        product = self.products[which % 4]
        count(product.store.owner, item=StockItem.objects.get(variant=product.variant), available=available)

    @rule(which=NTH)
    def pause_or_resume(self, which: int) -> None:
        store = self.products[which % 4].store
        store.refresh_from_db()
        (pause_store if store.is_open else resume_store)(store.owner, store=store)

    @rule(who=NTH, whom=NTH, ends=st.booleans())
    def block_or_unblock(self, who: int, whom: int, ends: bool) -> None:
        pair = self.hailers[who % 2], self.sellers[whom % 3]
        (unblock if ends else block)(pair[0], other=pair[1])

    @while_there_is(waiting_orders)
    @rule(index=NTH)
    def pay(self, index: int) -> None:
        purchase = nth(waiting_orders(), index).purchase
        if self.maybe(start_payment, purchase.buyer, purchase=purchase):
            answer(SandboxCharge.objects.filter(state="open").latest("pk"), "pay")

    @while_there_is(waiting_orders)
    @rule(index=NTH)
    def one_is_not_paid(self, index: int) -> None:
        purchase = nth(waiting_orders(), index).purchase
        Purchase.objects.filter(pk=purchase.pk, state="pending").update(expires_at=timezone.now() - LONG_AGO)
        expire_unpaid()

    @while_there_is(waiting_orders)
    @rule(index=NTH)
    def seller_cancels(self, index: int) -> None:
        order = nth(waiting_orders(), index)
        self.maybe(cancel_order, order.store.owner, order=order)

    def chosen_of(self, hail: Hail) -> list[Offer]:
        return list(hail.offers.filter(state="chosen"))

    def ended_hails(self) -> Iterator[Hail]:
        """Those that can be answered no more, whether or not a worker noticed."""
        yield from Hail.objects.exclude(pk__in=Hail.objects.open().values("pk"))

    @invariant()
    def a_hail_ends_once_and_in_one_way(self) -> None:
        for hail in Hail.objects.all():
            chosen = self.chosen_of(hail)
            assert (hail.state == "open") == (hail.closed_at is None)
            assert len(chosen) == (hail.state == "chosen")
            assert self.ended[hail.pk] == (hail.state != "open")

    @invariant()
    def what_was_chosen_is_an_order_at_the_price_that_was_seen(self) -> None:
        assert Offer.objects.filter(state="chosen").count() == len(self.chosen) == Order.objects.count()
        for person, offer, version, _key, order in self.chosen:
            made = Offer.objects.get(pk=offer.pk)
            assert (made.order, made.version) == (order, version)
            line = order.lines.get()
            assert order.total == self.seen[offer.pk, version]
            assert line.unit_price * line.quantity + order.delivery_fee == order.total
            assert (order.buyer, order.store_id) == (person, made.store_id)

    @invariant()
    def stock_is_what_the_movements_say(self) -> None:
        for item in StockItem.objects.all():
            moved = item.movements.aggregate(available=Sum("available_delta"), reserved=Sum("reserved_delta"))
            assert (item.available, item.reserved) == (moved["available"] or 0, moved["reserved"] or 0)

    @invariant()
    def what_is_reserved_is_what_is_placed(self) -> None:
        reserved = StockMovement.objects.filter(kind="reserve", order_line__order__state=OrderState.PLACED)
        for item in StockItem.objects.all():
            lines = OrderLine.objects.filter(stock_movements__in=reserved.filter(item=item))
            assert item.reserved == sum(line.quantity for line in lines)

    @invariant()
    def with_a_hail_its_offers_end(self) -> None:
        assert not Offer.objects.exclude(hail__state="open").filter(state="open").exists()
        assert not Offer.objects.exclude(state="open").filter(closed_at=None).exists()
        for pair in Offer.objects.filter(state="open").values_list("hail", "seller"):
            assert Offer.objects.filter(hail=pair[0], seller=pair[1], state="open").count() == 1

    @invariant()
    def who_was_not_chosen_finds_nothing_of_what_is_over(self) -> None:
        for hail in self.ended_hails():
            chosen = {offer.seller_id for offer in self.chosen_of(hail)}
            for seller in self.sellers:
                found = [
                    Hail.objects.visible_to(seller).filter(pk=hail.pk),
                    Call.objects.visible_to(seller).filter(hail=hail),
                    Offer.objects.visible_to(seller).filter(hail=hail),
                ]
                assert any(rows.exists() for rows in found) == (seller.pk in chosen)

    @invariant()
    def both_read_the_same(self) -> None:
        for hail in Hail.objects.filter(state="chosen"):
            (offer,) = self.chosen_of(hail)
            read = [
                (
                    Hail.objects.visible_to(person).get(pk=hail.pk).ended_as,
                    Offer.objects.visible_to(person).get(pk=offer.pk).state,
                    Order.objects.visible_to(person).get(offer=offer).state,
                )
                for person in (hail.person, offer.seller)
            ]
            assert read[0] == read[1]
            assert read[0][:2] == ("chosen", "chosen")

    @invariant()
    def nobody_is_called_twice_nor_flooded(self) -> None:
        for hail in Hail.objects.all():
            assert hail.waves.filter(done_at=None).count() <= MOST_WAVES
            assert len(set(hail.calls.values_list("store", flat=True))) == hail.calls.count()
            called = list(hail.calls.filter(wave__gt=0).values_list("store__owner", flat=True))
            assert len(set(called)) == len(called)


@pytest.mark.timeout(900)
@pytest.mark.django_db
def test_hails_in_any_order() -> None:
    run_state_machine_as_test(Square, settings=settings(max_examples=12, stateful_step_count=40, deadline=None))
