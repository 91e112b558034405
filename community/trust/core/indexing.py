"""Indexes over all evidence, kept in its cache and brought up to date row by row; what `score` stands on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

import numpy as np

from . import edges
from .crowds import Custom, by_group, by_month, calmed, month, usual
from .evidence import Evidence, Floats, Integers, person
from .memberships import Memberships
from .pairs import Pairs
from .public import Graph, public_voices
from .scoring import beta_lower
from .spans import places, sums
from .voices import own, personal, strange
from .weights import KEPT_A_STEP, PASSED_MOST

CACHE_KEY = "community.trust"
# Indexes of topics are kept while they have so many slots together, some 600 MB; the one not asked for longest goes.
SLOTS_KEPT = 12_000_000
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
        self.day = pairs.day.copy()
        for slot in pairs.later_rows:
            self._say(slot, ())
        # The same in the order of those who are spoken of.
        self.good_of, self.bad_of = self.good[pairs.received], self.bad[pairs.received]
        self.total = sums(pairs.src, self.weight, index.room)
        self.public: Floats = np.zeros(0)
        self.custom = Custom()
        self.crowds: dict[int, tuple[float, float]] = {}
        self.rescale()

    def rescale(self) -> None:
        """Share anew, after memberships or verified people have changed."""
        self.scale = edges.scale(self.total + self.index.groups.total)
        self.public_length = -1
        self.crowds.clear()

    def _say(self, slot: int, without: Collection[int]) -> None:
        pairs = self.index.pairs
        here, elsewhere = pairs.tally(slot, self.topic, without)
        self.weight[slot] = edges.pair_weight(here, elsewhere)
        self.good[slot], self.bad[slot] = edges.pair_outcome(here, elsewhere)
        days = [int(pairs.evidence.day[row]) for row in pairs.rows_of(slot) if row not in without]
        self.day[slot] = max(days, default=self.index.today)

    def renew(self, slot: int, without: Collection[int] = ()) -> None:
        """Ask the rows of a slot again, as if the rows `without` were not there."""
        pairs = self.index.pairs
        src = int(pairs.src[slot])
        self._say(slot, without)
        self.crowds.pop(int(pairs.dst[slot]), None)
        if slot < pairs.base:
            self.good_of[pairs.at[slot]], self.bad_of[pairs.at[slot]] = self.good[slot], self.bad[slot]
        slots, _ = pairs.from_people(np.array([src]))
        self.total[src] = self.weight[slots].sum()
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
        self.crowds = {}
        self.custom = usual(pairs.dst[slots], months, said, index.room)

    def walk(self, viewer: int | None) -> Walked:
        """The personal walk of a viewer; of a guest, nothing."""
        room = self.index.room
        if viewer is None:
            return Walked(np.zeros(room), np.zeros(room))
        start = np.zeros(room)
        start[viewer] = 1.0
        first = self._step(start, np.array([viewer]))
        reached = np.flatnonzero(first)
        return Walked(first, first + self._step(np.minimum(first, PASSED_MOST), reached))

    def _step(self, held: Floats, people: Integers) -> Floats:
        pairs, groups, room = self.index.pairs, self.index.groups, self.index.room
        passed = KEPT_A_STEP * held[people] * self.scale[people]
        slots, which = pairs.from_people(people)
        arrived = sums(pairs.dst[slots], passed[which] * self.weight[slots], room)
        mine, which = places(groups.by_user, people)
        given = passed[which] * groups.weight[mine]
        in_group = sums(groups.group[mine], given, groups.groups)
        fellows, _ = places(groups.by_group, np.flatnonzero(in_group))
        fellows = groups.grouped[fellows]
        arrived += sums(groups.user[fellows], in_group[groups.group[fellows]], room)
        # Nobody is their own fellow.
        arrived[people] = np.maximum(arrived[people] - sums(which, given, len(people)), 0.0)
        return arrived

    def personal_voices(self, viewer: int | None, walked: Walked | None = None) -> Floats:
        """What the word of each is worth to the viewer beyond the public voice; one's own comes to 3 with it."""
        heard: Floats = personal((walked or self.walk(viewer)).both)
        if viewer is not None:
            heard[viewer] = own(self.public_voices()[viewer])
        return heard

    def circle(self, voices: Floats, target: int) -> tuple[float, float]:
        """The good and the bad that those with personal `voices` say of a target."""
        pairs = self.index.pairs
        stretch = slice(pairs.by_dst[target], pairs.by_dst[target + 1])
        heard = voices[pairs.speakers[stretch]]
        good, bad = float(heard @ self.good_of[stretch]), float(heard @ self.bad_of[stretch])
        for slot in pairs.later_in.get(target, ()):
            voice = float(voices[pairs.src[slot]])
            good, bad = good + voice * float(self.good[slot]), bad + voice * float(self.bad[slot])
        return good, bad

    def crowd(self, target: int) -> tuple[float, float]:
        """The good and the bad that all say of a target, in full voices, groups and a sudden crowd calmed.

        Kept until somebody speaks of the target anew.
        """
        public = self.public_voices()
        if target not in self.crowds:
            self.crowds[target] = self._crowd(target, public)
        return self.crowds[target]

    def _crowd(self, target: int, public: Floats) -> tuple[float, float]:
        pairs, groups = self.index.pairs, self.index.groups
        slots = pairs.about(target)
        slots = slots[public[pairs.src[slots]] * (self.good[slots] + self.bad[slots]) > 0]
        said = strange(public[pairs.src[slots]]) * np.stack((self.good[slots], self.bad[slots]))
        mine, which = places(groups.by_user, pairs.src[slots])
        said *= by_group(said.sum(axis=0), which, groups.group[mine])
        months = np.maximum(month(self.day[slots], self.index.today) - self.custom.newest, 0)
        good, bad = (by_month(np.zeros_like(slots), months, side, 1) for side in said)
        kept_good, kept_bad = calmed(good, bad, self.custom.full_month, self.custom.least_months)
        return float(kept_good[0]), float(kept_bad[0])

    def heard(self, viewer: int | None, targets: Iterable[int]) -> Floats:
        """The good and the bad that the viewer hears of each target, in full voices, (targets, 2)."""
        voices = self.personal_voices(viewer)
        both = [(self.circle(voices, target), self.crowd(target)) for target in targets]
        return np.array(both, np.float64).reshape(-1, 2, 2).sum(axis=1)


class Index:
    """All indexes over one evidence."""

    topic_class: type[Topic] = Topic

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
        if evidence.n > self.n and pairs.waiting:
            return False
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
            found = self.topic_class(self, topic)
            while self.topics and (len(self.topics) + 1) * len(found.weight) > SLOTS_KEPT:
                del self.topics[next(iter(self.topics))]
        self.topics[topic] = found
        return found

    @contextmanager
    def without(self, topic: Topic, rows: Collection[int], *, public: bool) -> Iterator[None]:
        """Inside, `topic` is as if these rows of evidence were not there; with `public`, its public voices too."""
        evidence = self.evidence
        gone = frozenset(rows)
        slots = {self.pairs.slot(int(evidence.src[row]), int(evidence.dst[row])) for row in gone} - {None}
        kept = topic.public_voices(), topic.custom, topic.crowds
        topic.crowds = {}
        try:
            for slot in slots:
                topic.renew(slot, gone)  # type: ignore[arg-type]
            if public:
                topic.walk_publicly()
            yield
        finally:
            for slot in slots:
                topic.renew(slot)  # type: ignore[arg-type]
            topic.public, topic.custom, topic.crowds = kept


def score(viewer: int | None, targets: Sequence[int], evidence: Evidence, topic: int) -> list[float]:
    """How far `viewer` may trust each of `targets` in `topic`, in the order given; 0 to 1, higher is better.

    A viewer who is not known (None, or not of 0 to n-1) is a guest, who hears public voices alone; a target that is not
    known has the score of somebody of whom nothing is said. Keeps indexes in `evidence.cache`.
    """
    index = Index.of(evidence)
    known = [person(target, evidence.n) for target in targets]
    heard = index.topic(topic).heard(person(viewer, evidence.n), [target for target in known if target is not None])
    scored = iter(beta_lower(heard[:, 0], heard[:, 1]).tolist())
    unknown = float(beta_lower(0.0, 0.0))
    return [unknown if target is None else next(scored) for target in known]
