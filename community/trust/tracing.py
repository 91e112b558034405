"""From a score back to the words that made it, and how trust came from the viewer to who spoke them.

Numbers in, numbers out; who may be named is decided in `naming`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from community.trust.core.evidence import Floats, Integers, Kind, person
from community.trust.core.explaining import REASONS, Teller
from community.trust.core.paths import Paths
from community.trust.core.scoring import beta_lower
from community.trust.core.spans import sums
from community.trust.core.voices import strange
from community.trust.live import LiveTopic
from community.trust.reading import Reading

STRONGEST = REASONS
NOBODY_KNOWN = float(beta_lower(0.0, 0.0))
# A word that moves a score by less than this is no reason.
LEAST_EFFECT = 0.0005
NO_KINDS = (0,) * len(Kind)


@dataclass(frozen=True)
class Edge:
    """How one is tied to another: rows of evidence (keys, and how many of each kind), and groups (keys of channels)."""

    src: int
    dst: int
    rows: tuple[int, ...] = ()
    kinds: tuple[int, ...] = NO_KINDS
    channels: tuple[int, ...] = ()


@dataclass(frozen=True)
class Word:
    """What one person says of the target, and how much the score moves where it is taken away (above 0: it helps).

    `near`: whether trust of the viewer's own reached the speaker, by `route` (no edges: the viewer themself).
    """

    edge: Edge
    effect: float
    near: bool
    route: tuple[Edge, ...] = ()


# Words for a target, and against it.
Sides = tuple[tuple[Word, ...], tuple[Word, ...]]
# The way to a person, from the viewer to them.
Ways = dict[int, tuple[Edge, ...]]


@dataclass(frozen=True)
class Trace:
    """A score (0 to 1) and where it comes from: the strongest words for and against, and how many spoke.

    `kinds`: how many facts of each kind are told of the target, whoever tells them. `praise`: how much of what the
    viewer hears speaks for the target (0 to 1; 0 where nobody does).
    """

    score: float = NOBODY_KNOWN
    words: tuple[Word, ...] = ()
    against: tuple[Word, ...] = ()
    speakers: int = 0
    near_speakers: int = 0
    kinds: tuple[int, ...] = NO_KINDS
    praise: float = 0.0


def traces(
    known: Reading, viewer: int | None, targets: Sequence[int], topic: int, *, most: int = STRONGEST
) -> list[Trace]:
    """The trace of each target, in the order given, with at most so many words for and as many against.

    Of a single target each word is tried by taking its rows away; of many it is weighed by what is left without it,
    with all voices as they are.
    """
    tracer = Tracer(known, viewer, topic, most)
    asked = [target for target in dict.fromkeys(targets) if 0 <= target < known.columns.n]
    found = dict(zip(asked, tracer.traces(asked), strict=True)) if asked else {}
    return [found.get(target, Trace()) for target in targets]


@dataclass(frozen=True)
class Heard:
    """What the viewer hears of several targets: an item a word (a pair that says something), target by target.

    `of`: which target (0, 1, ...) it is about; `slot`: its pair; `effect`: how much the score moves without it.
    `scores`, `praise`: a score a target, and how much of what is heard is good; `speakers`, `near` and `kinds`: how
    many spoke, how many of them in the viewer's circle, and how many facts of each kind they told, a row a target.
    """

    of: Integers
    slot: Integers
    effect: Floats
    scores: Floats
    praise: Floats
    speakers: Integers
    near: Integers
    kinds: Integers


class Tracer:
    """Traces scores for one viewer in one topic, of all targets at once: a hundred are a page."""

    def __init__(self, known: Reading, viewer: int | None, topic: int, most: int) -> None:
        self.most, self.columns = most, known.columns
        self.topic: LiveTopic = known.topic(topic)
        self.index, self.viewer = self.topic.index, person(viewer, known.columns.n)
        walked = self.topic.walk(self.viewer)
        self.paths = Paths(self.topic, self.viewer, walked)
        self.near: Floats = self.topic.personal_voices(self.viewer, walked)
        self.far: Floats = strange(self.topic.public_voices())

    def traces(self, targets: list[int]) -> list[Trace]:
        heard = self._hear(targets)
        is_only = len(targets) == 1 and self.most == STRONGEST
        words = self._tried(targets[0]) if is_only else self._strongest(targets, heard)
        return [
            Trace(
                score=float(heard.scores[at]),
                words=best,
                against=worst,
                speakers=int(heard.speakers[at]),
                near_speakers=int(heard.near[at]),
                kinds=tuple(heard.kinds[at].tolist()),
                praise=float(heard.praise[at]),
            )
            for at, (best, worst) in enumerate(words)
        ]

    def _hear(self, targets: list[int]) -> Heard:
        topic, pairs, count = self.topic, self.index.pairs, len(targets)
        slots, of = pairs.about_people(np.array(targets, np.int64))
        slots, of = _in_order(slots, of)
        speaker, said = pairs.src[slots], np.stack((topic.good[slots], topic.bad[slots]))
        near, far = self.near[speaker], self.far[speaker]
        crowd = np.array([topic.crowd(target) for target in targets]).T
        whole = crowd + np.stack([sums(of, side * near, count) for side in said])
        scores = beta_lower(*whole)
        # Of a month that is too full a part is kept of what strangers say; here, of all months together.
        kept = crowd.sum(axis=0) / np.maximum(sums(of, said.sum(axis=0) * far, count), 1e-12)
        weighed = said * (near + far * kept[of])
        spoken = np.flatnonzero(weighed.sum(axis=0) > 0)
        of, slots = of[spoken], slots[spoken]
        less = np.maximum(whole[:, of] - weighed[:, spoken], 0.0)
        return Heard(
            of=of,
            slot=slots,
            effect=scores[of] - beta_lower(*less),
            scores=scores,
            praise=whole[0] / np.maximum(whole.sum(axis=0), 1e-12),
            speakers=np.bincount(of, minlength=count),
            near=np.bincount(of[near[spoken] > 0], minlength=count),
            kinds=np.stack([sums(of, pairs.all[kind, slots], count) for kind in Kind], axis=1).astype(np.int64),
        )

    def _strongest(self, targets: list[int], heard: Heard) -> list[Sides]:
        """The strongest words for and against each target, weighed and not tried."""
        order = np.lexsort((-heard.effect, heard.of))
        bounds = np.searchsorted(heard.of, np.arange(len(targets) + 1)).tolist()
        stretches = [order[start:end] for start, end in pairwise(bounds)]
        best = [self._picked(stretch, heard.effect) for stretch in stretches]
        worst = [self._picked(stretch[::-1], -heard.effect) for stretch in stretches]
        picked = [item for side in (best, worst) for items in side for item in items]
        speakers = dict(zip(picked, self.index.pairs.src[heard.slot[picked]].tolist(), strict=True)) if picked else {}
        ways = self._ways(speaker for item, speaker in speakers.items() if heard.effect[item] > 0)

        def told(items: list[int], target: int) -> tuple[Word, ...]:
            return tuple(self._word(speakers[item], target, float(heard.effect[item]), ways) for item in items)

        return [
            (told(ours, target), told(others, target))
            for target, ours, others in zip(targets, best, worst, strict=True)
        ]

    def _picked(self, stretch: Integers, effect: Floats) -> list[int]:
        return [item for item in stretch[: self.most].tolist() if effect[item] > LEAST_EFFECT]

    def _tried(self, target: int) -> list[Sides]:
        """The same of a single target, where each word is tried by taking its rows away."""
        teller = Teller(self.index, self.topic, self.viewer, target, public_too=False)
        sides = teller.reasons(self.topic.good), teller.reasons(self.topic.bad, against=True)
        moving = [[reason for reason in side if abs(reason.moves) > LEAST_EFFECT] for side in sides]
        ways = self._ways(reason.speaker for side in moving for reason in side if reason.moves > 0)
        best, worst = (tuple(self._word(one.speaker, target, one.moves, ways) for one in side) for side in moving)
        return [(best, worst)]

    def _ways(self, speakers: Iterable[int]) -> Ways:
        """The ways to whoever spoke in favour, alone: they lead to a path."""
        near = [speaker for speaker in dict.fromkeys(speakers) if self.near[speaker] > 0]
        return {
            speaker: tuple(self._edge(step.src, step.dst, step.rows, step.groups) for step in steps)
            for speaker, steps in zip(near, self.paths.to(near), strict=True)
        }

    def _word(self, speaker: int, target: int, effect: float, ways: Ways) -> Word:
        slot = self.index.pairs.slot(speaker, target)
        rows = () if slot is None else self.index.pairs.rows_of(slot)
        route = ways.get(speaker, ()) if effect > 0 else ()
        return Word(self._edge(speaker, target, rows), effect, bool(self.near[speaker] > 0), route)

    def _edge(self, src: int, dst: int, places: Iterable[int], channels: tuple[int, ...] = ()) -> Edge:
        rows = tuple(places)
        said = [self.columns.kind[place] for place in rows]
        kinds = tuple(said.count(kind) for kind in Kind)
        return Edge(src, dst, tuple(self.columns.rows.key(place) for place in rows), kinds, channels)


def _in_order(slots: Integers, of: Integers) -> tuple[Integers, Integers]:
    """Target by target, where words that came later stand behind."""
    order = np.argsort(of, kind="stable")
    return slots[order], of[order]
