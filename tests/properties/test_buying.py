"""A small market in any order of events: stock and money add up to the piece and to the cent, whatever happens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from config.kit.errors import DomainError
from config.kit.money import Money
from shop.checkout.expiring import expire_unpaid
from shop.checkout.models import Purchase
from shop.checkout.placing import Wanted, place_purchase
from shop.ledger.booking import Kind, balance
from shop.ledger.models import JournalEntry
from shop.orders.cancelling import cancel_order, cancel_purchase
from shop.orders.closing import close_by_time
from shop.orders.models import Order, OrderLine, OrderState
from shop.orders.receiving import confirm_received, receive_by_time
from shop.orders.refunding import refund_order
from shop.orders.shipping import ship
from shop.payments.models import Payment, Refund, WebhookEvent
from shop.payments.paying import ask_after_payment, start_payment
from shop.payments.refunding import send_refund
from shop.payments.webhooks import process_webhook
from shop.sandbox.delivering import deliver
from shop.sandbox.hosting import How, answer
from shop.sandbox.models import SandboxCharge, SandboxWebhook
from shop.stock.counting import count
from shop.stock.models import StockItem, StockMovement
from tests.factories import PersonFactory, ProductFactory, StoreFactory
from tests.shop.buying import TO, bag_with, new_key

S = OrderState
NTH = st.integers(0, 5)
LONG_AGO = timedelta(days=90)


def nth(rows: Any, index: int) -> Any:
    """One of the rows, of which there are some."""
    found = list(rows.order_by("pk"))
    return found[index % len(found)]


def orders_in(*states: str) -> Any:
    return Order.objects.filter(state__in=states)


def while_there_is(rows: Callable[[], Any]) -> Any:
    """A rule that makes sense only then, so that no step of a run is wasted."""
    return precondition(lambda self: rows().exists())


def to_pay() -> Any:
    return Purchase.objects.filter(state="pending")


def open_charges() -> Any:
    return SandboxCharge.objects.filter(state="open")


class Market(RuleBasedStateMachine):
    """Two stores, one of which charges for delivery; three products, one made to order; two buyers."""

    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        tea, cups = StoreFactory(delivery_fee=500), StoreFactory()
        self.stores = [tea, cups]
        self.products = [ProductFactory(store=tea, price=1001, stock=0), ProductFactory(store=cups, price=33, stock=0)]
        self.products.append(ProductFactory(store=cups, price=70, stock=0))
        for product, stock in zip(self.products, (3, 5, None), strict=True):
            count(product.store.owner, item=StockItem.objects.get(variant=product.variant), available=stock)
        self.buyers = [PersonFactory(), PersonFactory()]
        self.placed: list[tuple[Any, str, Purchase]] = []

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    def maybe(self, verb: Callable[..., Any], *args: Any, **more: Any) -> Any:
        """What the verb gives, or None where it refuses; a refusal leaves no trace."""
        try:
            with transaction.atomic():
                return verb(*args, **more)
        except DomainError:
            return None

    @rule(buyer=NTH, wanted=st.lists(st.tuples(NTH, st.integers(1, 3)), min_size=1, max_size=3), from_bag=st.booleans())
    def place(self, buyer: int, wanted: list[tuple[int, int]], from_bag: bool) -> None:
        person, key = self.buyers[buyer % 2], new_key()
        pieces = {self.products[index % 3].pk: (self.products[index % 3], number) for index, number in wanted}
        how: dict[str, Any] = {"direct": [Wanted(product.variant, number) for product, number in pieces.values()]}
        if from_bag:
            for product, number in pieces.values():
                self.maybe(bag_with, person, product, quantity=number)
            how = {"bag": bag_with(person)}
        purchase = self.maybe(place_purchase, person, idempotency_key=key, **how, **TO)
        if purchase:
            self.placed.append((person, key, purchase))

    @precondition(lambda self: self.placed)
    @rule(index=NTH)
    def place_again(self, index: int) -> None:
        person, key, purchase = self.placed[index % len(self.placed)]
        again = place_purchase(person, direct=[Wanted(self.products[0].variant, 1)], idempotency_key=key, **TO)
        assert again == purchase

    @while_there_is(to_pay)
    @rule(index=NTH)
    def start_to_pay(self, index: int) -> None:
        purchase = nth(to_pay(), index)
        self.maybe(start_payment, purchase.buyer, purchase=purchase)

    @while_there_is(open_charges)
    @rule(index=NTH, how=st.sampled_from(How))
    def pay(self, index: int, how: str) -> None:
        answer(nth(open_charges(), index), how)

    @rule()
    def workers_catch_up(self) -> None:
        for model, work in (
            (SandboxWebhook, deliver),
            (WebhookEvent, process_webhook),
            (Payment, ask_after_payment),
            (Refund, send_refund),
        ):
            model.objects.update(due_at=timezone.now() - LONG_AGO, claimed_until=None)
            for pk in list(model.objects.filter(done_at=None).values_list("pk", flat=True)):
                work(pk)

    @while_there_is(to_pay)
    @rule(index=NTH)
    def one_runs_out(self, index: int) -> None:
        Purchase.objects.filter(pk=nth(to_pay(), index).pk).update(expires_at=timezone.now() - LONG_AGO)
        expire_unpaid()

    @while_there_is(lambda: orders_in(S.PLACED, S.PAID))
    @rule(index=NTH)
    def seller_cancels(self, index: int) -> None:
        order = nth(orders_in(S.PLACED, S.PAID), index)
        cancel_order(order.store.owner, order=order)

    @while_there_is(Order.objects.all)
    @rule(index=NTH, whole=st.booleans())
    def buyer_cancels(self, index: int, whole: bool) -> None:
        order = nth(Order.objects.all(), index)
        if whole:
            self.maybe(cancel_purchase, order.buyer, purchase=order.purchase)
        else:
            self.maybe(cancel_order, order.buyer, order=order)

    @while_there_is(lambda: orders_in(S.PAID))
    @rule(index=NTH)
    def ship(self, index: int) -> None:
        order = nth(orders_in(S.PAID), index)
        ship(order.store.owner, order=order)

    @while_there_is(lambda: orders_in(S.SHIPPED))
    @rule(index=NTH)
    def receive(self, index: int) -> None:
        order = nth(orders_in(S.SHIPPED), index)
        confirm_received(order.buyer, order=order)

    @while_there_is(lambda: orders_in(S.PAID, S.SHIPPED, S.RECEIVED))
    @rule(index=NTH)
    def refund(self, index: int) -> None:
        order = nth(orders_in(S.PAID, S.SHIPPED, S.RECEIVED), index)
        refund_order(order.store.owner, order=order)

    @while_there_is(lambda: orders_in(S.SHIPPED, S.RECEIVED))
    @rule()
    def time_passes(self) -> None:
        Order.objects.filter(state__in=[S.SHIPPED, S.RECEIVED]).update(changed_at=timezone.now() - LONG_AGO)
        close_by_time()
        receive_by_time()

    @rule(index=NTH, available=st.sampled_from([None, 0, 4, 9]))
    def seller_counts(self, index: int, available: int | None) -> None:
        product = self.products[index % 3]
        count(product.store.owner, item=StockItem.objects.get(variant=product.variant), available=available)

    @invariant()
    def stock_is_what_the_movements_say(self) -> None:
        for item in StockItem.objects.all():
            moved = item.movements.aggregate(available=Sum("available_delta"), reserved=Sum("reserved_delta"))
            assert item.available == (moved["available"] or 0)
            assert item.reserved == (moved["reserved"] or 0)

    @invariant()
    def what_is_reserved_is_what_is_placed(self) -> None:
        reserved = StockMovement.objects.filter(kind="reserve", order_line__order__state=S.PLACED)
        for item in StockItem.objects.all():
            lines = OrderLine.objects.filter(stock_movements__in=reserved.filter(item=item))
            assert item.reserved == sum(line.quantity for line in lines)

    @invariant()
    def what_is_gone_was_sold(self) -> None:
        """What was counted and is on no shelf is with buyers: paid for, or shipped before the money went back."""
        shipped = Order.objects.filter(transitions__to_state=S.SHIPPED)
        with_buyers = Order.objects.filter(state__in=[S.PAID, S.SHIPPED, S.RECEIVED, S.CLOSED]) | shipped
        for item in StockItem.objects.all():
            counted = item.movements.filter(kind="count").aggregate(sum=Sum("available_delta"))["sum"] or 0
            lines = OrderLine.objects.filter(
                order__in=with_buyers, stock_movements__in=item.movements.filter(kind="reserve")
            )
            assert counted - item.available - item.reserved == sum(line.quantity for line in lines)

    @invariant()
    def debits_equal_credits(self) -> None:
        for entry in JournalEntry.objects.prefetch_related("postings"):
            assert sum(posting.amount for posting in entry.postings.all()) == 0

    @invariant()
    def every_account_holds_what_the_orders_say(self) -> None:
        orders = list(Order.objects.all())
        for store in self.stores:
            held = sum(
                order.total for order in orders if order.store_id == store.pk and order.state in (S.PAID, S.SHIPPED)
            )
            due = sum(
                order.total for order in orders if order.store_id == store.pk and order.state in (S.RECEIVED, S.CLOSED)
            )
            assert balance(Kind.HELD, "CNY", store) == Money(-held, "CNY")
            assert balance(Kind.PAYABLE, "CNY", store) == Money(-due, "CNY")
        refunds = list(Refund.objects.all())
        captured = sum(payment.amount for payment in Payment.objects.filter(state="captured"))
        sent = sum(refund.amount for refund in refunds if refund.done_at)
        assert balance(Kind.HELD, "CNY") == Money(sent - sum(refund.amount for refund in refunds), "CNY")
        assert balance(Kind.GATEWAY, "CNY") == Money(captured - sent, "CNY")

    @invariant()
    def refunds_stay_within_captures(self) -> None:
        for payment in Payment.objects.prefetch_related("refunds"):
            back = sum(refund.amount for refund in payment.refunds.all())
            assert payment.refunded == back <= (payment.amount if payment.state == "captured" else 0)
        for charge in SandboxCharge.objects.all():
            assert charge.refunded <= (charge.amount if charge.state == "paid" else 0)

    @invariant()
    def a_purchase_stands_as_its_orders_do(self) -> None:
        for purchase in Purchase.objects.prefetch_related("orders"):
            states = {order.state for order in purchase.orders.all()}
            expected = {
                "pending": S.PLACED in states,
                "cancelled": states == {S.CANCELLED},
                "paid": S.PLACED not in states,
            }
            assert expected[purchase.state]

    @invariant()
    def whoever_paid_has_the_goods_or_the_money(self) -> None:
        """Nobody's money is forgotten: each captured cent belongs to an order that goes on or to a refund."""
        for purchase in Purchase.objects.prefetch_related("orders", "payments"):
            paid = sum(payment.amount - payment.refunded for payment in purchase.payments.all() if payment.captured_at)
            live = (S.PAID, S.SHIPPED, S.RECEIVED, S.CLOSED)
            assert paid == sum(order.total for order in purchase.orders.all() if order.state in live)


@pytest.mark.timeout(600)
@pytest.mark.django_db
def test_a_market_in_any_order() -> None:
    run_state_machine_as_test(Market, settings=settings(max_examples=20, stateful_step_count=30, deadline=None))
