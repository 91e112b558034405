"""Processes that do not outlive the one that started them, even if that is killed with -9 (Linux)."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1
# Loaded here: between fork and exec nothing may wait for a lock that another thread held.
LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def die_with_parent(sent: signal.Signals = signal.SIGKILL) -> None:
    """Ask the kernel to send this process `sent` when the thread that started it ends. Only Linux knows how."""
    if LIBC is not None:
        LIBC.prctl(PR_SET_PDEATHSIG, int(sent), 0, 0, 0)


def in_child(sent: signal.Signals, *, niceness: int = 0) -> Callable[[], None]:
    """For `Popen(preexec_fn=…)`: a child that gets `sent` when its parent dies, also if that was just now."""
    parent = os.getpid()

    def prepare() -> None:
        die_with_parent(sent)
        os.nice(niceness)
        if os.getppid() != parent:
            os._exit(1)

    return prepare
