"""The whole site as `make run` starts it: for tests of what only real processes can show."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings

from config.embedded import sqlite_url
from config.runner.children import LONGEST_PAUSE
from config.runner.services import free_port
from tests.waiting import eventually

BASE = Path(__file__).resolve().parent.parent

# Reads code a line, as JSON; runs it; says `answer`, or what went wrong. Holds no connection between two lines.
SHELL = """
import contextlib, json, sys, traceback
import django
django.setup()
from django.db import connection, connections, transaction

@contextlib.contextmanager
def one_moment():
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        yield

for line in sys.stdin:
    names = {}
    code, at_one_moment = json.loads(line)
    try:
        with one_moment() if at_one_moment else contextlib.nullcontext():
            exec(code, names)
        told = {"answer": names["answer"]}
    except BaseException:
        told = {"error": traceback.format_exc()}
    connections.close_all()
    print("ANSWER", json.dumps(told, default=str), flush=True)
"""


class Stack:
    """One site in a folder of its own, on a free port, with its own embedded Redis and its own database."""

    def __init__(
        self,
        var: Path,
        *,
        database_url: str = "",
        demo: str = "",
        base: Path = BASE,
        extra: Mapping[str, str] | None = None,
    ) -> None:
        self.var, self.base, self.port = var, base, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = var / "runner.log"
        self.process: subprocess.Popen[bytes] | None = None
        self.shell: subprocess.Popen[str] | None = None
        inherited = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
        self.environment = inherited | {
            "VAR_DIR": str(var),
            "PORT": str(self.port),
            "DATABASE_URL": database_url or sqlite_url(var),
            "REDIS_URL": "",
            "DEMO": "1" if demo else "0",
            "DEMO_SIZE": demo,
            "API_RATE_ANON": "100000/min",
            "API_RATE_USER": "100000/min",
            **(extra or {}),
        }

    def start(self, *, within: float = 180) -> None:
        """Start the runner and wait until the site answers and both workers take work."""
        assert self.process is None or self.process.poll() is not None, "this stack runs already"
        self.var.mkdir(parents=True, exist_ok=True)
        heard = self.log.stat().st_size if self.log.exists() else 0
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "config.runner"],
                cwd=self.base,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

        def up() -> bool:
            assert self.process
            assert self.process.poll() is None, f"the runner ended:\n{self.said()}"
            said = self.log.read_bytes()[heard:].decode(errors="replace")
            return all(f"{queue} | takes work" in said for queue in ("now", "later"))

        eventually(up, within=within, that="the stack starts")

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Tell the runner to stop, as Ctrl-C or a supervisor would, and wait for it. Returns its exit code."""
        assert self.process
        self.process.send_signal(number)
        return self.process.wait(40)

    def said(self) -> str:
        """What the terminal showed."""
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def processes(self) -> dict[str, int]:
        """Name and process id of each child of the runner."""
        return json.loads((self.var / "runner.json").read_text())["processes"]

    def kill(self, name: str) -> int:
        """Kill the child `name` with -9; returns the process id that is no more."""
        number = self.processes()[name]
        os.kill(number, signal.SIGKILL)
        return number

    def kill_again(self, name: str) -> int:
        """Kill the child once it is up: one that was killed before is first waited for."""

        def alive() -> bool:
            number = self.processes().get(name)
            return bool(number) and Path(f"/proc/{number}").exists()

        eventually(alive, within=LONGEST_PAUSE + 30, every=0.02, that=f"{name} is up")
        return self.kill(name)

    def left(self) -> list[str]:
        """Processes of this site that run: those with its folder in their environment, our shell apart."""
        found = []
        ours = {os.getpid(), self.shell.pid if self.shell else 0}
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit() and int(entry.name) not in ours:
                try:
                    environment = (entry / "environ").read_bytes().split(b"\0")
                    if f"VAR_DIR={self.var}".encode() in environment:
                        found.append((entry / "cmdline").read_bytes().replace(b"\0", b" ").decode())
                except (OSError, ValueError):
                    continue
        return [command for command in found if command]

    def ask(
        self, path: str, data: Any = None, *, token: str = "", method: str = "", headers: dict[str, str] | None = None
    ) -> tuple[int, Any]:
        """One request to the site: JSON in, (status, JSON or text) out."""
        headers = {"Accept": "application/json", "Accept-Language": "en", **(headers or {})}
        if token:
            headers["Authorization"] = f"Token {token}"
        body = None
        if data is not None:
            body, headers["Content-Type"] = json.dumps(data).encode(), "application/json"
        request = urllib.request.Request(self.url + path, body, headers, method=method or None)  # noqa: S310 own site
        try:
            with urllib.request.urlopen(request, timeout=30) as response:  # noqa: S310 own site
                status, text = response.status, response.read().decode(errors="replace")
        except urllib.error.HTTPError as error:
            status, text = error.code, error.read().decode(errors="replace")
        try:
            return status, json.loads(text)
        except ValueError:
            return status, text

    def python(self, code: str, *, at_one_moment: bool = False) -> Any:
        """Run `code` with the site's models and settings; what it calls `answer` comes back through JSON.

        It runs in a process of its own, which stays for the next time. `at_one_moment`: all its queries see the
        database as it was at the first, so that what they count goes together while workers are busy.
        """
        if self.shell is None or self.shell.poll() is not None:
            self.shell = subprocess.Popen(
                [sys.executable, "-c", SHELL],
                cwd=self.base,
                env=self.environment | {"DJANGO_SETTINGS_MODULE": "config.settings", "SITE_URL": self.url},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        assert self.shell.stdin
        assert self.shell.stdout
        self.shell.stdin.write(json.dumps([code, at_one_moment]) + "\n")
        self.shell.stdin.flush()
        for line in self.shell.stdout:
            if line.startswith("ANSWER "):
                told = json.loads(line.removeprefix("ANSWER "))
                assert "error" not in told, told["error"]
                return told["answer"]
        raise AssertionError("the site's shell ended")

    def close(self) -> None:
        """End the shell, and the site if it runs."""
        if self.shell is not None:
            assert self.shell.stdin
            assert self.shell.stdout
            self.shell.stdin.close()
            self.shell.wait(20)
            self.shell.stdout.close()
        if self.process and self.process.poll() is None:
            self.stop()

    def token(self, login: str) -> str:
        """An API token of the person who signs in as `login` (an e-mail address)."""
        return self.python(
            "from django.contrib.auth import get_user_model\n"
            "from rest_framework.authtoken.models import Token\n"
            f"person = get_user_model().objects.get(email={login!r})\n"
            "answer = Token.objects.get_or_create(user=person)[0].key"
        )


@contextmanager
def own_database(name: str) -> Iterator[str]:
    """The URL of an empty database beside the test's own: '' on SQLite, where each stack has its own file."""
    given = settings.DATABASES["default"]
    if "postgresql" not in given["ENGINE"]:
        yield ""
        return
    import psycopg

    quoted = urllib.parse.quote(given["PASSWORD"])
    server = f"postgres://{given['USER']}:{quoted}@{given['HOST']}:{given['PORT']}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'drop database if exists "{name}" with (force)')
        connection.execute(f'create database "{name}"')
        yield f"{server}/{name}"
        connection.execute(f'drop database if exists "{name}" with (force)')


@contextmanager
def running_stack(
    var: Path, *, demo: str = "", name: str = "stack", base: Path = BASE, extra: Mapping[str, str] | None = None
) -> Iterator[Stack]:
    """A stack that runs as long as the block, with `extra` in its environment.

    Shows what the terminal showed when it is not stopped cleanly.
    """
    with own_database(f"{name}_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}") as url:
        stack = Stack(var, database_url=url, demo=demo, base=base, extra=extra)
        try:
            stack.start()
            yield stack
        finally:
            stack.close()
            assert not stack.left(), stack.said()
