"""Small evidence for tests."""

from __future__ import annotations

from typing import Any

ENDORSED, CONTENT, DISCONTENT, KEPT, BROKEN, REPORTED = range(6)
TEA, SHOES = 1, 2
TODAY = 1_000


class Columns:
    """Evidence of `n` people without rows; `say` and `join` append."""

    def __init__(self, n: int = 20, seeds: Any = ()) -> None:
        self.n, self.today, self.cache, self.seeds = n, TODAY, {}, seeds
        self.src, self.dst, self.kind, self.topic, self.day = ([] for _ in range(5))
        self.mem_user, self.mem_group, self.mem_ok, self.mem_day = ([] for _ in range(4))

    def say(self, src: int, dst: int, *kinds: int, topic: int = TEA, day: int = TODAY - 5) -> Columns:
        for kind in kinds:
            for column, value in zip(self.columns(), (src, dst, kind, topic, day), strict=True):
                column.append(value)
        return self

    def join(self, group: int, *people: int, ok: int = 1, day: int = TODAY - 100) -> Columns:
        for person in people:
            for column, value in zip(self.memberships(), (person, group, ok, day), strict=True):
                column.append(value)
        return self

    def columns(self) -> tuple[Any, ...]:
        return self.src, self.dst, self.kind, self.topic, self.day

    def memberships(self) -> tuple[Any, ...]:
        return self.mem_user, self.mem_group, self.mem_ok, self.mem_day
