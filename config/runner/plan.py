"""Which processes make the site, and how each is started."""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import dataclass
from pathlib import Path

from config.embedded import socket_path
from config.runner import embedded_redis
from config.runner.children import Child

BASE_DIR = Path(__file__).resolve().parent.parent.parent
# Hosts that stand for every address of the machine, and where it finds itself then.
ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 a name, not a socket
# How long a page may still be sent, and an open stream be ended, when the web server stops.
GRACE_SECONDS = 5


@dataclass(frozen=True)
class Place:
    """Where this site lives and listens. Read from VAR_DIR, HOST, PORT, SITE_URL and REDIS_URL."""

    var: Path
    host: str
    port: int
    url: str
    own_redis: bool

    @classmethod
    def from_environment(cls) -> Place:
        """ValueError if PORT is no port."""
        var = Path(os.environ.get("VAR_DIR") or BASE_DIR / "var").resolve()
        host = os.environ.get("HOST") or "127.0.0.1"
        port = int(os.environ.get("PORT") or 8000)
        if not 0 < port < 65536:
            raise ValueError(f"PORT is {port}")
        shown = ANYWHERE.get(host, host)
        url = os.environ.get("SITE_URL") or f"http://{f'[{shown}]' if ':' in shown else shown}:{port}"
        return cls(var, host, port, url.rstrip("/"), own_redis=not os.environ.get("REDIS_URL"))

    def environment(self) -> dict[str, str]:
        """What all children are told."""
        return {
            "VAR_DIR": str(self.var),
            "SITE_URL": self.url,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "PYTHONUNBUFFERED": "1",
            # Celery warns root of what root was told by everybody else.
            "PYTHONWARNINGS": "ignore::UserWarning:celery.platforms",
        }


def redis(place: Place) -> Child:
    """The embedded Redis. It keeps its own log, for what it says at every start is of no use to a reader."""
    socket_path(place.var).unlink(missing_ok=True)
    command = embedded_redis.command(place.var)
    return Child("redis", command, embedded_redis.folder(place.var), parting=signal.SIGTERM)


def manage(place: Place, name: str, *arguments: str) -> Child:
    """A management command."""
    return Child(name, [sys.executable, "manage.py", *arguments], BASE_DIR, place.environment())


def web(place: Place) -> Child:
    """One server process: its threads serve pages, its event loop the streams."""
    command = [
        *(sys.executable, "-m", "uvicorn", "config.asgi:application"),
        *("--host", place.host, "--port", str(place.port), "--log-level", "warning", "--no-access-log"),
        *("--lifespan", "on", "--no-server-header", "--timeout-graceful-shutdown", str(GRACE_SECONDS)),
    ]
    return Child("web", command, BASE_DIR, place.environment())


def worker(place: Place, name: str, queues: str, niceness: int) -> Child:
    """One worker process for what somebody waits for, calls to hails first, and one for `later`, whose long jobs hold
    nobody up.

    With one pool process each, two cores are full when both work, and the kernel shares them out; `later` is the nicer.
    """
    command = [
        *(sys.executable, "-m", "celery", "--quiet", "-A", "config", "worker", "-I", "config.runner.pool"),
        *("-Q", queues, "-n", f"{name}@%h", "--concurrency", "1", "-O", "fair", "--loglevel", "WARNING"),
        *("--without-gossip", "--without-mingle", "--without-heartbeat"),
    ]
    return Child(name, command, BASE_DIR, place.environment(), niceness=niceness)


def beat(place: Place) -> Child:
    """The clock that starts the sweeper."""
    command = [
        sys.executable,
        "-m",
        "celery",
        "--quiet",
        "-A",
        "config",
        "beat",
        "--loglevel",
        "WARNING",
        "--pidfile",
        "",
    ]
    return Child("beat", command, BASE_DIR, place.environment())


def workers(place: Place) -> list[Child]:
    """Everything that works behind the site."""
    return [worker(place, "now", "calls,now", 0), worker(place, "later", "later", 5), beat(place)]
