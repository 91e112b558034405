"""One's hails: the one that is found by its reference, the list of all, and the line on one's home page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils import timezone

from community.hail.models import Hail
from community.offers.models import Offer
from community.offers.showing import counted
from config.kit import cursors

PAGE = 20
MOST_OPEN = 50


def own_hail(person: Any, reference: str) -> Hail:
    """One's own. Raises Http404."""
    return get_object_or_404(Hail.objects.mine(person), reference=reference)


@dataclass(frozen=True)
class HailRow:
    """A hail in the list: how many were called and answered, and with whom it was settled."""

    hail: Hail
    called: int
    answered: int
    chosen: Any = None


@dataclass(frozen=True)
class HailList:
    """Those that stand, on the first page only, and a page of those that are over."""

    open: Sequence[HailRow]
    over: Sequence[HailRow]
    next_cursor: str


def hail_list(person: Any, cursor: str | None = None) -> HailList:
    """One's hails, the latest first. Six queries, however many hails."""
    mine, now = Hail.objects.mine(person), timezone.now()
    standing = [] if cursor else list(mine.open(now).order_by("-pk")[:MOST_OPEN])
    # What a worker has not closed yet is over as well: `open` asks the clock, and so does this.
    ended = mine.filter(~Q(state=Hail.State.OPEN) | Q(expires_at__lte=now) | Q(hidden_at__isnull=False))
    over, next_cursor = cursors.newest_page(ended, cursor, PAGE)
    rows = {row.hail.pk: row for row in _rows([*standing, *over])}
    return HailList([rows[hail.pk] for hail in standing], [rows[hail.pk] for hail in over], next_cursor)


def _rows(hails: Sequence[Hail]) -> list[HailRow]:
    counts = counted(hails)
    chosen = Offer.objects.filter(hail__in=[hail.pk for hail in hails], state=Offer.State.CHOSEN)
    settled = {offer.hail_id: offer for offer in chosen.select_related("store__photo", "order")}
    return [HailRow(hail, counts[hail.pk].called, counts[hail.pk].answered, settled.get(hail.pk)) for hail in hails]


def latest_open(person: Any) -> HailRow | None:
    """The hail that one sent last and that still stands, with how many answered. Four queries, one without any."""
    hail = Hail.objects.mine(person).open().order_by("-pk").first()
    return _rows([hail])[0] if hail is not None else None
