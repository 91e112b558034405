"""`/live/` as an ASGI application of its own: the session's person, then their stream.

Django's own ASGI handler would keep a thread and a database connection for each open stream (measured: 430 KiB and
three file descriptors a stream); this keeps a task and a socket.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncGenerator, Awaitable, Callable, MutableMapping
from contextlib import aclosing
from typing import Any
from urllib.parse import parse_qs

from django.conf import settings
from django.http import parse_cookie

from community.live.admitting import admit
from community.live.knocking import Knocks
from community.live.streaming import stream
from config.kit.references import ReferenceConverter

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

REFERENCE = re.compile(ReferenceConverter.regex)
_knocks = Knocks()

STREAM = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store, no-transform"),
    (b"x-content-type-options", b"nosniff"),
    # Proxies of the nginx kind would otherwise hold the words back until a buffer is full.
    (b"x-accel-buffering", b"no"),
]


async def application(scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
    """Stream what moves for the signed-in person; `?post=<reference>` also what is said under that post.

    401 for guests, 429 for an address that comes with made-up sessions, 404 below `/live/`, 405 for other methods.
    """
    if scope["method"] not in ("GET", "HEAD"):
        await _refuse(send, 405, (b"allow", b"GET, HEAD"))
    elif scope["path"] != "/live/":
        await _refuse(send, 404)
    else:
        await _open(scope, receive, send)


async def _open(scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
    session_key, post, address = session_key_of(scope), post_of(scope), (scope.get("client") or ("",))[0]
    if session_key and _knocks.is_too_many(address):
        await _refuse(send, 429, (b"retry-after", b"60"))
        return
    admission = await admit(session_key, post) if session_key else None
    if admission is None:
        if session_key:
            _knocks.refused(address)
        await _refuse(send, 401)
    elif scope["method"] == "HEAD":
        await send({"type": "http.response.start", "status": 200, "headers": STREAM})
        await send({"type": "http.response.body", "body": b""})
    else:
        await _serve(receive, send, stream(session_key, admission, post))


def session_key_of(scope: MutableMapping[str, Any]) -> str:
    """The key in the session cookie; "" without one."""
    cookies = "; ".join(value.decode("latin-1") for name, value in scope["headers"] if name == b"cookie")
    return parse_cookie(cookies).get(settings.SESSION_COOKIE_NAME, "")


def post_of(scope: MutableMapping[str, Any]) -> str:
    """The reference in the query; "" without one that could be."""
    named = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("post", [""])[0]
    return named if REFERENCE.fullmatch(named) else ""


async def _serve(receive: Receive, send: Send, words: AsyncGenerator[bytes, None]) -> None:
    """Send the stream until it ends or its reader goes."""
    sending = asyncio.ensure_future(_send_all(words, send))
    leaving = asyncio.ensure_future(_left(receive))
    try:
        await asyncio.wait({sending, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if sending.done():
            await sending
    finally:
        leaving.cancel()
        sending.cancel()
        await asyncio.wait({sending, leaving})


async def _send_all(words: AsyncGenerator[bytes, None], send: Send) -> None:
    """The page hears from the head on, so it goes out with the first word, when the stream is heard of."""
    is_begun = False
    async with aclosing(words):
        async for word in words:
            if not is_begun:
                await send({"type": "http.response.start", "status": 200, "headers": STREAM})
                is_begun = True
            await send({"type": "http.response.body", "body": word, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _refuse(send: Send, status: int, *headers: tuple[bytes, bytes]) -> None:
    head = {"type": "http.response.start", "status": status, "headers": [*headers, (b"content-length", b"0")]}
    await send(head)
    await send({"type": "http.response.body", "body": b""})
