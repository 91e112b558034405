"""Indexes over all evidence, kept in its cache and brought up to date row by row; what `score` stands on."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

import numpy as np

from . import edges
from .crowds import by_month, calmed, full_month, month
from .evidence import Evidence, Floats, Integers, person
from .memberships import Memberships
from .pairs import Pairs
from .public import Graph, public_voices
from .scoring import beta_lower
from .spans import places, sums
from .voices import own, personal, strange
from .weights import KEPT_A_STEP

CACHE_KEY = "community.trust"
# Indexes of so many topics are kept; the one asked for least lately goes first.
TOPICS_KEPT = 32
# The public voices are computed anew when one row in a thousand is new. So a row costs the same however many there are.
PUBLIC_STALE = 1000


class Walked(NamedTuple):
    """How much of a viewer's trust reached whom: `first` in one step, `both` in one or two; a place a person."""

    first: Floats
    both: Floats


class Topic:
    """What pairs pass and say in one topic; a place a slot. `total` and `scale` have a place a person."""

    def __init__(self, index: Index, topic: int) -> None:
        self.index, self.topic = index, topic
        pairs = index.pairs
        here = pairs.in_topic(topic)
        elsewhere = pairs.all - here
        self.weight: Floats = edges.pair_weight(here, elsewhere)
        self.good, self.bad = edges.pair_outcome(here, elsewhere)
        for slot in pairs.later_rows:
            self._say(slot, ())
        self.total = sums(pairs.src, self.weight, index.room)
        self.day = pairs.day.copy()
        self.public: Floats = np.zeros(0)
        self.full_month = 0.0
        self.rescale()

    def rescale(self) -> None:
        """Share anew, after memberships or verified people have changed."""
        self.scale = edges.scale(self.total + self.index.groups.total)
        self.public_length = -1

    def _say(self, slot: int, without: Collection[int]) -> None:
        pairs = self.index.pairs
        here, elsewhere = pairs.tally(slot, self.topic, without)
        days = [int(pairs.evidence.day[row]) for row in pairs.rows_of(slot) if row not in without]
        self.day[slot] = max(days, default=self.index.today)
        self.weight[slot] = edges.pair_weight(here, elsewhere)
        self.good[slot], self.bad[slot] = edges.pair_outcome(here, elsewhere)

    def renew(self, slot: int, without: Collection[int] = ()) -> None:
        """Ask the rows of a slot again, as if the rows `without` were not there."""
        pairs = self.index.pairs
        self._say(slot, without)
        src = pairs.src[slot]
        self.total[src] = self.weight[pairs.from_people(np.array([src]), (int(src),))].sum()
        self.scale[src] = edges.scale(self.total[src] + self.index.groups.total[src])

    def public_voices(self) -> Floats:
        """The public voice of each, not older than a thousandth of the rows."""
        length = self.index.pairs.length
        if self.public_length < 0 or (length - self.public_length) * PUBLIC_STALE > self.public_length:
            self.walk_publicly()
            self.public_length = length
        return self.public

    def walk_publicly(self) -> None:
        """Find the public voices, and what strangers may say in a month, as of now."""
        pairs, index = self.index.pairs, self.index
        graph = Graph(self.weight, pairs.src, pairs.dst, self.scale, index.groups)
        self.public = public_voices(graph, index.seeds)
        slots = np.flatnonzero((self.good + self.bad) * self.public[pairs.src])
        said = (self.good + self.bad)[slots] * strange(self.public[pairs.src[slots]])
        months = month(self.day[slots], index.today)
        self.full_month = full_month(by_month(pairs.dst[slots], months, said, index.room).ravel())

    def walk(self, viewer: int | None) -> Walked:
        """The personal walk of a viewer; of a guest, nothing."""
        room = self.index.room
        if viewer is None:
            return Walked(np.zeros(room), np.zeros(room))
        start = np.zeros(room)
        start[viewer] = 1.0
        first = self._step(start, np.array([viewer]))
        reached = np.flatnonzero(first)
        return Walked(first, first + self._step(first, reached))

    def _step(self, held: Floats, people: Integers) -> Floats:
        pairs, groups, room = self.index.pairs, self.index.groups, self.index.room
        passed = KEPT_A_STEP * held * self.scale
        slots = pairs.from_people(people, people)
        arrived = sums(pairs.dst[slots], passed[pairs.src[slots]] * self.weight[slots], room)
        mine, _ = places(groups.by_user, people)
        given = passed[groups.user[mine]] * groups.weight[mine]
        in_group = sums(groups.group[mine], given, groups.groups)
        fellows, _ = places(groups.by_group, np.flatnonzero(in_group))
        fellows = groups.grouped[fellows]
        arrived += sums(groups.user[fellows], in_group[groups.group[fellows]], room)
        # Nobody is their own fellow.
        arrived[people] -= sums(groups.user[mine], given, room)[people]
        return np.maximum(arrived, 0.0, out=arrived)

    def personal_voices(self, viewer: int | None, walked: Walked | None = None) -> Floats:
        """What the word of each is worth to the viewer beyond the public voice; one's own comes to 3 with it."""
        heard: Floats = personal((walked or self.walk(viewer)).both)
        if viewer is not None:
            heard[viewer] = own(self.public_voices()[viewer])
        return heard

    def heard(self, viewer: int | None, targets: Integers) -> tuple[Floats, Floats]:
        """The good and the bad that the viewer hears of each target, in full voices."""
        pairs, count = self.index.pairs, len(targets)
        slots, which = pairs.about(targets)
        speaker, good, bad = pairs.src[slots], self.good[slots], self.bad[slots]
        near, far = self.personal_voices(viewer)[speaker], strange(self.public_voices()[speaker])
        months = month(self.day[slots], self.index.today)
        crowd = calmed(*(by_month(which, months, far * said, count) for said in (good, bad)), self.full_month)
        return sums(which, near * good, count) + crowd[0], sums(which, near * bad, count) + crowd[1]


class Index:
    """All indexes over one evidence."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        # New accounts come along with new rows; there is room for some before all is built anew.
        self.n, self.room, self.today = evidence.n, evidence.n + max(64, evidence.n // 16), evidence.today
        self.pairs = Pairs(evidence, self.room)
        self.groups = Memberships(evidence, self.room)
        self._named_seeds = tuple(evidence.seeds)
        self.seeds = self._known_seeds()
        self.topics: dict[int, Topic] = {}

    def _known_seeds(self) -> Integers:
        known = {p for seed in self._named_seeds if (p := person(seed, self.evidence.n)) is not None}
        return np.array(sorted(known), np.int64)

    @classmethod
    def of(cls, evidence: Evidence) -> Index:
        """The index in the evidence's cache, brought up to date; built if there is none that can be."""
        index = evidence.cache.get(CACHE_KEY)
        if isinstance(index, Index) and index.catch_up(evidence):
            return index
        index = evidence.cache[CACHE_KEY] = cls(evidence)
        return index

    def catch_up(self, evidence: Evidence) -> bool:
        """Take in what was appended; False if only a new index will do."""
        pairs, groups = self.pairs, self.groups
        shorter = len(evidence.src) < pairs.length or len(evidence.mem_user) < groups.length
        if shorter or evidence.today != self.today or evidence.n > self.room or evidence.n < self.n:
            return False
        self.evidence = pairs.evidence = evidence
        if len(evidence.src) > pairs.length:
            changed = pairs.fold()
            if changed is None:
                return False
            for slot in dict.fromkeys(changed):
                for topic in self.topics.values():
                    topic.renew(slot)
        self.n = evidence.n
        seeds = tuple(evidence.seeds)
        kept = len(evidence.mem_user) == groups.length or groups.fold(evidence)
        if not kept or seeds != self._named_seeds:
            self.groups = groups if kept else Memberships(evidence, self.room)
            self._named_seeds = seeds
            self.seeds = self._known_seeds()
            for topic in self.topics.values():
                topic.rescale()
        return True

    def topic(self, topic: int) -> Topic:
        """The index of one topic, which may be one that no row is of."""
        found = self.topics.pop(topic, None)
        if found is None:
            found = Topic(self, topic)
            while len(self.topics) >= TOPICS_KEPT:
                del self.topics[next(iter(self.topics))]
        self.topics[topic] = found
        return found

    @contextmanager
    def without(self, topic: Topic, rows: Collection[int], *, public: bool) -> Iterator[None]:
        """Inside, `topic` is as if these rows of evidence were not there; with `public`, its public voices too."""
        evidence = self.evidence
        gone = frozenset(rows)
        slots = {self.pairs.slot(int(evidence.src[row]), int(evidence.dst[row])) for row in gone} - {None}
        kept = topic.public_voices(), topic.full_month
        try:
            for slot in slots:
                topic.renew(slot, gone)  # type: ignore[arg-type]
            if public:
                topic.walk_publicly()
            yield
        finally:
            topic.public, topic.full_month = kept
            for slot in slots:
                topic.renew(slot)  # type: ignore[arg-type]


def score(viewer: int | None, targets: Sequence[int], evidence: Evidence, topic: int) -> list[float]:
    """How far `viewer` may trust each of `targets` in `topic`, in the order given; 0 to 1, higher is better.

    A viewer who is not known (None, or not of 0 to n-1) is a guest, who hears public voices alone; a target that is not
    known has the score of somebody of whom nothing is said. Keeps indexes in `evidence.cache`.
    """
    index = Index.of(evidence)
    known = [person(target, evidence.n) for target in targets]
    asked = np.array([target for target in known if target is not None], np.int64)
    found = index.topic(topic)
    good, bad = found.heard(person(viewer, evidence.n), asked)
    scored = iter(beta_lower(good, bad).tolist())
    unknown = float(beta_lower(0.0, 0.0))
    return [unknown if target is None else next(scored) for target in known]
