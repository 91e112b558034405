"""A child process of the runner: started in a group of its own, its words passed on, its death noticed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from config.runner.parting import in_child

# A child that lived this long had started well: its next death is met without a pause.
SETTLED_SECONDS = 60
LONGEST_PAUSE = 30.0
NAME_WIDTH = 6


def say(name: str, text: str) -> None:
    """One line on the terminal, with the name of who says it."""
    sys.stdout.write(f"{name:>{NAME_WIDTH}} | {text}\n")
    sys.stdout.flush()


@dataclass
class Child:
    """What to run, and how it is doing.

    `parting` is what the kernel sends it when the runner itself is killed.
    """

    name: str
    command: list[str]
    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    parting: signal.Signals = signal.SIGKILL
    niceness: int = 0
    process: subprocess.Popen[bytes] | None = None
    failures: int = 0
    started_at: float = 0.0
    start_after: float = 0.0

    def start(self) -> None:
        """Start it; its output goes to the terminal, line by line, after its name."""
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            cwd=self.folder,
            env={**os.environ, **self.environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=in_child(self.parting, niceness=self.niceness),
        )
        threading.Thread(target=self.pass_on, args=(self.process,), daemon=True).start()

    def pass_on(self, process: subprocess.Popen[bytes]) -> None:
        """Copy what it says until it says no more."""
        assert process.stdout  # noqa: S101 it was started with a pipe
        for line in process.stdout:
            if text := line.decode(errors="replace").rstrip():
                say(self.name, text)

    @property
    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def tend(self) -> bool:
        """Start it again if it has died, with a pause that doubles with each failure. True if it was just started."""
        if self.running:
            return False
        now = time.monotonic()
        if self.process is not None:
            self.bury(now)
        if now < self.start_after:
            return False
        self.start()
        return True

    def bury(self, now: float) -> None:
        """Say how it ended, end what is left of its group, and settle when to try again."""
        assert self.process  # noqa: S101 the caller looked
        code = self.process.returncode
        how = f"was killed ({signal.Signals(-code).name})" if code < 0 else f"ended with code {code}"
        self.kill()
        self.process = None
        self.failures = 1 if now - self.started_at > SETTLED_SECONDS else self.failures + 1
        pause = 0.0 if self.failures == 1 else min(2.0 ** (self.failures - 2), LONGEST_PAUSE)
        self.start_after = now + pause
        say("runner", f"{self.name} {how}; starting it again" + (f" in {pause:.0f} s" if pause else ""))

    def ask_to_stop(self) -> None:
        """Let it finish what it is doing."""
        if self.running and self.process:
            self.process.terminate()

    def stopped_within(self, seconds: float) -> bool:
        """Wait for it to end, at most so long."""
        if self.process is None:
            return True
        try:
            self.process.wait(max(seconds, 0))
        except subprocess.TimeoutExpired:
            return False
        return True

    def kill(self) -> None:
        """End it and all that it started, at once."""
        if self.process is None:
            return
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return
        finally:
            self.process.wait()

    def restart(self, patience: float) -> None:
        """Stop it, in peace if it can within `patience` seconds, and start it again."""
        self.ask_to_stop()
        self.stopped_within(patience)
        self.kill()
        self.start()
