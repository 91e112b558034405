"""Lists in the order of trust: what the reader may trust most comes first, with places kept for newcomers.

One place in `NEW_ONE_IN` goes to a store that is new and that the reader's circle could reach: its owner is somebody to
whom trust of the reader leads in two steps, but of whom too few have spoken to be found by it. It is marked as new.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils import timezone
from taggit.models import Tag

from community.trust.columns import ANY_TOPIC
from community.trust.reading import in_step
from community.trust.tracing import NOBODY_KNOWN, traces
from config.kit import cursors

# Of so many of the newest that fit, those with most trust come first.
RANKED = 400
NEW_ONE_IN = 5
NEW_DAYS = 60
NEW_FEWER_THAN = 5
# Scores that are as close as this are the same: then what the list went by before decides.
STEP = 0.01
UNKNOWN = round(NOBODY_KNOWN / STEP)


class Candidate(NamedTuple):
    """Something to be put in order: its key, whose it is, and since when it is there (None: never a newcomer)."""

    key: int
    owner: int
    since: datetime | None = None


@dataclass(frozen=True)
class Ranked:
    """A place in the list. `rank` falls from place to place; `is_new`: the place is one of those kept for newcomers."""

    key: int
    rank: int
    is_new: bool = False


def ranked(viewer: Any, candidates: Iterable[Candidate], topic: int | None = None) -> list[Ranked]:
    """All candidates in the order of trust in the topic (of a tag), those of equal trust as they were given.

    Three statements.
    """
    rows = list(candidates)
    if not rows:
        return []
    with in_step(viewer) as known:
        found = traces(known, viewer.pk, [row.owner for row in rows], topic or ANY_TOPIC, most=0)
        reached = known.topic(topic or ANY_TOPIC).walk(viewer.pk).both
    recent = timezone.now() - timedelta(days=NEW_DAYS)
    known_ones: list[Ranked] = []
    newcomers: list[Ranked] = []
    for row, trace in zip(rows, found, strict=True):
        is_young = row.since is not None and row.since > recent and trace.speakers < NEW_FEWER_THAN
        is_near = row.owner < len(reached) and reached[row.owner] > 0 and row.owner != viewer.pk
        rank = round(trace.score / STEP)
        # Whom the circle speaks well of already needs no place that is kept.
        is_new = is_young and is_near and rank <= UNKNOWN
        (newcomers if is_new else known_ones).append(Ranked(row.key, rank, is_new))
    for line in (known_ones, newcomers):
        line.sort(key=lambda place: -place.rank)
    return _with_newcomers(known_ones, newcomers)


def _with_newcomers(known: Sequence[Ranked], newcomers: Sequence[Ranked]) -> list[Ranked]:
    """One place in `NEW_ONE_IN` for newcomers, as long as there are any of both."""
    line: list[Ranked] = []
    rest, new = list(reversed(known)), list(reversed(newcomers))
    while rest or new:
        is_theirs = len(line) % NEW_ONE_IN == NEW_ONE_IN - 1
        line.append(new.pop() if new and (is_theirs or not rest) else rest.pop())
    return line


@dataclass(frozen=True)
class Page:
    """A page of a list in order: the keys of its rows, which of them have a newcomer's place, and the cursor to the
    rest, "" where there is none."""

    keys: list[int]
    new: frozenset[int]
    next_cursor: str


def page_of(line: Sequence[Ranked], rows: QuerySet[Any], cursor: str | None, limit: int) -> Page:
    """The page after `cursor` of what stands in `line`, and behind it those of `rows` that are older than all of that,
    the latest first. One query, none while the line lasts or where it holds all there is."""
    after = cursors.decode_id(cursor)
    places = _after(line, after)
    keys = [place.key for place in places[: limit + 1]]
    if len(keys) <= limit and len(line) >= RANKED:
        beyond = min([place.key for place in line] + ([] if after is None or places else [after]))
        older = rows.filter(pk__lt=beyond).order_by("-pk").values_list("pk", flat=True)
        keys += older[: limit + 1 - len(keys)]
    new = frozenset(place.key for place in places[:limit] if place.is_new)
    return Page(keys[:limit], new, cursors.encode(keys[limit - 1]) if len(keys) > limit else "")


def _after(line: Sequence[Ranked], key: int | None) -> Sequence[Ranked]:
    """What follows the place of a row; all where there is no key, nothing where it is beyond the line."""
    if key is None:
        return line
    at = next((at for at, place in enumerate(line) if place.key == key), len(line))
    return line[at + 1 :]


def in_order(rows: QuerySet[Any], keys: Sequence[int]) -> list[Any]:
    """The objects of `rows` with those keys, in their order. One query."""
    found = rows.in_bulk(keys)
    return [found[key] for key in keys if key in found]


def topic_named(words: Sequence[str]) -> int | None:
    """The tag that one of these words names, if any. One query."""
    return Tag.objects.filter(name__in=words).order_by("pk").values_list("pk", flat=True).first() if words else None
