"""Evidence as columns of whole numbers, found again by the primary keys of its rows. Knows no database."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from typing import Any

# In the column of topics, a row without one; the question for all topics as if they were one; and that for one which no
# row is of.
NO_TOPIC, ANY_TOPIC, UNSPOKEN = 0, -2, -3


class Places:
    """Where the row of a key stands, for rows that mostly come in the order of their keys."""

    def __init__(self) -> None:
        # Never falling, so that a key is found by halving. One that comes behind a higher one, for it was committed
        # late, stands there under the highest so far, and its own in `_late`.
        self._keys = array("q")
        self._late: dict[int, int] = {}
        self._late_keys: dict[int, int] = {}

    def add(self, key: int) -> int:
        """The next place, for a key that is new."""
        place, highest = len(self._keys), self._keys[-1] if self._keys else 0
        self._keys.append(max(key, highest))
        if key <= highest:
            self._late[key], self._late_keys[place] = place, key
        return place

    def find(self, key: int) -> int | None:
        if key in self._late:
            return self._late[key]
        place = bisect_left(self._keys, key)
        return place if place < len(self._keys) and self._keys[place] == key else None

    def key(self, place: int) -> int:
        return self._late_keys.get(place, self._keys[place])

    def forget(self, key: int) -> None:
        """The row of that key is no more; its place stays empty."""
        place = self.find(key)
        if place is not None:
            self._late[key] = -1


class Columns:
    """What the core reads (`community.trust.core.evidence.Evidence`).

    People are their primary keys, topics those of their tags, groups those of their channels. `n` is above all people
    there are rows of; `today` and the days are days of the calendar (`date.toordinal`). `rows` and `members` find a
    row of evidence and a membership by its key.
    """

    def __init__(self, today: int) -> None:
        self.n, self.today = 1, today
        self.rows, self.members = Places(), Places()
        # Arrays of small whole numbers, which the core calls sequences.
        self.src: Any = array("i")
        self.dst: Any = array("i")
        self.topic: Any = array("i")
        self.day: Any = array("i")
        self.kind: Any = array("b")
        self.mem_user: Any = array("i")
        self.mem_group: Any = array("i")
        self.mem_day: Any = array("i")
        self.mem_ok: Any = array("b")
        self.seeds: Iterable[int] = ()
        self.cache: dict[Any, Any] = {}

    def add(self, key: int, src: int, dst: int, kind: int, topic: int, day: int) -> int:
        """Append a row of evidence and return its place."""
        self.src.append(src)
        self.dst.append(dst)
        self.kind.append(kind)
        self.topic.append(topic)
        self.day.append(day)
        self.n = max(self.n, src + 1, dst + 1)
        return self.rows.add(key)

    def add_membership(self, key: int, person: int, group: int, ok: bool, day: int) -> int:
        """Append a membership and return its place."""
        self.mem_user.append(person)
        self.mem_group.append(group)
        self.mem_ok.append(ok)
        self.mem_day.append(day)
        self.n = max(self.n, person + 1)
        return self.members.add(key)
