"""How often one address may come with a session that is none: each time costs a question to the database."""

from __future__ import annotations

import time
from collections import Counter

# So many a minute: whoever is behind a shared address and signed out comes back seldom.
MOST = 60
WINDOW = 60.0


class Knocks:
    """Counts by address, for a window of time; in one process, where the streams of an address end up."""

    def __init__(self) -> None:
        self.began = 0.0
        self.counted: Counter[str] = Counter()

    def _now(self) -> Counter[str]:
        now = time.monotonic()
        if now - self.began > WINDOW:
            self.began, self.counted = now, Counter()
        return self.counted

    def refused(self, address: str) -> None:
        """Count one that was not let in."""
        self._now()[address] += 1

    def is_too_many(self, address: str) -> bool:
        """Whether the address was refused so often that it is not looked at now."""
        return self._now()[address] >= MOST
