"""The ledger in the memory of a process, kept in step with the database at each request.

    with reading.in_step(viewer) as known:
        known.topic(topic)...

A walk over all evidence takes half a millisecond in memory and a tenth of a second as SQL, so each process holds it.
Nobody tells a process what is new: it asks, with three statements a request, which find only what came since it last
asked. So a refund or a withdrawn endorsement counts on the next page of every process, and no worker has to run for it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import RLock, local
from time import monotonic
from typing import Any

import numpy as np
from django.core.signals import request_finished, request_started
from django.db import connection
from django.utils import timezone

from community.trust.asking import (
    Marks,
    Row,
    marks_for,
    memberships_since,
    published,
    quiet_people,
    rows_after,
)
from community.trust.columns import NO_TOPIC, Columns
from community.trust.core.indexing import CACHE_KEY
from community.trust.live import LiveIndex, LiveTopic, Published

# A row may be committed after others that were made later, by no more than the longest transaction takes: what was read
# within this time is counted, and read again where there are more.
LATE = timedelta(minutes=2)
# And of them no more than so many keys, for a first load or an import has read a million.
AGAIN = 2000


def in_transaction() -> bool:
    """Whether what is read now may never be committed."""
    return connection.in_atomic_block


class Reading:
    """What a process knows of the ledger of one database, and who reads it now (`marks.blocked`)."""

    def __init__(self) -> None:
        self.lock = RLock()
        self.forget()

    def forget(self) -> None:
        """Know nothing: whoever asks next reads all of it."""
        self.columns, self.marks = Columns(_today()), Marks()
        self.is_loaded = self._may_be_gone = False
        self._asked_at: datetime | None = None
        # The last keys that were read, at most `AGAIN`, and when; the highest of those before, and of all.
        self._recent: deque[tuple[float, int]] = deque()
        self._settled = self._highest = 0
        # People who are not heard, and those of their rows that are out for that.
        self._quiet: dict[int, set[int]] = {}
        self._shut: frozenset[int] = frozenset()
        # What was worked out for each topic, and by which computation.
        self._published: dict[int, Published] = {}
        self._published_by = 0
        # Of each membership whether it counts, its group and its person aside.
        self._is_in = bytearray()

    @property
    def index(self) -> LiveIndex:
        """The core's indexes of what is known."""
        return LiveIndex.of(self.columns)  # type: ignore[return-value]

    def topic(self, topic: int) -> LiveTopic:
        """The index of a topic, with its public voices as they were counted last: a statement where that is new."""
        if self.marks.voices != self._published_by:
            self._published_by, self._published = self.marks.voices, {}
        if topic not in self._published:
            self._published[topic] = published(self.marks.voices, topic, self.columns.n)
        found = self.index.topic(topic)
        found.publish(self._published[topic])
        return found

    def circle_of(self, viewer: int | None, topic: int) -> int:
        """How many people who are heard the viewer's trust reaches in one step; nobody for a guest."""
        reached = np.flatnonzero(self.topic(topic).walk(viewer).first)
        return int(np.count_nonzero(~np.isin(reached, list(self._quiet))))

    def catch_up(self, viewer: Any) -> None:
        """Read what is new. Three statements, and one more where a row was committed late or somebody was silenced.

        In a transaction what is known already will do: what it has not committed may never be.
        """
        if self._may_be_gone:
            self.forget()
        if self.is_loaded and in_transaction():
            self.marks = marks_for(viewer)
            return
        self._may_be_gone = in_transaction()
        self.columns.today = _today()
        asked_at = timezone.now()
        self._read_rows(self._highest)
        members_changed = self._read_memberships()
        window = self._window()
        marks = marks_for(viewer, window)
        if marks.rows > self._known_within(*window):
            self._read_rows(window[0])
        self._heed(marks, members_changed)
        self._asked_at, self.is_loaded = asked_at, True

    def _read_rows(self, after: int) -> None:
        now = monotonic()
        for row in rows_after(after):
            if self.columns.rows.find(row[0]) is None:
                self._take_in(row)
                self._recent.append((now, row[0]))
                self._highest = max(self._highest, row[0])

    def _window(self) -> tuple[int, int]:
        """The keys between which (the first excluded) a row may still have been missed."""
        late = monotonic() - LATE.total_seconds()
        while self._recent and (self._recent[0][0] < late or len(self._recent) > AGAIN):
            self._settled = max(self._settled, self._recent.popleft()[1])
        return self._settled, self._highest

    def _known_within(self, first: int, last: int) -> int:
        return sum(first < key <= last for _when, key in self._recent)

    def _take_in(self, row: Row) -> None:
        key, by, about, kind, topic, day, counters = row
        place = self.columns.add(key, by, about, kind, topic or NO_TOPIC, day)
        if counters is None:
            if by in self._quiet:
                self._take_out({place}, quiet=by)
            return
        # A counter-row says nothing itself.
        self._take_out({place})
        countered = self.columns.rows.find(counters)
        if countered is not None:
            if countered in self._quiet.get(by, ()):
                self._quiet[by].discard(countered)
            elif self.columns.kind[countered] >= 0:
                self._take_out({countered})

    def _take_out(self, places: set[int], quiet: int | None = None) -> None:
        if quiet is not None:
            self._quiet[quiet] |= places
        if CACHE_KEY in self.columns.cache:
            self.columns.cache[CACHE_KEY].take_out(places)
        else:
            for place in places:
                self.columns.kind[place] = -1 - self.columns.kind[place]

    def _read_memberships(self) -> bool:
        """Whether any of them was changed, rather than added."""
        columns, changed = self.columns, False
        for key, person, group, is_in, day in memberships_since(self._asked_at and self._asked_at - LATE):
            place = columns.members.find(key)
            if place is not None and (columns.mem_day[place], self._is_in[place]) != (day, is_in):
                self._is_in[place], columns.mem_day[place], changed = is_in, day, True
            elif place is None and is_in:
                self._is_in.append(True)
                columns.add_membership(key, person, group, self._passes(person, group), day)
        return changed

    def _passes(self, person: int, group: int) -> bool:
        return group not in self._shut and person not in self._quiet

    def _heed(self, marks: Marks, members_changed: bool) -> None:
        """Notice who is heard no more, or again, and which groups pass nothing on."""
        before, self.marks = self.marks, marks
        if marks.shut != before.shut:
            self._shut, members_changed = marks.shut, True
        if marks.quiet != before.quiet:
            self._silence(quiet_people())
            members_changed = True
        if members_changed:
            self._count_members_again()

    def _silence(self, people: set[int]) -> None:
        heard_again = self._quiet.keys() - people
        for person in people - self._quiet.keys():
            self._quiet[person] = set()
            self._take_out(set(self.index.rows_by(person)), quiet=person)
        for person in heard_again:
            self.index.put_back(self._quiet.pop(person))

    def _count_members_again(self) -> None:
        columns = self.columns
        user, group = (np.array(column) for column in (columns.mem_user, columns.mem_group))
        passes = np.frombuffer(bytes(self._is_in), np.uint8).astype(bool)
        passes &= ~np.isin(group, list(self._shut)) & ~np.isin(user, list(self._quiet))
        columns.mem_ok[:] = type(columns.mem_ok)("b", passes.astype(np.int8).tobytes())
        if CACHE_KEY in columns.cache:
            columns.cache[CACHE_KEY].count_members_again()


def _today() -> int:
    return timezone.now().date().toordinal()


_readings: dict[str, Reading] = {}
_request = local()


def reading() -> Reading:
    """What this process knows of the database that it reads now."""
    return _readings.setdefault(str(connection.settings_dict["NAME"]), Reading())


@contextmanager
def in_step(viewer: Any = None) -> Iterator[Reading]:
    """What is known, with all that is committed by now; held for this thread until the block ends.

    Within a request it is read once for a reader: what a request writes counts from the next one.
    """
    known, who = reading(), getattr(viewer, "pk", None)
    with known.lock:
        read_for = getattr(_request, "read_for", None)
        if read_for is None or who not in read_for:
            known.catch_up(viewer)
            if who is not None:
                known.columns.n = max(known.columns.n, who + 1)
            if read_for is not None:
                read_for[who] = known.marks.blocked
        blocked = known.marks.blocked if read_for is None else read_for[who]
        with known.index.not_hearing(blocked):
            yield known


@contextmanager
def read_once() -> Iterator[None]:
    """Inside, the ledger is read once for a reader, as within a request."""
    if getattr(_request, "read_for", None) is not None:
        yield
        return
    _begin_request()
    try:
        yield
    finally:
        _end_request()


def _begin_request(**_: Any) -> None:
    _request.read_for = {}


def _end_request(**_: Any) -> None:
    _request.read_for = None


request_started.connect(_begin_request, dispatch_uid="trust.reading.begin")
request_finished.connect(_end_request, dispatch_uid="trust.reading.end")
