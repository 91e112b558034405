"""What stands between the ASGI server and Django's two handlers."""

from __future__ import annotations

import asyncio
import re
import signal
import threading
from collections.abc import Awaitable, Callable, Iterator, MutableMapping
from tempfile import SpooledTemporaryFile
from types import FrameType
from typing import IO, Any

from a2wsgi import WSGIMiddleware

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

FILE_BLOCK = 256 * 1024
# A body is kept in memory up to this size, then in a temporary file, so that a slow phone holds no thread.
BODY_IN_MEMORY = 1024 * 1024
# Nine photos of 20 MB and a form.
BODY_LIMIT = 200 * 1024 * 1024
NOT_ASCII = re.compile(rb"[\x80-\xff]")


class Blocks:
    """A file as WSGI servers hand it out, in blocks large enough that passing them on costs nothing."""

    def __init__(self, file: IO[bytes], block_size: int = 0) -> None:
        self.file = file
        self.close = getattr(file, "close", lambda: None)

    def __iter__(self) -> Iterator[bytes]:
        while block := self.file.read(FILE_BLOCK):
            yield block


class Halves:
    """One application of two: event streams under `/live/`, pages everywhere else."""

    def __init__(self, *, live: Any, pages: Any, threads: int) -> None:
        self.live = live
        self.pages: Any = WSGIMiddleware(with_blocks(pages), workers=threads)
        self.stopping: asyncio.Event | None = None
        self.loop: asyncio.AbstractEventLoop | None = None

    def stop(self) -> None:
        """End all open streams, from any thread. A signal does this by itself."""
        if self.loop and self.stopping and not self.loop.is_closed():
            self.loop.call_soon_threadsafe(self.stopping.set)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.live_and_die(receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1000})
        elif scope["path"].startswith("/live/"):
            await self.stream(plain(scope), receive, send)
        else:
            await self.page(plain(scope), receive, send)

    async def live_and_die(self, receive: Receive, send: Send) -> None:
        """Answer the server's lifespan messages, and learn of a stop before it waits for open streams."""
        await receive()
        self.stopping, self.loop = asyncio.Event(), asyncio.get_running_loop()
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, self.before(signal.getsignal(number)))
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await send({"type": "lifespan.shutdown.complete"})

    def before(self, server_handler: Any) -> Callable[[int, FrameType | None], None]:
        """A signal handler that stops the streams and then does what the server's own does."""

        def handle(number: int, frame: FrameType | None) -> None:
            self.stop()
            if callable(server_handler):
                server_handler(number, frame)

        return handle

    async def stream(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a stream until it ends, its reader goes, or the server stops: then end it as if it were done."""
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        streaming = asyncio.ensure_future(self.live(scope, receive, watched))
        if self.stopping is None:
            await streaming
            return
        stop = asyncio.ensure_future(self.stopping.wait())
        try:
            await asyncio.wait({streaming, stop}, return_when=asyncio.FIRST_COMPLETED)
            if streaming.done():
                await streaming
                return
            streaming.cancel()
            await asyncio.wait({streaming})
            if started:
                await send({"type": "http.response.body", "body": b""})
        finally:
            stop.cancel()
            streaming.cancel()

    async def page(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the whole body first, then give it to a thread."""
        with SpooledTemporaryFile(max_size=BODY_IN_MEMORY) as body:
            size = 0
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    return
                body.write(message.get("body", b""))
                size += len(message.get("body", b""))
                if size > BODY_LIMIT:
                    await too_large(send)
                    return
                if not message.get("more_body"):
                    break
            body.seek(0)

            async def read() -> Message:
                block = body.read(FILE_BLOCK)
                return {"type": "http.request", "body": block, "more_body": bool(block)}

            scope["headers"].append((b"content-length", str(size).encode()))
            await self.pages(scope, read, send)


def with_blocks(app: Any) -> Any:
    """`app`, told that files are best handed out as `Blocks`."""

    def application(environ: dict[str, Any], start_response: Any) -> Any:
        environ["wsgi.file_wrapper"] = Blocks
        return app(environ, start_response)

    return application


def plain(scope: Scope) -> Scope:
    """A copy without what clients may send but WSGI cannot say.

    Bytes outside ASCII in the query are escaped; headers with an underscore are dropped, for WSGI takes them for those
    with a hyphen, which a proxy sets; the length is set anew when the body has been read.
    """
    headers = [(name, value) for name, value in scope["headers"] if b"_" not in name]
    if not scope["path"].startswith("/live/"):
        headers = [(name, value) for name, value in headers if name not in (b"content-length", b"transfer-encoding")]
    query = NOT_ASCII.sub(lambda found: b"%%%02X" % found[0][0], scope["query_string"])
    return {**scope, "headers": headers, "query_string": query}


async def too_large(send: Send) -> None:
    """Answer 413 and close, without reading what else comes."""
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": "太大了 / Too large\n".encode()})
