"""What pages and the API show of standing needs: to their person, and to nobody else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from community.hail.models import Hail
from community.needs.models import NeedMatch, NeedTurn, StandingNeed
from community.notifications.clocks import zone_of
from config.kit import cursors
from shop.catalog.models import ProductPicture

PAGE = 20
MATCHES = 20


@dataclass(frozen=True)
class Kept:
    """A standing need with the turn ahead of it, the one before, and how many things were found that are still there
    to be seen."""

    need: StandingNeed
    ahead: NeedTurn | None
    last: NeedTurn | None
    found: int


def needs_of(person: Any) -> QuerySet[StandingNeed]:
    """All of one's own, those that stand first."""
    return _with_all(StandingNeed.objects.visible_to(person))


def need_of(person: Any, reference: str) -> StandingNeed:
    """One of the person's own. Raises Http404."""
    return get_object_or_404(needs_of(person), reference=reference)


def weekly_of(person: Any, reference: str) -> StandingNeed:
    """One of the person's own that is asked every week. Raises Http404."""
    need = need_of(person, reference)
    if not need.is_weekly:
        raise Http404
    return need


def needs_page(
    person: Any, cursor: str | None = None, *, ended: bool = False, size: int = PAGE
) -> tuple[list[Kept], str]:
    """Those that stand, or those that ended; the newest first, and the next cursor. At most five queries."""
    rows, onward = cursors.newest_page(needs_of(person).filter(ended_at__isnull=not ended), cursor, size)
    return kept(person, rows), onward


def kept(person: Any, needs: list[StandingNeed]) -> list[Kept]:
    """With what is ahead and what was found. Two queries at most."""
    seen = NeedMatch.objects.visible_to(person).filter(need__in=needs).order_by()
    watching = any(not need.is_weekly for need in needs)
    counts = dict(seen.values_list("need").annotate(count=Count("pk"))) if watching else {}
    return [_kept(need, counts.get(need.pk, 0)) for need in needs]


def matches_page(
    person: Any, need: StandingNeed, cursor: str | None, size: int = MATCHES
) -> tuple[list[NeedMatch], str]:
    """What was found for it, the latest first, as far as it is still there to be seen. Two queries."""
    about = ("group", "product__store", "post__author__photo")
    rows = NeedMatch.objects.visible_to(person).filter(need=need).select_related(*about)
    pictures = Prefetch("product__pictures", ProductPicture.objects.select_related("picture"))
    return cursors.newest_page(rows.prefetch_related(pictures), cursor, size)


def from_hail(person: Any, reference: str) -> Hail | None:
    """The person's own hail of which a need is to be made."""
    return Hail.objects.mine(person).filter(reference=reference).first() if reference.isalnum() else None


def said_in(hail: Hail) -> dict[str, Any]:
    """What a hail says, by the fields of a weekly need; the hour is that of the hail, on its person's clock."""
    asked = timezone.localtime(hail.created_at, zone_of(hail.person))
    ahead = (hail.needed_on - asked.date()).days if hail.needed_on else None
    return {
        "text": hail.text,
        "budget": hail.budget,
        "needed_in": ahead if ahead is not None and ahead <= 6 else None,
        "audience": hail.audience,
        "groups": [row.group for row in hail.in_groups.select_related("group")],
        "tags": list(hail.tags.names()),
        "weekday": asked.weekday(),
        "hour": asked.hour,
    }


def _with_all(rows: Any) -> QuerySet[StandingNeed]:
    turns = NeedTurn.objects.order_by("-day")[:2]
    return rows.prefetch_related("tags", "in_groups__group", Prefetch("turns", turns, to_attr="last_turns"))


def _kept(need: Any, found: int) -> Kept:
    ahead = next((turn for turn in need.last_turns if turn.done_at is None), None)
    last = next((turn for turn in need.last_turns if turn.done_at is not None), None)
    return Kept(need, ahead, last, found)
