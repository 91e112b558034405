"""What the core reads: rows of evidence and memberships, as plain columns of whole numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import IntEnum
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]


class Kind(IntEnum):
    """What the speaker of a row says of the other."""

    ENDORSED = 0
    BOUGHT_CONTENT = 1
    BOUGHT_NOT_CONTENT = 2
    PROMISE_KEPT = 3
    PROMISE_BROKEN = 4
    REPORTED = 5
    FOUND_USEFUL = 6


class Evidence(Protocol):
    """Append-only columns; people are 0 to n-1, and a store is its owner.

    Columns of one table are equally long. Days count from any day. Rows are only ever appended: whoever changes one,
    or takes one out, empties `cache`.
    """

    n: int
    src: Sequence[int]
    dst: Sequence[int]
    kind: Sequence[int]
    topic: Sequence[int]
    day: Sequence[int]
    mem_user: Sequence[int]
    mem_group: Sequence[int]
    mem_ok: Sequence[Any]
    mem_day: Sequence[int]
    seeds: Iterable[int]
    today: int
    cache: dict[Any, Any]


def column(values: Any) -> Integers:
    """`values` (a list, a tuple, an `array`, a numpy array) as 64-bit integers, not copied if possible."""
    if isinstance(values, np.ndarray | list | tuple) or hasattr(values, "typecode"):
        return np.asarray(values, dtype=np.int64)
    return np.fromiter((int(value) for value in values), dtype=np.int64)


def person(someone: Any, n: int) -> int | None:
    """`someone` as an index of 0 to n-1, or None for a guest and whoever is not known."""
    try:
        number = int(someone)
    except (TypeError, ValueError, OverflowError):
        return None
    return number if 0 <= number < n and number == someone else None
