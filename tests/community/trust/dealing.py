"""Evidence as the verbs leave it, made directly: deals, what was said of them in public, endorsements."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from community.people.models import Person
from community.trust.models import Evidence
from community.trust.recording import record
from shop.checkout.models import Purchase
from shop.orders.models import Order, OrderState
from shop.reviews.models import Review
from shop.stores.models import Store
from tests.factories import ProductFactory

Kind = Evidence.Kind


def order_of(buyer: Person, store: Store) -> Order:
    number = Order.objects.count()
    purchase = Purchase.objects.create(
        buyer=buyer,
        recipient="陈",
        phone="+8613800138000",
        street="南山路 1 号",
        currency="CNY",
        total=16800,
        state=Purchase.State.PAID,
        placing_scope=f"person:{buyer.pk}",
        idempotency_key=f"deal-{number}",
        expires_at=timezone.now(),
    )
    terms: dict[str, Any] = {"currency": "CNY", "goods_total": 16800, "total": 16800, "state": OrderState.CLOSED}
    return Order.objects.create(purchase=purchase, store=store, buyer=buyer, **terms)


def bought(
    buyer: Person, store: Store, *, content: bool = True, said: str | None = None, topic: Any = None
) -> list[Evidence]:
    """A deal that went well or not; with `said` its buyer tells so in public. Returns its rows."""
    order = order_of(buyer, store)
    kinds = (Kind.KEPT, Kind.CONTENT) if content else (Kind.NOT_CONTENT,)
    if said is not None:
        product = ProductFactory(store=store)
        words = {"product": product, "product_name": product.name, "text": said, "content": content}
        Review.objects.create(order=order, store=store, buyer=buyer, **words)
    rows = [record(kind, by=buyer, about=store.owner, source=order, topic=topic) for kind in kinds]
    return [row for row in rows if row is not None]
