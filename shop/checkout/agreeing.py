"""Placing what a buyer and a seller agreed on outside the shelf: one order at the price that was agreed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction

from config.kit.errors import NotAllowed
from config.kit.money import Money
from shop.bag.selling import Problem, problem_of, with_all
from shop.catalog.models import Variant
from shop.checkout import policies
from shop.checkout.addresses import remember_address
from shop.checkout.errors import NothingToBuy
from shop.checkout.models import Purchase
from shop.checkout.placing import Recipient, begin_order, begin_purchase, placed_as, to_whom
from shop.events import order_placed
from shop.orders.models import Order, OrderLine
from shop.payments.paying import settle_free
from shop.stock.errors import OutOfStock
from shop.stock.reserving import reserve
from shop.stores.models import Store


@dataclass(frozen=True)
class Agreed:
    """`quantity` pieces of something at `unit_price`, and `delivery_fee` once; both in minor units of the store's
    currency. `name` is the whole of it, also which variant it is. `variant` is None for what is made for this buyer
    alone: then there is no stock to reserve. `pay_within` is for how long it is kept unpaid, where the buyer does not
    stand at the checkout now."""

    store: Store
    name: str
    quantity: int
    unit_price: int
    delivery_fee: int = 0
    variant: Variant | None = None
    note: str = ""
    pay_within: timedelta | None = None

    @property
    def goods_total(self) -> int:
        return self.unit_price * self.quantity


def place_agreed(
    person: Any, *, agreed: Agreed, recipient: str, phone: str, street: str, idempotency_key: str
) -> Order:
    """Order what was agreed, at that price whatever the shelf says now, with its stock reserved.

    The same key of the same buyer gives the order that it gave before. Raises NotAllowed (guests too: one agrees with
    somebody), KeyMissing, Invalid (at recipient, phone or street), NothingToBuy where the store does not sell now or
    the goods are gone, OutOfStock.
    """
    if not person.is_authenticated or not policies.can_place(person):
        raise NotAllowed
    # Keys of agreements are apart from those of bags: else what was bought with this key would be what was agreed.
    placed = placed_as(person, None, idempotency_key) | {"placing_scope": f"agreed:{person.pk}"}
    if standing := _standing(placed):
        return standing
    to = to_whom(person, recipient, phone, street)
    try:
        with transaction.atomic():
            return _place(person, agreed, to, placed)
    except IntegrityError:
        # The same was placed by another process while we were at it: the key decides.
        if standing := _standing(placed):
            return standing
        raise


def _standing(placed: Mapping[str, str]) -> Order | None:
    return Order.objects.filter(purchase__in=Purchase.objects.filter(**placed)).first()


def _place(buyer: Any, agreed: Agreed, to: Recipient, placed: Mapping[str, str]) -> Order:
    variant = _fresh(agreed)
    total = Money(agreed.goods_total + agreed.delivery_fee, agreed.store.currency)
    line = OrderLine(
        variant=variant,
        product_name=agreed.name,
        picture=variant.product.picture if variant else None,
        unit_price=agreed.unit_price,
        quantity=agreed.quantity,
    )
    purchase = begin_purchase(buyer, to, total, placed, agreed.pay_within)
    order = begin_order(purchase, agreed.store, [line], Money(agreed.delivery_fee, total.currency), agreed.note)
    reserve(order.lines.all(), buyer)
    remember_address(buyer, recipient=to.recipient, phone=to.phone, street=to.street)
    order_placed.send(sender=Order, order=order, actor=buyer)
    if not purchase.total:
        settle_free(purchase)
    return order


def _fresh(agreed: Agreed) -> Variant | None:
    """The variant as it stands now. Raises NothingToBuy, OutOfStock."""
    store = Store.objects.selling().filter(pk=agreed.store.pk)
    if agreed.variant is None:
        if not store.exists():
            raise NothingToBuy
        return None
    variant = with_all(Variant.objects.filter(pk=agreed.variant.pk)).first()
    problem = problem_of(variant, agreed.quantity) if variant else Problem.GONE
    if problem in (Problem.SOLD_OUT, Problem.SHORT):
        raise OutOfStock(agreed.name, variant.stock.available)
    if problem is not None:
        raise NothingToBuy
    return variant
