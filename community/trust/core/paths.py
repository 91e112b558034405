"""How trust came from a viewer to whoever speaks: the strongest way, in at most two steps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from .evidence import Floats, Integers
from .indexing import Topic, Walked
from .spans import places, sums
from .weights import KEPT_A_STEP, PASSED_MOST


class Step(NamedTuple):
    """Why one person trusts the next: rows of evidence (places in it) and groups that admitted both."""

    src: int
    dst: int
    rows: tuple[int, ...]
    groups: tuple[int, ...]


class Paths:
    """The ways of one viewer in one topic, by what a walk of theirs found; a guest has none."""

    def __init__(self, topic: Topic, viewer: int | None, walked: Walked) -> None:
        self.index, self.topic, self.viewer, self.walked = topic.index, topic, viewer, walked

    def to(self, speakers: Sequence[int]) -> list[tuple[Step, ...]]:
        """The strongest way to each speaker (all different); empty where there is none, and to the viewer."""
        if self.viewer is None or not len(speakers):
            return [() for _ in speakers]
        people = np.array(speakers, np.int64)
        between, through = self._between(people)
        direct = np.where(people == self.viewer, 0.0, self.walked.first[people])
        ways = zip(people.tolist(), direct.tolist(), between.tolist(), through.tolist(), strict=True)
        return [self._way(self.viewer, *way) for way in ways]

    def _way(self, viewer: int, speaker: int, direct: float, between: int, through: float) -> tuple[Step, ...]:
        if speaker == viewer or max(direct, through) <= 0:
            return ()
        if direct >= through:
            return (self.step(viewer, speaker),)
        return self.step(viewer, between), self.step(between, speaker)

    def _between(self, speakers: Integers) -> tuple[Integers, Floats]:
        """Of each speaker the person through whom most of the viewer's trust reaches them, and how much that is."""
        pairs, groups, room = self.index.pairs, self.index.groups, self.index.room
        slots, spoken_of = pairs.about_people(speakers)
        mine, whose = places(groups.by_user, speakers)
        fellows, which = places(groups.by_group, groups.group[mine])
        fellows = groups.grouped[fellows]
        people = np.concatenate((pairs.src[slots], groups.user[fellows]))
        weight = np.concatenate((self.topic.weight[slots], groups.weight[fellows]))
        to = np.concatenate((spoken_of, whose[which]))
        held = np.minimum(PASSED_MOST, self.walked.first[people])
        held[(people == self.viewer) | (people == speakers[to])] = 0.0
        near = np.flatnonzero(held)
        passed = KEPT_A_STEP * (held * weight * self.topic.scale[people])[near]
        ways, of = np.unique(to[near] * room + people[near], return_inverse=True)
        carried = sums(of, passed, len(ways))
        order = np.lexsort((-carried, ways // room))
        found, first = np.unique(ways[order] // room, return_index=True)
        between, through = np.zeros(len(speakers), np.int64), np.zeros(len(speakers))
        between[found], through[found] = ways[order][first] % room, carried[order][first]
        return between, through

    def step(self, src: int, dst: int) -> Step:
        """Why `src` trusts `dst`."""
        slot, groups = self.index.pairs.slot(src, dst), self.index.groups
        rows = () if slot is None or self.topic.weight[slot] <= 0 else tuple(sorted(self.index.pairs.rows_of(slot)))
        common = sorted(self._groups_of(src) & self._groups_of(dst))
        return Step(src, dst, rows, tuple(int(groups.names[group]) for group in common))

    def _groups_of(self, someone: int) -> set[int]:
        groups = self.index.groups
        return set(groups.group[groups.by_user[someone] : groups.by_user[someone + 1]].tolist())
