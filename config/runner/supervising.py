"""Starts the site's processes in order, keeps them alive, and stops them all."""

from __future__ import annotations

import fcntl
import http.client
import json
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from types import FrameType

from config.runner import embedded_redis, plan
from config.runner.children import Child, say
from config.runner.greeting import greeting
from config.runner.health import LOOK_EVERY, Patience, oldest_due
from config.runner.plan import Place
from config.runner.preparing import pending

STOP_WITHIN = 10.0
START_WITHIN = 90.0


class CannotStart(Exception):
    """Why the site does not open, for the terminal."""


class Supervisor:
    """All processes of one site. `run` returns when it has been told to stop and all of them are gone."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.children: list[Child] = []
        self.told = threading.Event()
        self.hurried = False
        self.patience = Patience()
        self.looked_at = 0.0

    def run(self) -> int:
        """Start, watch, stop. Returns the exit code."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self.on_signal)
        self.place.var.mkdir(parents=True, exist_ok=True)
        try:
            with claimed(self.place):
                try:
                    self.open()
                    while not self.told.wait(0.25):
                        self.watch()
                finally:
                    self.stop()
        except CannotStart as reason:
            say("runner", str(reason))
            return 1
        return 0

    def on_signal(self, number: int, frame: FrameType | None) -> None:
        """Once: stop in peace. Twice: at once."""
        self.hurried = self.told.is_set()
        self.told.set()

    def open(self) -> None:
        """Bring the site up, in an order in which nothing waits for what is not there."""
        if self.place.own_redis:
            self.add(plan.redis(self.place))
            self.wait_for("the embedded Redis", lambda: embedded_redis.answers(self.place.var))
        for job in pending(self.place):
            self.finish(job)
        if self.told.is_set():
            return
        web = plan.web(self.place)
        self.add(web)
        self.wait_for("the web server", lambda: site_answers(self.place))
        if self.told.is_set():
            return
        for child in plan.workers(self.place):
            self.add(child)
        for line in greeting(self.place):
            say("", line)

    def add(self, child: Child) -> None:
        """Start a child that is to stay."""
        child.start()
        self.children.append(child)
        self.write_down()

    def finish(self, job: Child) -> None:
        """Run a job to its end. CannotStart if it fails; nothing if we are told to stop meanwhile."""
        say("runner", f"{job.name}: {' '.join(job.command[2:])}")
        job.start()
        while not job.stopped_within(0.2):
            if self.told.is_set():
                job.kill()
                raise CannotStart(f"stopped while preparing ({job.name}); the next start takes it up again")
        if job.process and job.process.returncode:
            raise CannotStart(f"{job.name} failed, see above")

    def wait_for(self, what: str, true: Callable[[], bool]) -> None:
        """Until `true()`, or until told to stop. CannotStart if a child dies first or it takes too long."""
        deadline = time.monotonic() + START_WITHIN
        while not true() and not self.told.wait(0.1):
            dead = [child.name for child in self.children if not child.running]
            if dead or time.monotonic() > deadline:
                log = embedded_redis.log_tail(self.place.var) if "redis" in dead else ""
                raise CannotStart(f"{what} does not come up; see above {log}")

    def watch(self) -> None:
        """Start again what died, and workers that let due work lie."""
        for child in self.children:
            if child.tend():
                self.write_down()
        now = time.monotonic()
        if now - self.looked_at < LOOK_EVERY:
            return
        self.looked_at = now
        if self.patience.lost(oldest_due(), datetime.now(UTC)):
            for child in self.children:
                if child.name in ("now", "later", "beat"):
                    say(
                        "runner",
                        f"{child.name} lets work lie that is due since {self.patience.oldest}; starting it again",
                    )
                    child.restart(STOP_WITHIN)
            self.write_down()

    def write_down(self) -> None:
        """Keep `var/runner.json`: who runs as which process."""
        processes = {child.name: child.process.pid for child in self.children if child.process}
        path = self.place.var / "runner.json"
        draft = path.with_suffix(".new")
        draft.write_text(json.dumps({"url": self.place.url, "port": self.place.port, "processes": processes}))
        draft.replace(path)

    def stop(self) -> None:
        """End all children: in peace within `STOP_WITHIN` seconds or when hurried, then at once; Redis last."""
        others = [child for child in self.children if child.name != "redis"]
        for group in (others, [child for child in self.children if child.name == "redis"]):
            for child in group:
                child.ask_to_stop()
            deadline = time.monotonic() + STOP_WITHIN
            while any(child.running for child in group) and time.monotonic() < deadline and not self.hurried:
                next(child for child in group if child.running).stopped_within(0.1)
            for child in group:
                child.kill()
        (self.place.var / "runner.json").unlink(missing_ok=True)


@contextmanager
def claimed(place: Place) -> Iterator[None]:
    """Hold the site's folder, and see that its port is free. CannotStart if another runner or server has either."""
    with (place.var / "runner.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotStart(f"already running in {place.var}; stop that one first") from None
        with socket.socket(socket.AF_INET6 if ":" in place.host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((place.host, place.port))
            except OSError as error:
                where = f"{place.host}:{place.port} cannot be used ({error.strerror})"
                raise CannotStart(f"{where}; try: make run PORT={place.port + 1}") from None
        yield


def site_answers(place: Place) -> bool:
    """Whether the web server answers, whatever it says."""
    connection = http.client.HTTPConnection(plan.ANYWHERE.get(place.host, place.host), place.port, timeout=20)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status > 0
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def main() -> int:
    """Run the site of this environment."""
    try:
        return Supervisor(Place.from_environment()).run()
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        return 2
