"""Processes that do not outlive the one that started them, even if that is killed with -9 (Linux)."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1


def die_with_parent(sent: signal.Signals = signal.SIGKILL) -> None:
    """Ask the kernel to send this process `sent` when the thread that started it ends. Elsewhere than on Linux: nothing."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, int(sent), 0, 0, 0)


def in_child(sent: signal.Signals) -> Callable[[], None]:
    """For `Popen(preexec_fn=…)`: a child that gets `sent` when its parent dies, also if that was just now."""
    parent = os.getpid()

    def prepare() -> None:
        die_with_parent(sent)
        if os.getppid() != parent:
            os._exit(1)

    return prepare
