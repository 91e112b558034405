"""When a pick went bad: what buyers who came after it found counts against its picker's word in that topic.

A pick is bad when, while it stood, at least `BAD_FROM` different buyers who had ordered there after it was picked were
not content or had a promise broken; whose voice is frozen or who is suspended is not heard here either. Who takes a
pick back, or its list, keeps what came before. It is no fact of a deal, so it is no row of the ledger: it follows from
the rows there, and is gone with them when they are countered.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType

from community.picks.models import Pick
from community.trust.models import Evidence
from shop.orders.models import Order

BAD_FROM = 2
BAD = (Evidence.Kind.NOT_CONTENT, Evidence.Kind.BROKEN)


@dataclass(frozen=True)
class _Complaint:
    """A buyer was let down by the owner of stores; `order` where it is known which one it is about."""

    buyer: int
    at: datetime
    order: int | None


@dataclass(frozen=True)
class _Deal:
    """What a buyer ordered in a store, and when."""

    order: int
    products: frozenset[int]
    placed_at: datetime


def bad_picks() -> dict[tuple[int, int], int]:
    """How many picks went bad, by primary keys of person and topic; who has none is missing. At most three queries.

    For a worker, or kept for a while: it reads all picks that there are.
    """
    rows = list(_judged())
    counts = let_down(rows)
    bad = [pick for pick in rows if counts.get(pick.pk, 0) >= BAD_FROM]
    return dict(Counter((pick.list.person_id, pick.list.topic_id) for pick in bad))


def let_down(picks: Iterable[Pick]) -> dict[int, int]:
    """By primary key of the pick, how many different buyers were let down as above; those with none are missing.

    The picks come with list, store, and the product's store. Two queries, one where nobody was let down.
    """
    rows = list(picks)
    complaints = _complaints(rows)
    deals = _deals(rows, complaints)
    counts = {pick.pk: len(_buyers(pick, complaints.get(pick.seller.owner_id, ()), deals)) for pick in rows}
    return {pk: count for pk, count in counts.items() if count}


def _judged() -> Any:
    return Pick.objects.select_related("list__topic", "store", "product__store")


def _complaints(picks: list[Pick]) -> dict[int, list[_Complaint]]:
    """By the primary key of whom they are about, since the first of the picks."""
    found: dict[int, list[_Complaint]] = defaultdict(list)
    if not picks:
        return found
    rows = (
        Evidence.objects.standing()
        .heard()
        .filter(
            kind__in=BAD,
            about__in={pick.seller.owner_id for pick in picks},
            at__gt=min(pick.created_at for pick in picks),
        )
    )
    orders = ContentType.objects.get_for_model(Order).pk
    for about, by, at, kind, source in rows.values_list("about_id", "by_id", "at", "source_type_id", "source_id"):
        found[about].append(_Complaint(by, at, source if kind == orders else None))
    return found


def _deals(picks: list[Pick], complaints: dict[int, list[_Complaint]]) -> dict[tuple[int, int], list[_Deal]]:
    """What those who complained ordered, by store and buyer."""
    buyers = {complaint.buyer for rows in complaints.values() for complaint in rows}
    if not buyers:
        return {}
    stores = {pick.seller.pk for pick in picks if complaints.get(pick.seller.owner_id)}
    rows = Order.objects.filter(store__in=stores, buyer__in=buyers).order_by("id")
    products: dict[tuple[int, int, int, datetime], set[int]] = defaultdict(set)
    for *key, product in rows.values_list("store_id", "buyer_id", "pk", "placed_at", "lines__variant__product_id"):
        products[tuple(key)].add(product)  # type: ignore[index]
    found: dict[tuple[int, int], list[_Deal]] = defaultdict(list)
    for (store, buyer, order, placed_at), bought in products.items():
        found[store, buyer].append(_Deal(order, frozenset(bought - {None}), placed_at))
    return found


def _buyers(pick: Pick, complaints: Iterable[_Complaint], deals: dict[tuple[int, int], list[_Deal]]) -> set[int]:
    """Whom the pick led into what let them down; not its picker, who knew."""
    until = min(filter(None, (pick.withdrawn_at, pick.list.deleted_at)), default=None)
    return {
        complaint.buyer
        for complaint in complaints
        if complaint.buyer != pick.list.person_id
        and complaint.at > pick.created_at
        and (until is None or complaint.at <= until)
        and any(
            _is_about(deal, pick) and pick.created_at < deal.placed_at <= complaint.at
            for deal in deals.get((pick.seller.pk, complaint.buyer), ())
            if complaint.order in (None, deal.order)
        )
    }


def _is_about(deal: _Deal, pick: Pick) -> bool:
    """Of a picked store every deal there; of a picked product those with it in them."""
    return pick.product_id is None or pick.product_id in deal.products
