"""Pictures that cost nothing, for tests in which they are not looked at."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest


@contextmanager
def small_pictures() -> Iterator[None]:
    """Within, the town's pictures are drawn at the size of a stamp."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("album.SQUARE", "album.WIDE", "stores.SQUARE", "stores.SMALL", "groups.SMALL"):
            patch.setattr(f"seeds.{name}", (64, 48))
        yield
