"""Children of the runner: started again when they die, and never left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from config.runner.children import LONGEST_PAUSE, Child
from tests.waiting import eventually

FOREVER = [sys.executable, "-c", "import signal; signal.pause()"]
BASE = Path(__file__).resolve().parents[2]


@pytest.fixture
def child(tmp_path: Path):
    made = Child("child", FOREVER, tmp_path)
    yield made
    made.kill()


def runs(number: int) -> bool:
    """Whether the process lives; a zombie does not."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_its_words_come_after_its_name(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    speaker = Child("web", [sys.executable, "-c", "print('你好')"], tmp_path)
    speaker.start()
    assert speaker.stopped_within(10)
    eventually(lambda: "web | 你好" in capfd.readouterr().out, within=5)


def test_a_killed_child_starts_again_at_once(child: Child) -> None:
    child.start()
    assert child.process
    first = child.process.pid
    child.process.kill()
    child.stopped_within(5)
    assert child.tend()
    assert child.running
    assert child.process.pid != first


def test_a_child_that_keeps_dying_is_started_ever_more_rarely(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    broken = Child("broken", [sys.executable, "-c", "raise SystemExit(3)"], tmp_path)
    pauses = []
    for _ in range(8):
        broken.start_after = 0
        broken.tend()
        assert broken.stopped_within(10)
        started = broken.started_at
        broken.tend()
        pauses.append(round(broken.start_after - started))
    assert pauses == [0, 1, 2, 4, 8, 16, LONGEST_PAUSE, LONGEST_PAUSE]
    assert "ended with code 3" in capfd.readouterr().out


def test_what_a_dead_child_started_is_ended_with_it(tmp_path: Path) -> None:
    code = (
        "import subprocess, sys, signal; p = subprocess.Popen(sys.argv[1:]); print(p.pid, flush=True); signal.pause()"
    )
    parent = Child("parent", [sys.executable, "-c", code, *FOREVER], tmp_path)
    heard: list[str] = []
    parent.pass_on = lambda process: heard.append(process.stdout.readline().decode())  # type: ignore[method-assign, assignment]
    parent.start()
    grandchild = int(eventually(lambda: heard and heard[0], within=10))
    assert parent.process
    parent.process.kill()
    parent.stopped_within(5)
    parent.tend()
    eventually(lambda: not runs(grandchild), within=5)
    parent.kill()


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_no_child_outlives_the_runner(tmp_path: Path, number: signal.Signals) -> None:
    code = (
        "from pathlib import Path; from config.runner.children import Child; import signal, sys;"
        "child = Child('child', sys.argv[1:], Path('.')); child.start();"
        "print(child.process.pid, flush=True); signal.pause()"
    )
    runner = subprocess.Popen([sys.executable, "-c", code, *FOREVER], cwd=BASE, stdout=subprocess.PIPE, text=True)
    assert runner.stdout
    child = int(runner.stdout.readline())
    assert runs(child)
    os.kill(runner.pid, number)
    runner.wait(10)
    runner.stdout.close()
    eventually(lambda: not runs(child), within=5)
