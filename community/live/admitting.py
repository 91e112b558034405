"""Who may listen, and to what: asked when a stream opens and again while it lasts, in threads of its own."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user
from django.db import DatabaseError, connections
from django.http import HttpRequest

from community.feeds.paging import heard_by
from config.kit.policies import signed_in

# Enough for the quick questions of thousands of streams; each thread gives its connection back after each of them.
THREADS = 4
_threads = ThreadPoolExecutor(THREADS, thread_name_prefix="live")


@dataclass(frozen=True)
class Admission:
    """A person (primary key) who may listen, and the channels (primary keys) that they hear."""

    person: int
    channels: frozenset[int]


async def admit(session_key: str) -> Admission | None:
    """Who is behind the session; None where nobody is, or the person was suspended. Two or three queries."""
    return await asyncio.get_running_loop().run_in_executor(_threads, _admit, session_key)


def _admit(session_key: str) -> Admission | None:
    request: Any = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    try:
        person = get_user(request)
        if not signed_in(person):
            return None
        return Admission(int(person.pk or 0), frozenset(heard_by(person).values_list("channel_id", flat=True)))
    except DatabaseError:
        return None
    finally:
        connections.close_all()
