"""What stands between the server and Django: requests in any shape, bodies at any speed, streams that end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from config import serving
from config.serving import Blocks, Halves


def echo(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answers with what it was asked."""
    start_response("200 OK", [("Content-Type", "text/plain")])
    body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
    asked = (environ["PATH_INFO"], environ["QUERY_STRING"], environ.get("HTTP_X_FORWARDED_PROTO", "-"), str(len(body)))
    return ["|".join(asked).encode("latin1")]


async def stream(scope: Any, receive: Any, send: Any) -> None:
    """Says one thing and then waits for ever."""
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"data: hello\n\n", "more_body": True})
    await asyncio.Event().wait()


def scope_of(path: str, *, query: bytes = b"", headers: list[tuple[bytes, bytes]] | None = None) -> dict[str, Any]:
    return {
        "type": "http",
        "method": "POST",
        "path": path,
        "query_string": query,
        "headers": headers or [],
        "http_version": "1.1",
    }


@pytest.fixture
def halves() -> Halves:
    return Halves(live=stream, pages=echo, threads=2)


def ask(app: Halves, scope: dict[str, Any], *parts: bytes) -> tuple[int, bytes]:
    """One request whose body comes in `parts`; returns status and body."""
    sent: list[Any] = []
    messages = [{"type": "http.request", "body": part, "more_body": True} for part in parts]
    messages.append({"type": "http.request", "body": b"", "more_body": False})

    async def receive() -> Any:
        return messages.pop(0)

    async def send(message: Any) -> None:
        sent.append(message)

    async def run() -> None:
        await app(scope, receive, send)

    asyncio.run(run())
    return sent[0]["status"], b"".join(message.get("body", b"") for message in sent[1:])


def test_a_page_is_asked_for_what_the_client_asked(halves: Halves) -> None:
    assert ask(halves, scope_of("/群/", query=b"a=1"), b"body") == (200, "/群/|a=1|-|4".encode())


def test_raw_bytes_in_a_query_are_escaped(halves: Halves) -> None:
    status, body = ask(halves, scope_of("/", query="q=茶".encode()))
    assert (status, body) == (200, b"/|q=%E8%8C%B6|-|0")


def test_a_header_with_an_underscore_cannot_pass_for_the_proxys(halves: Halves) -> None:
    forged = [(b"x_forwarded_proto", b"https")]
    assert ask(halves, scope_of("/", headers=forged))[1] == b"/||-|0"
    assert ask(halves, scope_of("/", headers=[(b"x-forwarded-proto", b"https")]))[1] == b"/||https|0"


def test_a_body_in_pieces_without_a_length_arrives_whole(halves: Halves) -> None:
    headers = [(b"transfer-encoding", b"chunked")]
    piece = b"x" * 700_000
    assert ask(halves, scope_of("/", headers=headers), piece, piece, piece)[1] == b"/||-|2100000"


def test_a_body_beyond_the_limit_is_refused(halves: Halves, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "BODY_LIMIT", 10)
    assert ask(halves, scope_of("/"), b"x" * 11)[0] == 413


def test_a_client_that_goes_away_midway_costs_nothing(halves: Halves) -> None:
    async def receive() -> Any:
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        raise AssertionError("nobody is there")

    asyncio.run(halves.page(scope_of("/"), receive, send))


def test_streams_end_when_the_server_is_told_to_stop(halves: Halves) -> None:
    async def run() -> list[Any]:
        sent: list[Any] = []
        told: asyncio.Queue[Any] = asyncio.Queue()

        async def send(message: Any) -> None:
            sent.append(message)

        async def never() -> Any:
            await asyncio.Event().wait()

        await told.put({"type": "lifespan.startup"})
        life = asyncio.create_task(halves({"type": "lifespan"}, told.get, send))
        while not sent:
            await asyncio.sleep(0)
        reader = asyncio.create_task(halves(scope_of("/live/"), never, send))
        while len(sent) < 3:
            await asyncio.sleep(0)
        halves.stop()
        await asyncio.wait_for(reader, 2)
        await told.put({"type": "lifespan.shutdown"})
        await asyncio.wait_for(life, 2)
        return sent

    sent = asyncio.run(run())
    assert sent[2]["body"] == b"data: hello\n\n"
    assert sent[3] == {"type": "http.response.body", "body": b""}
    assert sent[4] == {"type": "lifespan.shutdown.complete"}


def test_files_go_out_in_large_blocks(tmp_path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x" * (serving.FILE_BLOCK + 1))
    with path.open("rb") as file:
        assert [len(block) for block in Blocks(file)] == [serving.FILE_BLOCK, 1]
