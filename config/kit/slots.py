"""Slots: places on a lower layer's page that a room above may fill.

    store_header = Slot("store.header")          # where the page is
    @store_header.fill                            # in a room's slots.py, above
    def followers(stores, viewer): return {store.pk: "…html…" for store in stores}

Where a part of the page needs more of the request than its viewer (a form of its own), the room gives an object with
a `template`, which the page includes, instead of a ready fragment.

A slot is asked once for all objects of a page, so it costs a constant number of queries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

Filler = Callable[[list[Any], Any], Mapping[int, Any]]


class Slot:
    """A named place. `collect` gives, for each object, the fragments that rooms above put there."""

    def __init__(self, name: str):
        self.name = name
        self._fillers: list[Filler] = []

    def fill(self, filler: Filler) -> Filler:
        self._fillers.append(filler)
        return filler

    def lead(self, filler: Filler) -> Filler:
        """As `fill`, but before what other rooms put there."""
        self._fillers.insert(0, filler)
        return filler

    @property
    def is_filled(self) -> bool:
        """Whether any room puts something there: without one its objects need not be read."""
        return bool(self._fillers)

    def collect(self, objects: Iterable[Any], viewer: Any) -> dict[int, list[Any]]:
        """Fragments by primary key of the object, in the order in which rooms registered, those that lead first."""
        rows = list(objects)
        found: dict[int, list[Any]] = defaultdict(list)
        if rows:
            for filler in self._fillers:
                for pk, fragment in filler(rows, viewer).items():
                    found[pk].append(fragment)
        return found

    def one(self, obj: Any, viewer: Any) -> list[Any]:
        """The fragments for a single object."""
        return self.collect([obj], viewer).get(obj.pk, [])
