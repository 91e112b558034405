"""What a person sees of the ledger: every fact about them, and every one that they bear out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, QuerySet

from community.trust.models import Dispute, Evidence
from community.trust.origins import Origin, origins
from config.kit import cursors

PAGE = 20
KINDS = {kind.name.lower(): kind for kind in Evidence.Kind}
NOWHERE = Origin("")
NAMES = {int(kind): name for name, kind in KINDS.items()}


@dataclass(frozen=True)
class Shown:
    """A fact as `person`, whom it is about or who bears it out, may see it. `other` is who stands on its other side,
    None where they are not to be named; `counter` the row that took it back, if any."""

    evidence: Evidence
    is_mine: bool
    other: Any = None
    origin: Origin = NOWHERE
    counter: Evidence | None = None
    dispute: Dispute | None = None

    @property
    def name(self) -> str:
        """The kind, for programs and addresses."""
        return NAMES[self.evidence.kind]

    @property
    def can_dispute(self) -> bool:
        """The rule of `policies.can_dispute`, for who is shown their own rows: no query a row."""
        return not self.is_mine and self.counter is None and self.dispute is None

    @property
    def why(self) -> str:
        """Why it no longer counts, "" where it does."""
        return str(self.counter.get_why_display()) if self.counter else ""


@dataclass(frozen=True)
class Tally:
    """How many facts of a kind stand."""

    name: str
    label: str
    count: int
    is_against: bool


def evidence_about(person: Any) -> QuerySet[Evidence]:
    """Every fact about the person, also those that were countered."""
    return _facts(person).filter(about=person.pk)


def evidence_by(person: Any) -> QuerySet[Evidence]:
    """Every fact that the person bears out."""
    return _facts(person).filter(by=person.pk)


def _facts(person: Any) -> QuerySet[Evidence]:
    related = ("by__photo", "about__photo", "topic", "countered_by", "dispute")
    return Evidence.objects.visible_to(person).select_related(*related)


def of_kind(rows: QuerySet[Evidence], name: str) -> QuerySet[Evidence]:
    """Those of the kind that `name` names; all where it names none."""
    return rows.filter(kind=KINDS[name]) if name in KINDS else rows


def page_of(rows: QuerySet[Evidence], person: Any, cursor: str | None) -> tuple[list[Shown], str]:
    """A page of facts, the latest first, and the cursor to the next. Two queries, and one a kind of source."""
    found, following = cursors.newest_page(rows, cursor, PAGE)
    return shown(found, person), following


def shown(rows: Iterable[Evidence], person: Any) -> list[Shown]:
    """`rows`, of `evidence_about` or `evidence_by` the person, as they may see them."""
    found = list(rows)
    others = {row.about_id if row.by_id == person.pk else row.by_id for row in found}
    people = get_user_model().objects.visible_to(person).filter(pk__in=others, is_active=True).select_related("photo")
    seen, came_from = {other.pk: other for other in people}, origins(found, person)
    return [_shown(row, person, seen, came_from.get(row.pk, NOWHERE)) for row in found]


def _shown(row: Evidence, person: Any, seen: dict[int, Any], came_from: Origin) -> Shown:
    is_mine = row.by_id == person.pk
    # Whoever reported is for the staff alone to know.
    other = seen.get(row.about_id) if is_mine else seen.get(row.by_id) if row.kind != Evidence.Kind.REPORTED else None
    dispute = None if is_mine else getattr(row, "dispute", None)
    return Shown(row, is_mine, other, came_from, getattr(row, "countered_by", None), dispute)


def tallies(rows: QuerySet[Evidence]) -> list[Tally]:
    """How many of `rows` stand, of each kind that there is, what speaks for somebody first. One query."""
    standing = rows.filter(countered_by=None).order_by().values_list("kind").annotate(count=Count("pk"))
    counts = dict(standing)
    found = [kind for kind in Evidence.Kind if counts.get(kind)]
    found.sort(key=lambda kind: kind in Evidence.AGAINST)
    return [Tally(NAMES[kind], str(kind.label), counts[kind], kind in Evidence.AGAINST) for kind in found]
