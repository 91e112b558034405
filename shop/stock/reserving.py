"""Stock follows orders: reserved when placed, committed when paid, released or put back when given up.

Every function takes the lines of one or more orders, runs inside the caller's transaction, touches the
items in the order of their ids (so that two of them never wait for each other), changes each by one
conditional update, and writes one movement a line. What an order never reserved, because it was made to
order then, moves nothing later.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import F

from config.kit.errors import Conflict
from shop.orders.models import OrderLine
from shop.stock.errors import OutOfStock
from shop.stock.models import StockItem, StockMovement

Kind = StockMovement.Kind


def reserve(order_lines: Iterable[OrderLine], actor: Any) -> None:
    """Promise the lines' pieces to their orders. Raises OutOfStock, naming the first line that is short."""
    for line, item in _with_items(order_lines):
        if not item.is_tracked:
            continue
        if not _move(item, line, Kind.RESERVE, available=-line.quantity, reserved=line.quantity, actor=actor):
            raise OutOfStock(_name(line), StockItem.objects.get(pk=item.pk).available)


def commit(order_lines: Iterable[OrderLine], actor: Any) -> None:
    """The orders are paid: what was reserved for them has left the shelf."""
    for line, item in _reserved(order_lines):
        _must(_move(item, line, Kind.COMMIT, reserved=-line.quantity, actor=actor))


def release(order_lines: Iterable[OrderLine], actor: Any) -> None:
    """The orders were given up before they were paid: what was reserved for them is for sale again."""
    for line, item in _reserved(order_lines):
        _must(_move(item, line, Kind.RELEASE, available=line.quantity, reserved=-line.quantity, actor=actor))


def put_back(order_lines: Iterable[OrderLine], actor: Any) -> None:
    """The orders were given up after they were paid and before they were shipped: back on the shelf."""
    for line, item in _in_state(order_lines, has=Kind.COMMIT, lacks={Kind.RETURN}):
        _must(_move(item, line, Kind.RETURN, available=line.quantity, actor=actor))


def _reserved(order_lines: Iterable[OrderLine]) -> list[tuple[OrderLine, StockItem]]:
    return _in_state(order_lines, has=Kind.RESERVE, lacks={Kind.COMMIT, Kind.RELEASE})


def _in_state(order_lines: Iterable[OrderLine], *, has: str, lacks: set[str]) -> list[tuple[OrderLine, StockItem]]:
    """The lines whose movements say that they are at this point, with their items."""
    lines = list(order_lines)
    moved: dict[int, set[str]] = defaultdict(set)
    for line_id, kind in StockMovement.objects.filter(order_line__in=lines).values_list("order_line_id", "kind"):
        moved[line_id].add(kind)
    return _with_items(line for line in lines if has in moved[line.pk] and not moved[line.pk] & lacks)


def _with_items(order_lines: Iterable[OrderLine]) -> list[tuple[OrderLine, StockItem]]:
    """Each line with its item, in the order of the items' ids; lines whose variant is gone are left out."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("stock moves only inside the transaction of what moves it")
    lines = [line for line in order_lines if line.variant_id]
    found = StockItem.objects.filter(variant__in=[line.variant_id for line in lines])
    items = {item.variant_id: item for item in found}
    pairs = [(line, items[line.variant_id]) for line in lines if line.variant_id in items]
    return sorted(pairs, key=lambda pair: (pair[1].pk, pair[0].pk))


def _move(item: StockItem, line: OrderLine, kind: str, *, available: int = 0, reserved: int = 0, actor: Any) -> bool:
    """One conditional update and its movement. False, with nothing changed, where too few are there."""
    enough = {}
    if available < 0:
        enough["available__gte"] = -available
    if reserved < 0:
        enough["reserved__gte"] = -reserved
    changed = StockItem.objects.filter(pk=item.pk, **enough).update(
        available=F("available") + available, reserved=F("reserved") + reserved
    )
    if not changed:
        return False
    StockMovement.objects.create(
        item=item,
        kind=kind,
        available_delta=available,
        reserved_delta=reserved,
        order_line=line,
        actor=actor if getattr(actor, "is_authenticated", False) else None,
    )
    return True


def _must(moved: bool) -> None:
    if not moved:
        raise Conflict(code="stock_disagrees")


def _name(line: OrderLine) -> str:
    return f"{line.product_name} {line.variant_name}".strip()
