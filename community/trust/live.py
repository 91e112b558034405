"""The core's indexes, from which rows can be taken out again, and which read public voices instead of computing them.

The core only ever sees rows appended, and would have to build its indexes anew where one is taken back. To take one out
here costs what adding it did: its pair is asked again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np

from community.trust.columns import ANY_TOPIC, Columns
from community.trust.core.crowds import Custom
from community.trust.core.evidence import Floats, Integers
from community.trust.core.indexing import Index, Topic, Walked
from community.trust.core.memberships import Memberships
from community.trust.core.pairs import Pairs
from community.trust.core.weights import PASSED_MOST

# What is left of a person's voice in a topic for each pick of theirs there that went bad.
LEFT_BY_A_BAD_PICK = 0.5
# The topic of a row that is out: none that anybody asks for.
NOWHERE = -1


@dataclass(frozen=True, eq=False)
class Published:
    """What a computation found out for a topic: public voices (0 to 1), a place for each person; what strangers usually
    say; and how many picks there went bad, by person."""

    voices: Floats
    custom: Custom = field(default_factory=Custom)
    bad_picks: Mapping[int, int] = field(default_factory=dict)


class LivePairs(Pairs):
    """Pairs whose rows come and go. A row that is out has a kind below zero in its column, by which it finds back."""

    @classmethod
    def taking_over(cls, pairs: Pairs) -> LivePairs:
        live = cls.__new__(cls)
        live.__dict__.update(pairs.__dict__)
        return live

    def rows_of(self, slot: int) -> list[int]:
        return [row for row in super().rows_of(slot) if self.evidence.kind[row] >= 0]

    def in_topic(self, topic: int) -> Integers:
        return self.all if topic == ANY_TOPIC else super().in_topic(topic)

    def tally(self, slot: int, topic: int, without: Collection[int] = ()) -> tuple[Floats, Floats]:
        here, elsewhere = super().tally(slot, topic, without)
        return (here + elsewhere, 0.0 * elsewhere) if topic == ANY_TOPIC else (here, elsewhere)

    def take_out(self, row: int) -> int | None:
        """Take a row out; returns the slot that it changed, None where it is not indexed."""
        slot, kind = self._slot_of(row), self.evidence.kind[row]
        if slot is not None:
            self.all[kind, slot] -= 1
            later = self.later_rows.get(slot, [])
            if row in later:
                later.remove(row)
            else:
                self.row_topic[self._base_place(row, slot)] = NOWHERE
        self.evidence.kind[row] = -1 - kind  # type: ignore[index]
        self._set_day(slot)
        return slot

    def put_back(self, row: int) -> int | None:
        """Put a row in again; the same. Raises IndexError where there is no room for its pair."""
        self.evidence.kind[row] = -1 - self.evidence.kind[row]  # type: ignore[index]
        if row >= self.length:
            return None
        src, dst = self.evidence.src[row], self.evidence.dst[row]
        slot = self.slot(src, dst)
        if slot is None:
            slot = self._open(src, dst)
        if slot is None:
            raise IndexError("no room for another pair")
        self.all[self.evidence.kind[row], slot] += 1
        place = self._base_place(row, slot)
        if place is None:
            self.later_rows.setdefault(slot, []).append(row)
        else:
            self.row_topic[place] = self.evidence.topic[row]
        self._set_day(slot)
        return slot

    def _set_day(self, slot: int | None) -> None:
        if slot is not None:
            self.day[slot] = max((self.evidence.day[row] for row in self.rows_of(slot)), default=self.evidence.today)

    def _slot_of(self, row: int) -> int | None:
        return self.slot(self.evidence.src[row], self.evidence.dst[row]) if row < self.length else None

    def _base_place(self, row: int, slot: int) -> int | None:
        if slot >= self.base:
            return None
        start = int(self.of_slot[slot])
        found = np.flatnonzero(self.rows[start : self.of_slot[slot + 1]] == row)
        return start + int(found[0]) if len(found) else None


class LiveTopic(Topic):
    """A topic in which some are not heard, and whose public voices were computed elsewhere."""

    index: LiveIndex

    def __init__(self, index: LiveIndex, topic: int) -> None:
        super().__init__(index, topic)
        self.public = np.zeros(index.room)
        self.belief: Floats = np.ones(index.room)
        self._published: Published | None = None

    def publish(self, found: Published) -> None:
        """Have the public voices, what strangers usually say and whose picks went bad be these; who is not among them
        has no public voice, and no bad pick."""
        if self._published is not found:
            room = self.index.room
            self.belief = np.ones(room)
            for person, number in found.bad_picks.items():
                if person < room:
                    self.belief[person] = LEFT_BY_A_BAD_PICK**number
            self.public = np.zeros(room)
            self.public[: len(found.voices)] = found.voices[:room]
            self.public *= self.belief
            self.custom, self.crowds, self._published = found.custom, {}, found

    def public_voices(self) -> Floats:
        return self._heard(self.public)

    def personal_voices(self, viewer: int | None, walked: Walked | None = None) -> Floats:
        voices = self._heard(super().personal_voices(viewer, walked))
        return voices if viewer is None else self._believed(voices, viewer)

    def walk(self, viewer: int | None) -> Walked:
        """The personal walk, which does not lead through whom the viewer does not hear."""
        walked = super().walk(viewer)
        if viewer is None or not self.index.unheard:
            return walked
        first = self._heard(walked.first)
        return Walked(first, first + self._step(np.minimum(first, PASSED_MOST), np.flatnonzero(first)))

    def _believed(self, voices: Floats, viewer: int) -> Floats:
        """Whose picks went bad is believed less, save by themself."""
        believed = voices * self.belief
        believed[viewer] = voices[viewer]
        return believed

    def _heard(self, voices: Floats) -> Floats:
        if self.index.unheard:
            voices = voices.copy()
            voices[self.index.unheard] = 0.0
        return voices


class LiveIndex(Index):
    """An index of `Columns` that is changed as the ledger is."""

    topic_class = LiveTopic
    evidence: Columns
    pairs: LivePairs

    def __init__(self, evidence: Columns) -> None:
        super().__init__(evidence)
        self.pairs = LivePairs.taking_over(self.pairs)
        self.unheard: list[int] = []

    def topic(self, topic: int) -> LiveTopic:
        return super().topic(topic)  # type: ignore[return-value]

    @contextmanager
    def not_hearing(self, people: Iterable[int]) -> Iterator[None]:
        """Inside, the words of these count nothing."""
        self.unheard = [person for person in people if person < self.room]
        # What all say of somebody is kept, and is not what is said without these.
        kept = {key: topic.crowds for key, topic in self.topics.items()} if self.unheard else {}
        for key in kept:
            self.topics[key].crowds = {}
        try:
            yield
        finally:
            if self.unheard:
                for key, topic in self.topics.items():
                    topic.crowds = kept.get(key, {})
            self.unheard = []

    def take_out(self, rows: Collection[int]) -> None:
        self._renew(self.pairs.take_out(row) for row in rows)

    def put_back(self, rows: Collection[int]) -> None:
        try:
            self._renew([self.pairs.put_back(row) for row in rows])
        except IndexError:
            self.evidence.cache.clear()

    def _renew(self, slots: Iterable[int | None]) -> None:
        for slot in set(slots) - {None}:
            for topic in self.topics.values():
                topic.renew(slot)  # type: ignore[arg-type]

    def rows_by(self, person: int) -> list[int]:
        """The rows in which the person speaks that are in."""
        if person >= self.room:
            return []
        slots, _ = self.pairs.from_people(np.array([person]))
        return [row for slot in slots.tolist() for row in self.pairs.rows_of(slot)]

    def count_members_again(self) -> None:
        """Memberships were changed, not only added."""
        self.groups = Memberships(self.evidence, self.room)
        for topic in self.topics.values():
            topic.rescale()
