"""The rows of evidence by pair: who said what of whom how often."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np

from .edges import tally
from .evidence import Evidence, Floats, Integers, Kind, column
from .spans import bounds_of, places

KINDS = len(Kind)
# People are told apart by 32 bits each in a key of a pair.
HALF = 32


class Pairs:
    """An index of (src, dst) over the rows that count: between two known people, of a known kind, not of the future.

    Each pair has a slot. The first `base` slots stand in order of (src, dst); slots of pairs that came later follow,
    as far as there is room. `src`, `dst`: of each slot; `day`: its last; `all`: how many rows of each kind,
    (kinds, slots).
    """

    def __init__(self, evidence: Evidence, room: int) -> None:
        self.evidence, self.room = evidence, room
        self.length = self.indexed = len(evidence.src)
        src, dst, kind, day = (column(getattr(evidence, name)) for name in ("src", "dst", "kind", "day"))
        n = evidence.n
        keep = (src != dst) & (src >= 0) & (src < n) & (dst >= 0) & (dst < n)
        # Whether a row speaks of somebody who may become known when there are more people.
        self.waiting = bool(len(src)) and int(max(src.max(), dst.max())) >= n
        rows = np.flatnonzero(keep & (kind >= 0) & (kind < KINDS) & (day <= evidence.today))
        keys = (src[rows] << HALF) | dst[rows]
        order = np.argsort(keys, kind="stable")
        self.rows, keys = rows[order], keys[order]
        new = np.ones(len(keys), bool)
        new[1:] = keys[1:] != keys[:-1]
        self.row_slot = np.cumsum(new) - 1
        self.row_topic, self.row_kind = column(evidence.topic)[self.rows], kind[self.rows]
        row_day = day[self.rows]
        self.keys = keys[new]
        self.base = self.count = len(self.keys)
        self.day = np.zeros(self.base + max(1024, self.base // 16), np.int64)
        if self.base:
            self.day[: self.base] = np.maximum.reduceat(row_day, np.flatnonzero(new))
        self._lay_out(len(self.day))

    def _lay_out(self, slots: int) -> None:
        self.src, self.dst = np.zeros(slots, np.int64), np.zeros(slots, np.int64)
        self.src[: self.base], self.dst[: self.base] = self.keys >> HALF, self.keys & ((1 << HALF) - 1)
        self.all = np.bincount(self.row_kind * slots + self.row_slot, minlength=KINDS * slots).reshape(KINDS, slots)
        self.of_slot = bounds_of(self.row_slot, self.base)
        self.by_src = bounds_of(self.src[: self.base], self.room)
        self.received = np.argsort(self.dst[: self.base], kind="stable")
        self.by_dst = bounds_of(self.dst[self.received], self.room)
        # The speakers in the order of `received`, and where each slot stands in it: whoever is spoken of by thousands
        # is looked up in one stretch of memory.
        self.speakers = self.src[self.received]
        self.at = np.empty_like(self.received)
        self.at[self.received] = np.arange(self.base)
        self.later: dict[tuple[int, int], int] = {}
        self.later_out: dict[int, list[int]] = {}
        self.later_in: dict[int, list[int]] = {}
        self.later_rows: dict[int, list[int]] = {}

    def slot(self, src: int, dst: int) -> int | None:
        """The slot of a pair, or None."""
        key = (src << HALF) | dst
        place = int(np.searchsorted(self.keys, key))
        if place < self.base and self.keys[place] == key:
            return place
        return self.later.get((src, dst))

    def fold(self) -> list[int] | None:
        """Take in the rows that were appended, and return the slots they changed; None if there is no room for them."""
        evidence, changed = self.evidence, []
        for row in range(self.length, len(evidence.src)):
            src, dst, kind = int(evidence.src[row]), int(evidence.dst[row]), int(evidence.kind[row])
            people = src != dst and 0 <= src < evidence.n and 0 <= dst < evidence.n
            self.waiting |= max(src, dst) >= evidence.n
            if people and 0 <= kind < KINDS and evidence.day[row] <= evidence.today:
                slot = self.slot(src, dst)
                if slot is None and (slot := self._open(src, dst)) is None:
                    return None
                self.all[kind, slot] += 1
                self.day[slot] = max(int(self.day[slot]), int(evidence.day[row]))
                self.later_rows.setdefault(slot, []).append(row)
                changed.append(slot)
            self.length = row + 1
        return changed

    def _open(self, src: int, dst: int) -> int | None:
        slot = self.count
        if slot == len(self.src):
            return None
        self.count += 1
        self.src[slot], self.dst[slot], self.day[slot] = src, dst, np.iinfo(np.int64).min
        self.later[src, dst] = slot
        self.later_out.setdefault(src, []).append(slot)
        self.later_in.setdefault(dst, []).append(slot)
        return slot

    def rows_of(self, slot: int) -> list[int]:
        """The rows of a slot, as places in the evidence."""
        old = self.rows[self.of_slot[slot] : self.of_slot[slot + 1]].tolist() if slot < self.base else []
        return old + self.later_rows.get(slot, [])

    def tally(self, slot: int, topic: int, without: Collection[int] = ()) -> tuple[Floats, Floats]:
        """The rows of a slot in a topic and in others, by kind; as if the rows `without` were not there."""
        kind, about = self.evidence.kind, self.evidence.topic
        return tally(((int(kind[r]), int(about[r])) for r in self.rows_of(slot) if r not in without), topic)

    def in_topic(self, topic: int) -> Integers:
        """How many indexed rows of each kind are of the topic, (kinds, slots). Rows that came later are not in it."""
        of_topic = np.flatnonzero(self.row_topic == topic)
        slots = len(self.src)
        codes = self.row_kind[of_topic] * slots + self.row_slot[of_topic]
        return np.bincount(codes, minlength=KINDS * slots).reshape(KINDS, slots)

    def from_people(self, people: Integers) -> tuple[Integers, Integers]:
        """The slots in which these (all different) speak, and for each which of `people` speaks."""
        slots, which = places(self.by_src, people)
        return _with_later(slots, which, people, self.later_out)

    def about_people(self, people: Integers) -> tuple[Integers, Integers]:
        """The slots in which these (all different) are spoken of, and for each which of `people` is."""
        stretch, which = places(self.by_dst, people)
        return _with_later(self.received[stretch], which, people, self.later_in)

    def about(self, target: int) -> Integers:
        """The slots in which somebody is spoken of."""
        slots = self.received[self.by_dst[target] : self.by_dst[target + 1]]
        later = self.later_in.get(target)
        return np.concatenate((slots, later)) if later else slots


def _with_later(
    slots: Integers, which: Integers, people: Integers, later: Mapping[int, list[int]]
) -> tuple[Integers, Integers]:
    """The same with the slots that came later."""
    more = (
        [(slot, at) for at, someone in enumerate(people.tolist()) for slot in later.get(someone, ())] if later else []
    )
    if not more:
        return slots, which
    added = np.array(more, np.int64)
    return np.concatenate((slots, added[:, 0])), np.concatenate((which, added[:, 1]))
