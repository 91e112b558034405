"""The stream of one page: words as server-sent events, a heartbeat between them, an end after a while."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator

from community.live.admitting import Admission, admit
from community.live.hub import JITTER, Listener, hub

# Seconds.
HEARTBEAT = 18.0
# How often a stream asks whether its reader is still let in, besides when it is told that something changed.
RECHECK = 60.0
# A stream ends after about that long, and its reader comes back: so a process that leaves drains, and none grows old.
LIFE = 15 * 60.0
# So long it is waited for the broker before a page is told that it hears.
PATIENCE = 2.0
# When to come back after an end, in milliseconds; spread, so that not everyone does at once.
COME_BACK = (1000, 5000)


def frame(event: str, data: str = "") -> bytes:
    """One server-sent event."""
    return f"event: {event}\ndata: {data}\n\n".encode()


async def stream(session_key: str, admission: Admission, post: str = "") -> AsyncGenerator[bytes, None]:
    """What moves for the person, until their session or this stream's time ends."""
    loop, listener = asyncio.get_running_loop(), Listener(admission.person, admission.channels, admission.post)
    ends = loop.time() + LIFE * JITTER.uniform(0.8, 1.2)
    recheck = loop.time() + RECHECK * JITTER.uniform(0.5, 1.5)
    hub().join(listener)
    try:
        await hub().is_listening(within=PATIENCE)
        yield f"retry: {JITTER.randint(*COME_BACK)}\n\n".encode()
        while loop.time() < ends:
            words = await _next_words(listener, min(HEARTBEAT, ends - loop.time(), recheck - loop.time()))
            if ("end", "") in words:
                return
            if ("enough", "") in words:
                yield frame("enough")
                return
            if loop.time() >= recheck or ("sources", "") in words:
                found = await admit(session_key, post)
                if found is None:
                    return
                hub().move(listener, found.channels, found.post)
                recheck = loop.time() + RECHECK
            said = b"".join(frame(*word) for word in words if word[0] != "sources")
            yield said or b": still here\n\n"
    finally:
        hub().leave(listener)


async def _next_words(listener: Listener, patience: float) -> list[tuple[str, str]]:
    """What was said within `patience` seconds, each word once, in order; empty if nothing was."""
    try:
        async with asyncio.timeout(max(patience, 0)):
            words = [await listener.said.get()]
    except TimeoutError:
        return []
    while not listener.said.empty():
        words.append(listener.said.get_nowait())
    return list(dict.fromkeys(words))
