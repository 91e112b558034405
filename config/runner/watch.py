"""`python -m config.runner.watch`: ends with code 1 when the workers have lost their way; systemd then acts."""

from __future__ import annotations

import os
import signal
import sys
import threading
from datetime import UTC, datetime

from config.runner.health import LOOK_EVERY, Patience, oldest_due


def watch(stop: threading.Event, patience: Patience) -> int:
    """Look until told to stop (0) or until the workers need a fresh start (1)."""
    while not stop.wait(LOOK_EVERY):
        if patience.lost(oldest_due(), datetime.now(UTC)):
            sys.stderr.write(f"work is due since {patience.oldest} and nobody takes it\n")
            return 1
    return 0


def main() -> int:
    """Set Django up, watch, and stop in peace on a signal."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    return watch(stop, Patience())


if __name__ == "__main__":
    sys.exit(main())
