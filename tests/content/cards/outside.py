"""Other sites for tests: small servers of this process on 127.0.0.1, reached through names of our own."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable

from content.cards.outside.fetching import Reach

Answer = Callable[[socket.socket, bytes], None]


def http(body: bytes = b"", *, status: str = "200 OK", kind: str = "text/html; charset=utf-8", **headers: str) -> bytes:
    """A whole answer of a server."""
    named = {"Content-Type": kind, "Content-Length": str(len(body))}
    named |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in named.items())
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode("latin-1") + body


class OtherSite:
    """A server that answers each path with bytes or with whatever a function does to the connection."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.answers: dict[str, bytes | Answer] = {}
        self.ended = threading.Event()
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self) -> None:
        while True:
            try:
                connection, _peer = self.listening.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with connection:
            try:
                asked = b""
                while b"\r\n\r\n" not in asked:
                    piece = connection.recv(4096)
                    if not piece:
                        return
                    asked += piece
                self.asked.append(asked.decode("latin-1"))
                answer = self.answers.get(asked.split(b" ")[1].decode(), http(b"", status="404 Not Found"))
                if callable(answer):
                    answer(connection, asked)
                else:
                    connection.sendall(answer)
            except OSError:
                return

    def close(self) -> None:
        self.ended.set()
        self.listening.close()

    def reach(self, *, allows: Callable[[str], bool] = lambda address: True, total: float = 5) -> Reach:
        """A world in which every name stands for this server, on whatever port it is asked."""

        async def resolve(host: str, port: int) -> list[tuple[str, int]]:
            return [("127.0.0.1", self.port)]

        return Reach(resolve=resolve, allows=allows, total=total)
