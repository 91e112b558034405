"""A push service on this machine: keeps what it is sent and answers as it is told; and browsers that read it."""

from __future__ import annotations

import base64
import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import http_ece
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec


def shown(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


@dataclass
class Browser:
    """One that has subscribed: `keys` is what it gives the site."""

    endpoint: str
    secret: bytes = field(default_factory=lambda: os.urandom(16))
    private: Any = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    @property
    def keys(self) -> dict[str, str]:
        form = serialization.PublicFormat.UncompressedPoint
        point = self.private.public_key().public_bytes(serialization.Encoding.X962, form)
        return {"endpoint": self.endpoint, "p256dh": shown(point), "auth": shown(self.secret)}

    def opened(self, body: bytes) -> dict[str, Any]:
        """What the message says."""
        plain = http_ece.decrypt(body, private_key=self.private, auth_secret=self.secret, version="aes128gcm")
        return json.loads(plain)


@dataclass
class Sent:
    """A message that came in."""

    path: str
    headers: dict[str, str]
    body: bytes


class PushService:
    """Listens on the loopback. `answers[path]` are the statuses to give, one after the other, then 201; `retry_after`
    is what it says with them of when to come back."""

    def __init__(self) -> None:
        self.sent: list[Sent] = []
        self.answers: dict[str, list[int]] = {}
        self.retry_after = ""
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                waiting = service.answers.get(self.path, [])
                status = waiting.pop(0) if waiting else 201
                service.sent.append(Sent(self.path, dict(self.headers), body))
                self.send_response(status)
                if status in (301, 307):
                    self.send_header("Location", "/elsewhere")
                if status >= 400 and service.retry_after:
                    self.send_header("Retry-After", service.retry_after)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.origin = f"http://127.0.0.1:{self.server.server_port}"

    def browser(self, name: str = "one") -> Browser:
        return Browser(f"{self.origin}/{name}")


@contextmanager
def running_service() -> Iterator[PushService]:
    service = PushService()
    thread = threading.Thread(target=service.server.serve_forever, daemon=True)
    thread.start()
    yield service
    service.server.shutdown()
    service.server.server_close()
    thread.join(10)
