"""Lists of orders, a page at a time, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from config.kit import cursors
from config.kit.money import Money
from shop.orders.models import Order, OrderQuerySet, OrderState

S = OrderState
LIMIT = 20

# What a tab stands for: its name in the address, its label, and the states of the orders on it.
BUYER_TABS = (
    ("", _("All"), tuple(S)),
    ("to-pay", _("To pay"), (S.PLACED,)),
    ("to-ship", _("Being packed"), (S.PAID,)),
    ("shipped", _("On the way"), (S.SHIPPED,)),
    ("done", _("Done"), (S.RECEIVED, S.CLOSED, S.CANCELLED, S.REFUNDED)),
)
SELLER_TABS = (
    ("", _("To ship"), (S.PAID,)),
    ("to-pay", _("Not paid yet"), (S.PLACED,)),
    ("shipped", _("On the way"), (S.SHIPPED,)),
    ("done", _("Done"), (S.RECEIVED, S.CLOSED, S.CANCELLED, S.REFUNDED)),
    ("all", _("All"), tuple(S)),
)
CHIPS = {S.PLACED: "cin", S.PAID: "gold", S.SHIPPED: "gold", S.CANCELLED: "red", S.REFUNDED: "red"}


@dataclass(frozen=True)
class Tab:
    """A tab of a list: `count` only where a number says that something is to be done."""

    name: str
    label: str
    is_current: bool
    count: int = 0


@dataclass(frozen=True)
class Row:
    """An order in a list."""

    order: Order

    @property
    def chip(self) -> str:
        """The colour of the state's chip."""
        return CHIPS.get(S(self.order.state), "")

    @property
    def name(self) -> str:
        """What was bought, by its first line."""
        return next((f"{line.product_name} {line.variant_name}".strip() for line in self.order.lines.all()), "")

    @property
    def picture(self) -> Any:
        return next((line.picture for line in self.order.lines.all() if line.picture), None)

    @property
    def pieces(self) -> int:
        return sum(line.quantity for line in self.order.lines.all())

    @property
    def money(self) -> Money:
        return self.order.money


@dataclass(frozen=True)
class OrderPage:
    """One page of a list, and the cursor of the next."""

    rows: list[Row]
    tabs: list[Tab]
    next_cursor: str


def buyers_page(orders: QuerySet[Order], *, tab: str = "", cursor: str | None = None) -> OrderPage:
    """A page of what somebody bought; an unknown tab is the first one."""
    return _page(orders, BUYER_TABS, tab, cursor, counted=("to-pay",))


def sellers_page(orders: QuerySet[Order], *, tab: str = "", cursor: str | None = None) -> OrderPage:
    """A page of what somebody sold."""
    return _page(orders, SELLER_TABS, tab, cursor, counted=("",))


def to_ship(orders: QuerySet[Order]) -> int:
    """How many of them wait to be shipped."""
    return orders.filter(state=S.PAID).count()


def _page(
    orders: QuerySet[Order], tabs: Sequence[Any], tab: str, cursor: str | None, *, counted: Sequence[str]
) -> OrderPage:
    current = tab if tab in {name for name, _label, _states in tabs} else tabs[0][0]
    states = next(states for name, _label, states in tabs if name == current)
    page: OrderQuerySet = orders.filter(state__in=states)  # type: ignore[assignment]
    found, next_cursor = cursors.newest_page(page.for_lists(), cursor, LIMIT)
    counts = dict(orders.order_by().values_list("state").annotate(number=Count("pk")))
    return OrderPage(
        rows=[Row(order) for order in found],
        tabs=[
            Tab(name, str(label), name == current, sum(counts.get(s, 0) for s in states) if name in counted else 0)
            for name, label, states in tabs
        ],
        next_cursor=next_cursor,
    )
