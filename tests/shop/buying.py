"""Ways to get a purchase, an order or a payment into the state that a test is about, by the verbs themselves."""

from __future__ import annotations

from itertools import count
from typing import Any

from django.contrib.auth.models import AnonymousUser

from shop.bag.filling import bag_of, put_in
from shop.bag.models import Bag
from shop.checkout.models import Purchase
from shop.checkout.placing import place_purchase
from shop.orders.models import Order
from shop.orders.receiving import confirm_received
from shop.orders.shipping import ship
from shop.payments.models import Payment, Refund
from shop.payments.paying import start_payment
from shop.payments.refunding import send_refund
from shop.sandbox.hosting import answer
from shop.sandbox.models import SandboxCharge

GUEST = AnonymousUser()
TO = {"recipient": "林晓雨", "phone": "138 0013 8000", "street": "杭州市西湖区龙井路 1 号"}

_keys = count()


def new_key() -> str:
    """An idempotency key that no test used before."""
    return f"key-{next(_keys)}"


def bag_with(person: Any, *products: Any, quantity: int = 1) -> Bag:
    """The person's bag, or a new guest's, with the first variant of each product."""
    bag = bag_of(person, create=True)
    assert bag is not None
    for product in products:
        put_in(bag, variant=product.variant, quantity=quantity)
    return bag


def place(person: Any, *products: Any, quantity: int = 1, key: str = "", **more: Any) -> Purchase:
    """A purchase of these products, not yet paid."""
    contact = {} if person.is_authenticated else {"guest_contact": "guest@qunpu.example"}
    bag = bag_with(person, *products, quantity=quantity)
    return place_purchase(person, bag=bag, idempotency_key=key or new_key(), **(TO | contact | more))


def charge_of(payment: Payment) -> SandboxCharge:
    """The payment as the sandbox has it."""
    return SandboxCharge.objects.get(shop_reference=payment.reference)


def pay(purchase: Purchase, how: str = "pay") -> Payment:
    """Pay on the sandbox's page, in one of its ways."""
    payment = start_payment(purchase.buyer, purchase=purchase)
    answer(charge_of(payment), how)
    payment.refresh_from_db()
    purchase.refresh_from_db()
    return payment


def paid_order(person: Any, product: Any, quantity: int = 1) -> Order:
    """An order that is to be shipped."""
    purchase = place(person, product, quantity=quantity)
    pay(purchase)
    return purchase.orders.get()


def shipped_order(person: Any, product: Any) -> Order:
    return ship(product.store.owner, order=paid_order(person, product))


def received_order(person: Any, product: Any) -> Order:
    return confirm_received(person, order=shipped_order(person, product))


def send_refunds() -> None:
    """Have all refunds that wait sent."""
    for pk in Refund.objects.filter(done_at=None).values_list("pk", flat=True):
        send_refund(pk)
