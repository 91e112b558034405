"""From a score back to the words that made it, and how trust came from the viewer to who spoke them.

Numbers in, numbers out; who may be named is decided in `naming`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from community.trust.core.evidence import Floats, Integers, Kind, person
from community.trust.core.explaining import REASONS, Step, Teller
from community.trust.core.scoring import beta_lower
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


@dataclass(frozen=True)
class Trace:
    """A score (0 to 1) and where it comes from: the strongest words for and against, and how many spoke.

    `kinds`: how many facts of each kind are told of the target, whoever tells them.
    """

    score: float = NOBODY_KNOWN
    words: tuple[Word, ...] = ()
    against: tuple[Word, ...] = ()
    speakers: int = 0
    near_speakers: int = 0
    kinds: tuple[int, ...] = NO_KINDS


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


class Paths(Teller):
    """The core's paths from a viewer, to any speaker."""

    def __init__(self, topic: LiveTopic, viewer: int | None) -> None:
        self.index, self.topic, self.viewer = topic.index, topic, viewer
        self.walked = topic.walk(viewer)


class Tracer:
    """Traces scores for one viewer in one topic."""

    def __init__(self, known: Reading, viewer: int | None, topic: int, most: int) -> None:
        self.most, self.columns = most, known.columns
        self.topic: LiveTopic = known.topic(topic)
        self.index, self.viewer = self.topic.index, person(viewer, known.columns.n)
        self.paths = Paths(self.topic, self.viewer)
        self.near: Floats = self.topic.personal_voices(self.viewer, self.paths.walked)
        self.far: Floats = strange(self.topic.public_voices())

    def traces(self, targets: list[int]) -> list[Trace]:
        return [self._trace(target, is_only=len(targets) == 1) for target in targets]

    def _trace(self, target: int, *, is_only: bool) -> Trace:
        topic, pairs = self.topic, self.index.pairs
        slots = pairs.about(target)
        if not len(slots):
            return Trace()
        speaker, said = pairs.src[slots], np.stack((topic.good[slots], topic.bad[slots]))
        near, far = self.near[speaker], self.far[speaker]
        crowd = np.array(topic.crowd(target))
        whole = said @ near + crowd
        score = float(beta_lower(*whole))
        # Of a month that is too full a part is kept of what strangers say; here, of all months together.
        kept = crowd.sum() / max(float((said @ far).sum()), 1e-12)
        weighed = said * (near + far * kept)
        spoken = np.flatnonzero(weighed.sum(axis=0) > 0)
        best, worst = self._words(target, slots, score, whole, weighed, spoken, is_only=is_only)
        kinds = pairs.all[:, slots[spoken]].sum(axis=1).tolist()
        return Trace(score, best, worst, len(spoken), int(np.count_nonzero(near[spoken] > 0)), tuple(kinds))

    def _words(
        self,
        target: int,
        slots: Integers,
        score: float,
        whole: Floats,
        weighed: Floats,
        spoken: Integers,
        *,
        is_only: bool,
    ) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
        """The strongest for and against the target, of those who have `spoken`."""
        if not self.most or not len(spoken):
            return (), ()
        if is_only and self.most == STRONGEST:
            return self._tried(target)
        less = np.maximum(whole[:, None] - weighed[:, spoken], 0.0)
        effects = score - beta_lower(less[0], less[1])
        order = np.argsort(-effects, kind="stable").tolist()
        best, worst = (
            tuple(
                self._word(int(self.index.pairs.src[slots[spoken[at]]]), target, float(effects[at]))
                for at in side[: self.most]
                if sign * effects[at] > LEAST_EFFECT
            )
            for side, sign in ((order, 1), (order[::-1], -1))
        )
        return best, worst

    def _tried(self, target: int) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
        teller = Teller(self.index, self.topic, self.viewer, target, public_too=False)
        sides = teller.reasons(self.topic.good), teller.reasons(self.topic.bad, against=True)
        moving = ([reason for reason in side if abs(reason.moves) > LEAST_EFFECT] for side in sides)
        best, worst = (tuple(self._word(one.speaker, target, one.moves) for one in side) for side in moving)
        return best, worst

    def _word(self, speaker: int, target: int, effect: float) -> Word:
        """The way to whoever spoke is found for words in favour alone: it leads to a path."""
        slot = self.index.pairs.slot(speaker, target)
        rows = () if slot is None else self.index.pairs.rows_of(slot)
        near = bool(self.near[speaker] > 0)
        has_way = near and effect > 0 and speaker != self.viewer
        steps = self.paths.path(speaker) if has_way else ()
        return Word(self._edge(speaker, target, rows), effect, near, tuple(self._step(step) for step in steps))

    def _step(self, step: Step) -> Edge:
        return self._edge(step.src, step.dst, step.rows, step.groups)

    def _edge(self, src: int, dst: int, places: Iterable[int], channels: tuple[int, ...] = ()) -> Edge:
        rows = tuple(places)
        said = [self.columns.kind[place] for place in rows]
        kinds = tuple(said.count(kind) for kind in Kind)
        return Edge(src, dst, tuple(self.columns.rows.key(place) for place in rows), kinds, channels)
