"""What a seller has to do today, and how the last thirty days went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncDate
from django.utils import timezone

from config.kit.charts import Bar, bars
from config.kit.money import Money
from shop.catalog.models import Product, Variant
from shop.orders.models import Order, OrderState
from shop.stores.models import Store

# So few pieces of a choice are few.
LOW = 3
DAYS = 30
SOLD = (OrderState.PAID, OrderState.SHIPPED, OrderState.RECEIVED, OrderState.CLOSED)


@dataclass(frozen=True)
class ToDo:
    """Counts of what waits for the seller."""

    to_ship: int
    to_pay: int
    low: int
    without_limits: int
    off_shelf: int

    @property
    def is_empty(self) -> bool:
        return not any((self.to_ship, self.low, self.without_limits))


@dataclass(frozen=True)
class Figures:
    """Paid orders of the last thirty days, by the reader's days."""

    sold: Money
    orders: int
    bars: list[Bar]


def to_do(store: Store) -> ToDo:
    """Three queries."""
    waiting = Count("pk", filter=Q(state=OrderState.PAID)), Count("pk", filter=Q(state=OrderState.PLACED))
    orders = Order.objects.filter(store=store).aggregate(to_ship=waiting[0], to_pay=waiting[1])
    shelf = Q(state=Product.State.PUBLISHED)
    products = Product.objects.filter(store=store).aggregate(
        without_limits=Count("pk", filter=shelf & Q(not_for="")),
        off_shelf=Count("pk", filter=Q(state=Product.State.DRAFT)),
    )
    return ToDo(low=low_variants(store).count(), **orders, **products)


def low_variants(store: Store) -> Any:
    """Choices on the shelf of which few or none are left."""
    return Variant.objects.active().filter(
        product__store=store,
        product__state=Product.State.PUBLISHED,
        stock__is_tracked=True,
        stock__available__lte=LOW,
    )


def figures(store: Store) -> Figures:
    """One query."""
    today = timezone.localdate()
    days = [today - timedelta(days=back) for back in range(DAYS - 1, -1, -1)]
    since = timezone.now() - timedelta(days=DAYS + 1)
    rows = (
        Order.objects.filter(store=store, state__in=SOLD, placed_at__gte=since)
        .annotate(day=TruncDate("placed_at"))
        .values("day")
        .annotate(sum=Sum("total"), count=Count("pk"))
        .order_by()
    )
    by_day = {row["day"]: row for row in rows}
    sums = [by_day[day]["sum"] if day in by_day else 0 for day in days]
    orders = sum(by_day[day]["count"] for day in days if day in by_day)
    said = [
        (f"{day.month}/{day.day}", minor, str(Money(minor, store.currency)))
        for day, minor in zip(days, sums, strict=True)
    ]
    return Figures(Money(sum(sums), store.currency), orders, bars(said))
