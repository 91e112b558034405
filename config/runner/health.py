"""When the workers have lost their way: work that is due waits, and nothing moves."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import datetime, timedelta

# Workers have been seen to stop consuming after the broker came back, while looking well (celery issues 8030, 10205).
LIMIT = timedelta(seconds=60)
LOOK_EVERY = 10.0
# A long queue that moves is no illness: its oldest row changes between two looks this far apart.
STILL = timedelta(seconds=15)
LONGEST_PAUSE = timedelta(minutes=10)


@dataclass
class Patience:
    """Judges from the oldest row that waits whether the workers need a fresh start.

    They do when it has been due for `LIMIT` and has been the oldest for `STILL`. If a fresh start does not help, the
    next comes after twice the pause, at most `LONGEST_PAUSE`.
    """

    oldest: datetime | None = None
    since: datetime | None = None
    quiet_until: datetime | None = None
    pause: timedelta = LIMIT

    def lost(self, oldest: datetime | None, now: datetime) -> bool:
        """Look once: `oldest` is when the longest waiting row fell due, None if nothing waits."""
        if oldest != self.oldest or oldest is None:
            self.oldest, self.since = oldest, now
        if oldest is None or now - oldest < LIMIT:
            self.pause, self.quiet_until = LIMIT, None
            return False
        if self.since and now - self.since < STILL:
            return False
        if self.quiet_until and now < self.quiet_until:
            return False
        self.quiet_until = now + self.pause
        self.pause = min(self.pause * 2, LONGEST_PAUSE)
        return True


def oldest_due() -> datetime | None:
    """The kit's measure; None also when the database does not answer, which is not the workers' fault."""
    from django.db import DatabaseError, connection

    from config.kit import claims

    try:
        return claims.oldest_due()
    except DatabaseError as error:
        sys.stderr.write(f"the database does not answer: {str(error).splitlines()[0]}\n")
        return None
    finally:
        connection.close()
