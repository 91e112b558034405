"""Which process this is, by a name that no later one has, and whether another of this machine still runs."""

from __future__ import annotations

import os
import socket
from functools import cache
from pathlib import Path

_HOST = 60
_STATE, _STARTED = 0, 19


def here() -> str:
    """What the names of all processes of this machine begin with."""
    return f"{socket.gethostname()[:_HOST]}:"


def this_one() -> str:
    """The name of this process: machine, number, and when it started."""
    return _name(os.getpid())


@cache
def _name(number: int) -> str:
    return f"{here()}{number}:{_fields(number)[_STARTED]}"


def is_gone(name: str) -> bool:
    """Whether the process of that name, of this machine, runs no more; False where that cannot be known."""
    number, _colon, started = name.removeprefix(here()).partition(":")
    if not number.isdecimal() or not Path("/proc/self/stat").exists():
        return False
    found = _fields(int(number))
    return found[_STARTED] != started or found[_STATE] == "Z"


def _fields(number: int) -> list[str]:
    """What the kernel says of a process behind its name; empty words where there is none."""
    try:
        # The name, in brackets, may hold anything.
        return Path(f"/proc/{number}/stat").read_text(errors="replace").rpartition(")")[2].split()
    except OSError:
        return [""] * (_STARTED + 1)
