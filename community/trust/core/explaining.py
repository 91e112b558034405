"""Why a score is what it is: who speaks for and against, how they are known, and how much hangs on each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np

from .evidence import Evidence, column, person
from .indexing import Index, Topic, score
from .paths import Paths, Step
from .scoring import beta_lower
from .voices import strange

REASONS = 3
# So many of the loudest are tried by removal; the three that move the score most are told.
TRIED = 6
ROW_COLUMNS = ("src", "dst", "kind", "topic", "day")


class Reason(NamedTuple):
    """One person's word on the target.

    `rows`: the places in the evidence of all that they said of the target. `path`: how the viewer knows them, in at
    most two steps; empty where the speaker is the viewer, and where only the public voice counts. `voice`: what their
    word is worth, in full voices. `moves`: the score as it is, minus the score if exactly these rows were not there.
    """

    speaker: int
    rows: tuple[int, ...]
    path: tuple[Step, ...]
    voice: float
    moves: float
    own: bool

    @property
    def known(self) -> bool:
        """Whether there is a path from the viewer to the speaker."""
        return self.own or bool(self.path)

    def people(self, target: int) -> tuple[int, ...]:
        """The path as people, from the viewer (or, without a path, from the speaker) to the target."""
        return (*(step.src for step in self.path), self.speaker, target)


@dataclass(frozen=True)
class Explanation:
    """A score and what made it: at most three reasons each `for_it` and `against`, the strongest first."""

    score: float
    for_it: list[Reason] = field(default_factory=list)
    against: list[Reason] = field(default_factory=list)


def explain(viewer: int | None, target: int, evidence: Evidence, topic: int, *, public_too: bool = True) -> Explanation:
    """Why `score(viewer, [target], evidence, topic)` is what it is.

    Each reason is tried by taking its rows away. With `public_too` the public voices are found anew each time, so the
    score moves exactly as said; without, they stay as they are until they are computed next, which is a thousand times
    quicker where there are a million rows.
    """
    index = Index.of(evidence)
    found, who, whom = index.topic(topic), person(viewer, evidence.n), person(target, evidence.n)
    if whom is None:
        return Explanation(float(beta_lower(0.0, 0.0)))
    teller = Teller(index, found, who, whom, public_too)
    return Explanation(teller.score(), teller.reasons(found.good), teller.reasons(found.bad, against=True))


class Teller:
    """Finds the reasons of one score."""

    def __init__(self, index: Index, topic: Topic, viewer: int | None, target: int, public_too: bool) -> None:
        self.index, self.topic, self.viewer, self.target = index, topic, viewer, target
        self.public_too = public_too
        walked = topic.walk(viewer)
        self.paths = Paths(topic, viewer, walked)
        self.personal = topic.personal_voices(viewer, walked)
        self.slots = index.pairs.about(target)
        self.whole = self.score()
        self._tried: dict[int, Reason] = {}

    def score(self) -> float:
        """The score as the index has it now."""
        ((good, bad),) = self.topic.heard(self.viewer, [self.target])
        return float(beta_lower(good, bad))

    def reasons(self, said: Any, *, against: bool = False) -> list[Reason]:
        """The strongest reasons for or against; `said` is what each slot says to that side."""
        speakers = self.index.pairs.src[self.slots]
        near = self.personal[speakers] * said[self.slots]
        loud = near + strange(self.topic.public_voices()[speakers]) * said[self.slots]
        picked = [*self._loudest(loud), *self._loudest(near)]
        tried = [self._try(slot) for slot in dict.fromkeys(picked)]
        sided = [reason for reason in tried if (reason.moves < 0) == against and reason.moves != 0]
        sided.sort(key=lambda reason: (-abs(reason.moves), reason.speaker))
        told, rest = sided[:REASONS], sided[REASONS:]
        known = [reason for reason in rest if reason.known]
        if known and not any(reason.known for reason in told):
            # Three strangers who say much tell a viewer less than one acquaintance who says a little.
            told[-1] = known[0]
        return told

    def _loudest(self, amounts: Any) -> list[int]:
        order = np.lexsort((self.index.pairs.src[self.slots], -amounts))[:TRIED]
        return [int(self.slots[place]) for place in order if amounts[place] > 0]

    def _try(self, slot: int) -> Reason:
        if slot not in self._tried:
            speaker = int(self.index.pairs.src[slot])
            rows = tuple(sorted(self.index.pairs.rows_of(slot)))
            with self.index.without(self.topic, rows, public=self.public_too):
                moves = self.whole - self.score()
            worth = float(self.personal[speaker] + strange(self.topic.public_voices()[speaker]))
            (path,) = self.paths.to([speaker])
            self._tried[slot] = Reason(speaker, rows, path, worth, moves, speaker == self.viewer)
        return self._tried[slot]


def without(evidence: Evidence, rows: Collection[int]) -> Evidence:
    """A copy of the evidence in which these rows are not, with an empty cache."""
    kept = np.setdiff1d(np.arange(len(evidence.src)), np.fromiter(rows, dtype=np.int64, count=len(rows)))
    columns = {name: column(getattr(evidence, name))[kept] for name in ROW_COLUMNS}
    same = ("n", "mem_user", "mem_group", "mem_ok", "mem_day", "seeds", "today")
    made: Any = SimpleNamespace(**columns, **{name: getattr(evidence, name) for name in same}, cache={})
    return made


def holds(
    reason: Reason, viewer: int | None, target: int, evidence: Evidence, topic: int, *, tolerance: float = 1e-9
) -> bool:
    """Whether the score moves as a reason says when its rows are taken away, asked of evidence that never had them."""
    (whole,) = score(viewer, [target], without(evidence, ()), topic)
    (rest,) = score(viewer, [target], without(evidence, reason.rows), topic)
    return abs(whole - rest - reason.moves) <= tolerance
