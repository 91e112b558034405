"""A PostgreSQL and a Redis of our own: `make services` for a developer, `throwaway` for a test run."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import redis

from config.runner.debian import Missing, install
from config.runner.embedded_redis import NO_RETRY
from config.runner.parting import in_child
from config.runner.plan import BASE_DIR
from config.runner.postgres import Cluster, can_be_reached


def redis_program() -> str:
    """Debian's redis-server; installs it if it may. Raises Missing."""
    if not shutil.which("redis-server"):
        install("redis-server", what="Redis is")
    return shutil.which("redis-server") or "/usr/bin/redis-server"


def redis_command(folder: Path, port: int, password: str, *options: str) -> list[str]:
    """A Redis on a port of 127.0.0.1 that asks for a password."""
    listen = ("--bind", "127.0.0.1", "--port", str(port), "--requirepass", password)
    return [redis_program(), *listen, "--dir", str(folder), "--logfile", "redis.log", "--save", "", *options]


def redis_url(port: int, password: str) -> str:
    return f"redis://:{password}@127.0.0.1:{port}/0"


def redis_answers(url: str) -> bool:
    try:
        return bool(redis.Redis.from_url(url, socket_timeout=1, retry=NO_RETRY).ping())
    except (redis.RedisError, OSError):
        return False


def free_port() -> int:
    """A TCP port of 127.0.0.1 that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(what: str, true: Callable[[], bool], log: Path) -> None:
    """Until `true()`. RuntimeError, with the end of the log, after 30 seconds."""
    deadline, pause = time.monotonic() + 30, threading.Event()
    while not true():
        if time.monotonic() > deadline:
            tail = log.read_text(errors="replace")[-800:] if log.exists() else ""
            raise RuntimeError(f"{what} does not come up: {tail}")
        pause.wait(0.05)


@contextmanager
def throwaway() -> Iterator[dict[str, str]]:
    """A hasty PostgreSQL and a Redis, gone with the block and all they held. Yields DATABASE_URL and REDIS_URL."""
    base = Path(tempfile.mkdtemp(prefix="qunpu-services-"))
    base.chmod(0o711)
    processes: list[subprocess.Popen[bytes]] = []
    try:
        cluster = Cluster.make(base / "postgres", free_port())
        processes.append(cluster.start_child(base / "postgres.log"))
        port, password = free_port(), secrets.token_urlsafe(24)
        command = redis_command(base, port, password, "--appendonly", "no")
        processes.append(
            subprocess.Popen(
                command, stdin=subprocess.DEVNULL, preexec_fn=in_child(signal.SIGTERM), start_new_session=True
            )
        )
        wait_for("PostgreSQL", cluster.answers, base / "postgres.log")
        wait_for("Redis", lambda: redis_answers(redis_url(port, password)), base / "redis.log")
        yield {"DATABASE_URL": cluster.url, "REDIS_URL": redis_url(port, password)}
    finally:
        for process in processes:
            # PostgreSQL's fast shutdown: it ends connections instead of waiting for them. Redis takes it the same way.
            process.send_signal(signal.SIGINT)
        for process in processes:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        shutil.rmtree(base, ignore_errors=True)


class Lasting:
    """The pair of `make services`: started in the background, its data and its addresses kept under `var/services`."""

    def __init__(self, var: Path) -> None:
        self.notes = var / "services" / "services.json"
        self.notes.parent.mkdir(parents=True, exist_ok=True)
        folder = self.notes.parent
        if not can_be_reached(folder):
            # PostgreSQL does not run as root, and whom it runs as cannot get here.
            folder = Path("/var/tmp") / f"qunpu-services-{hashlib.sha256(os.fsencode(var)).hexdigest()[:12]}"  # noqa: S108
            folder.mkdir(mode=0o711, exist_ok=True)
        self.folder = folder

    def known(self) -> dict[str, Any]:
        return json.loads(self.notes.read_text()) if self.notes.exists() else {}

    def start(self) -> dict[str, str]:
        """Start what does not run yet. Returns DATABASE_URL and REDIS_URL, the same every time."""
        known = self.known()
        if not known:
            cluster = Cluster.make(self.folder / "postgres", free_port())
            known = {"postgres_port": cluster.port, "postgres_password": cluster.password}
            known |= {"redis_port": free_port(), "redis_password": secrets.token_urlsafe(24)}
            self.notes.touch(mode=0o600)
            self.notes.write_text(json.dumps(known))
        cluster = self.cluster(known)
        if not cluster.answers():
            log = self.folder / "postgres" / "server.log"
            cluster.control("start", "-W", "-l", str(log), "-o", f"-h 127.0.0.1 -p {cluster.port} -k ''")
            wait_for("PostgreSQL", cluster.answers, log)
        url = redis_url(known["redis_port"], known["redis_password"])
        if not redis_answers(url):
            options = ("--appendonly", "yes", "--daemonize", "yes")
            command = redis_command(self.notes.parent, known["redis_port"], known["redis_password"], *options)
            subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
            wait_for("Redis", lambda: redis_answers(url), self.notes.parent / "redis.log")
        return {"DATABASE_URL": cluster.url, "REDIS_URL": url}

    def stop(self) -> None:
        """Stop both; the data stays."""
        known = self.known()
        if not known:
            return
        self.cluster(known).control("stop", "-m", "fast")
        client = redis.Redis.from_url(redis_url(known["redis_port"], known["redis_password"]), retry=NO_RETRY)
        if redis_answers(redis_url(known["redis_port"], known["redis_password"])):
            client.shutdown()

    def cluster(self, known: dict[str, Any]) -> Cluster:
        return Cluster(self.folder / "postgres", known["postgres_port"], known["postgres_password"])


def main(action: str) -> int:
    """`start` prints what to set in the shell; `stop` stops."""
    try:
        pair = Lasting(Path(os.environ.get("VAR_DIR") or BASE_DIR / "var").resolve())
        if action == "stop":
            pair.stop()
            return 0
        for name, value in pair.start().items():
            print(f"export {name}={value}")
    except (Missing, RuntimeError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
