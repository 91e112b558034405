"""All that a page says of an order, for any number of orders in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext

from config.kit.money import Money
from shop.catalog.models import Product
from shop.orders import policies
from shop.orders.models import Order, OrderLine, OrderState, OrderTransition
from shop.orders.places import order_below, order_bought
from shop.orders.steps import LABELS, Next, Side, Step, Turn, stepper, what_next
from shop.orders.transitions import can_become
from shop.payments.models import Refund


def order_of(person: Any, reference: str) -> Order:
    """An order that the person bought or sold, or as the staff sees it. Raises Http404."""
    return get_object_or_404(with_everything(Order.objects.visible_to(person)), reference=reference)


@dataclass(frozen=True)
class ShownLine:
    """A line and where its product is, if its reader may see it."""

    line: OrderLine
    href: str


@dataclass(frozen=True)
class Passed:
    """A step that was taken: what the order became, by whom (None: the site), when, and why if that was said."""

    label: str
    actor: Any
    at: Any
    note: str


@dataclass(frozen=True)
class OrderView:
    """An order through the eyes of one side."""

    order: Order
    side: Side
    lines: list[ShownLine]
    steps: list[Step]
    next: Next
    history: list[Passed]
    can: frozenset[str]
    bought: list[Any]
    below: list[Any]

    @property
    def is_your_turn(self) -> bool:
        return self.next.turn == (Turn.SELLER if self.side == Side.SELLER else Turn.BUYER)

    @property
    def goods(self) -> Money:
        return Money(self.order.goods_total, self.order.currency)

    @property
    def delivery(self) -> Money:
        return Money(self.order.delivery_fee, self.order.currency)

    @property
    def shipment(self) -> Any:
        """How it is on its way, or None."""
        return getattr(self.order, "shipment", None)


def with_everything(orders: QuerySet[Order]) -> QuerySet[Order]:
    """With what `views_of` reads."""
    return orders.select_related(
        "store__owner", "store__photo", "purchase", "buyer__photo", "shipment"
    ).prefetch_related(
        "lines__picture",
        "lines__variant__product__store",
        Prefetch("transitions", OrderTransition.objects.select_related("actor")),
        Prefetch("refunds", Refund.objects.select_related("payment")),
    )


def views_of(orders: Iterable[Order], viewer: Any) -> list[OrderView]:
    """Orders that were read through `with_everything`, as `viewer` sees them."""
    rows = list(orders)
    lines = [line for order in rows for line in order.lines.all()]
    products = {line.variant.product_id for line in lines if line.variant}
    seen = set(Product.objects.visible_to(viewer).filter(pk__in=products).values_list("pk", flat=True))
    bought, below = order_bought.collect(rows, viewer), order_below.collect(rows, viewer)
    return [_view(order, viewer, seen, bought.get(order.pk, []), below.get(order.pk, [])) for order in rows]


def _view(order: Order, viewer: Any, seen: set[int], bought: list[Any], below: list[Any]) -> OrderView:
    side = side_of(viewer, order)
    transitions = list(order.transitions.all())
    reached = {transition.to_state: transition.at for transition in transitions}
    return OrderView(
        order=order,
        side=side,
        lines=[ShownLine(line, _href(line, seen)) for line in order.lines.all()],
        steps=stepper(order, reached),
        next=what_next(order, side, is_back=all(refund.done_at for refund in order.refunds.all())),
        history=[_passed(transition) for transition in transitions],
        can=frozenset(allowed(viewer, order)),
        bought=bought,
        below=below,
    )


def side_of(viewer: Any, order: Order) -> Side:
    """A seller who buys from themselves sees it as the buyer; what they may do as seller is offered all the same."""
    if policies.is_buyer(viewer, order):
        return Side.BUYER
    return Side.SELLER if policies.is_seller(viewer, order) else Side.STAFF


def allowed(viewer: Any, order: Order) -> Iterable[str]:
    """What the viewer may do now."""
    if order.state == OrderState.PLACED and policies.is_buyer(viewer, order):
        yield "pay"
    if can_become(order, OrderState.SHIPPED) and policies.can_ship(viewer, order):
        yield "ship"
    if can_become(order, OrderState.RECEIVED) and policies.can_receive(viewer, order):
        yield "receive"
    is_paid = order.state == OrderState.PAID
    if can_become(order, OrderState.CANCELLED) and policies.can_cancel(viewer, order):
        if not is_paid or policies.can_refund(viewer, order):
            yield "cancel"
    elif can_become(order, OrderState.REFUNDED) and policies.can_refund(viewer, order):
        yield "refund"


def _href(line: OrderLine, seen: set[int]) -> str:
    if line.variant is None or line.variant.product_id not in seen:
        return ""
    return line.variant.product.get_absolute_url()


def _passed(transition: OrderTransition) -> Passed:
    # The site's own words are kept in English and read in the reader's language.
    note = gettext(transition.note) if transition.note and transition.actor_id is None else transition.note
    return Passed(str(LABELS[OrderState(transition.to_state)]), transition.actor, transition.at, note)
