"""Fetching a page of another site without being led anywhere else.

The name is resolved here, the answer judged, and the connection made to the very address that was judged; so again at
each redirect. Nothing of ours goes along but the address asked for, and time and size end by our clock and scale.
"""

from __future__ import annotations

import socket
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from email.message import Message
from time import monotonic
from typing import Any
from urllib.parse import urljoin, urlsplit

import anyio
import httpcore
from django.conf import settings

from content.cards.outside.addresses import PORTS, BadAddress, is_public, normal

# Seconds.
CONNECT = 5
TOTAL = 8
REDIRECTS = 3
MOST_HTML = 512 * 1024
MOST_PICTURE = 2 * 1024 * 1024
HTML = ("text/html", "application/xhtml+xml")
PICTURES = ("image/jpeg", "image/png", "image/webp", "image/gif", "image/avif")


class NotFetched(Exception):
    """Why there is nothing: `code` for the record; `is_passing` if it may be otherwise in a while."""

    def __init__(self, code: str, *, is_passing: bool = False):
        self.code, self.is_passing = code, is_passing
        super().__init__(code)


Resolver = Callable[[str, int], Awaitable[list[tuple[str, int]]]]


async def resolve(host: str, port: int) -> list[tuple[str, int]]:
    """The addresses behind a name, each with the port to ask there."""
    found = await anyio.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [(str(address[0]), port) for *_, address in found]


@dataclass(frozen=True)
class Reach:
    """How far a fetch may go: what a name stands for, which addresses it may ask, and how long (seconds)."""

    resolve: Resolver = resolve
    allows: Callable[[str], bool] = is_public
    refuses_host: Callable[[str], bool] = lambda _host: False
    connect: float = CONNECT
    total: float = TOTAL


@dataclass(frozen=True)
class Fetched:
    """What was found: the address where redirects ended, and `body`, cut where it was too long."""

    url: str
    kind: str
    charset: str
    body: bytes


class _Pinned(httpcore.AsyncNetworkBackend):
    """Connects to an address only after it was judged, and to no other."""

    def __init__(self, reach: Reach):
        self.reach = reach
        self.plain = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        for address, number in await self.reach.resolve(host.strip("[]"), port):
            if self.reach.allows(address):
                return await self.plain.connect_tcp(address, number, timeout=timeout)
        raise NotFetched("refused")


def fetch(url: str, *, kinds: Iterable[str], most: int, cut: bool, reach: Reach) -> Fetched:
    """The page or file at `url`, through at most three redirects, by `reach.total` seconds from now.

    Of `most` bytes and more, the first `most` where it may be `cut`. Raises NotFetched.
    """
    end = monotonic() + reach.total
    try:
        for _hop in range(REDIRECTS + 1):
            url = normal(url)
            # Between the hops, not within: whoever refuses a host may ask the database.
            if reach.refuses_host(urlsplit(url).hostname or ""):
                raise NotFetched("blocked")
            found = anyio.run(_asked, url, tuple(kinds), most, cut, reach, end - monotonic())
            if isinstance(found, Fetched):
                return found
            url = found
    except BadAddress as error:
        raise NotFetched("refused") from error
    except (TimeoutError, httpcore.TimeoutException) as error:
        raise NotFetched("too_slow", is_passing=True) from error
    except (httpcore.NetworkError, httpcore.ProtocolError, OSError, ValueError) as error:
        raise NotFetched("unreachable", is_passing=True) from error
    raise NotFetched("redirects")


async def _asked(url: str, kinds: tuple[str, ...], most: int, cut: bool, reach: Reach, seconds: float) -> Fetched | str:
    """What is at `url`, or the address to which it redirects."""
    with anyio.fail_after(seconds):
        async with _answer(url, kinds, reach) as answer:
            headers = {name.lower().decode("latin-1"): value.decode("latin-1") for name, value in answer.headers}
            if answer.status in (301, 302, 303, 307, 308) and headers.get("location"):
                return urljoin(url, headers["location"].strip())
            if answer.status != 200:
                raise NotFetched(f"status_{answer.status}", is_passing=answer.status == 429 or answer.status >= 500)
            kind, charset = _said(headers.get("content-type", ""))
            if kind not in kinds:
                raise NotFetched("kind")
            body = await _body(answer, headers.get("content-encoding", "").strip().lower(), most + 1)
    if len(body) > most and not cut:
        raise NotFetched("too_large")
    return Fetched(url, kind, charset, body[:most])


def _said(content_type: str) -> tuple[str, str]:
    """Kind and encoding, as a header names them."""
    message = Message()
    message["Content-Type"] = "".join(sign for sign in content_type if sign.isprintable())
    return message.get_content_type(), str(message.get_content_charset("") or "")


@asynccontextmanager
async def _answer(url: str, kinds: tuple[str, ...], reach: Reach) -> AsyncIterator[httpcore.Response]:
    """The beginning of the answer; its body waits to be read."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    headers: dict[bytes | str, bytes | str] = {
        "Host": parts.netloc,
        "User-Agent": f"QunpuCards/1 (+{settings.SITE_URL})",
        "Accept": ", ".join(kinds),
        "Accept-Encoding": "identity",
        "Connection": "close",
    }
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    asked = httpcore.URL(scheme=parts.scheme, host=host, port=parts.port or PORTS[parts.scheme], target=target)
    extensions = {"timeout": {"connect": reach.connect, "read": reach.total, "write": reach.total}}
    async with (
        httpcore.AsyncConnectionPool(max_connections=1, network_backend=_Pinned(reach)) as pool,
        pool.stream("GET", asked, headers=headers, extensions=extensions) as answer,
    ):
        yield answer


async def _body(answer: httpcore.Response, packing: str, most: int) -> bytes:
    """At most `most` bytes, unpacked no further than that; nor are more read."""
    if packing not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise NotFetched("packing")
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32) if packing not in ("", "identity") else None
    body, taken = bytearray(), 0
    async for piece in answer.aiter_stream():
        taken += len(piece)
        try:
            body += unpacker.decompress(piece, most - len(body)) if unpacker else piece[: most - len(body)]
        except zlib.error as error:
            raise NotFetched("packing") from error
        if len(body) >= most or taken >= most:
            break
    return bytes(body)
