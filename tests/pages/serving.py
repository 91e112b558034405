"""The site in a thread of the test's own process: config.asgi on uvicorn, with the test's database and settings."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from django.test import modify_settings

from config.runner.services import free_port
from tests.waiting import eventually


class Site:
    """Where the site under test answers. Also stands in for pytest-django's `live_server`."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._live_server_modified_settings = modify_settings()

    def __str__(self) -> str:
        return self.url


@contextmanager
def running_site() -> Iterator[Site]:
    """The site on a free port, event streams included, as long as the block."""
    from config.asgi import application

    port = free_port()
    server = uvicorn.Server(
        uvicorn.Config(application, port=port, log_level="warning", lifespan="on", timeout_graceful_shutdown=3)
    )
    thread = threading.Thread(target=server.run, name="site", daemon=True)
    thread.start()
    eventually(lambda: server.started or not thread.is_alive(), within=20, that="the site under test starts")
    yield Site(f"http://127.0.0.1:{port}")
    application.stop()
    server.should_exit = True
    thread.join(10)
