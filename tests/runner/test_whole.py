"""The runner as `make run` starts it: it opens the site, brings back what dies, and leaves nothing behind."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stack import Stack, own_database
from tests.waiting import eventually

pytestmark = pytest.mark.xdist_group("runner")
CHILDREN = {"redis", "web", "now", "later", "beat"}


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    with own_database(f"runner_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}") as url:
        yield url


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, database: str) -> Iterator[Stack]:
    """A site without demo data in a folder with an awkward name; each test starts it and the fixture stops it."""
    made = Stack(tmp_path_factory.mktemp("a folder 群"), database_url=database)
    yield made
    made.close()
    assert not made.left()


@pytest.fixture
def running(house: Stack) -> Stack:
    if house.process is None or house.process.poll() is not None:
        house.start()
    return house


def test_it_opens_with_all_its_processes(running: Stack) -> None:
    assert set(running.processes()) == CHILDREN
    assert running.ask("/robots.txt")[0] == 200
    assert running.url in running.said()


# What has no link from a page, or is made by a library.
DOORS = ["/", "/stores/", "/offline/", "/sw.js", "/manifest.webmanifest", "/admin/login/", "/api/docs/", "/api/redoc/"]
PART = re.compile(r"""(?:src|href|content)=["'](/(?:static|pictures)/[^"'#]+)|["'](/static/[^"']+)["']""")


@pytest.mark.parametrize("door", DOORS)
def test_pages_and_all_their_parts_are_served(running: Stack, door: str) -> None:
    """With the collected files, whose names carry a hash; in other tests they lie where they were written."""
    status, page = running.ask(door, headers={"Accept": "text/html"})
    assert status == 200
    parts = {first or second for first, second in PART.findall(json.dumps(page) if isinstance(page, dict) else page)}
    assert parts or door == "/sw.js"
    missing = {part: running.ask(part)[0] for part in parts if not part.endswith("/")}
    assert set(missing.values()) <= {200}, missing


@pytest.mark.parametrize("name", sorted(CHILDREN))
def test_a_killed_child_comes_back(running: Stack, name: str) -> None:
    killed = running.kill(name)
    eventually(lambda: running.processes()[name] != killed, within=10)
    if name == "web":
        eventually(lambda: answers(running), within=30)


def answers(stack: Stack) -> bool:
    try:
        return stack.ask("/robots.txt")[0] == 200
    except OSError:
        return False


def test_a_second_runner_is_refused(running: Stack, tmp_path: Path) -> None:
    second = Stack(running.var)
    # What the first one says, of a child that comes back just now, is not the second's word.
    second.log = tmp_path / "second.log"
    with pytest.raises(AssertionError, match="already running"):
        second.start(within=60)


def test_a_taken_port_is_named(running: Stack, tmp_path: Path) -> None:
    second = Stack(tmp_path)
    second.environment["PORT"] = str(running.port)
    with pytest.raises(AssertionError, match=f"make run PORT={running.port + 1}"):
        second.start(within=60)


SESSION = """
from django.contrib.auth import get_user_model
from django.test import Client
person = get_user_model().objects.create(username="reader", name="Reader", email="reader@qunpu.example")
client = Client()
client.force_login(person)
answer = client.cookies["sessionid"].value
"""


def test_ctrl_c_stops_everything_in_peace_open_streams_too(running: Stack) -> None:
    headers = f"Host: 127.0.0.1\r\nCookie: sessionid={running.python(SESSION)}\r\n\r\n"
    with socket.create_connection(("127.0.0.1", running.port), timeout=30) as reader:
        reader.sendall(f"GET /live/ HTTP/1.1\r\n{headers}".encode())
        heard = reader.recv(4096)
        assert heard.startswith(b"HTTP/1.1 200")
        started = time.monotonic()
        assert running.stop(signal.SIGINT) == 0
        assert time.monotonic() - started < 15
        while block := reader.recv(4096):
            heard += block
    # The last chunk: the stream was ended, not torn off.
    assert heard.endswith(b"0\r\n\r\n")
    assert running.left() == []


def test_the_second_start_is_quick_and_keeps_all_data(house: Stack) -> None:
    person = "from django.contrib.auth import get_user_model\npeople = get_user_model().objects\n"
    if house.process is None or house.process.poll() is not None:
        house.start()
    house.python(f"{person}answer = people.create(username='kept', name='Kept', email='kept@qunpu.example').pk")
    took = []
    for _ in range(2):
        assert house.stop() == 0
        started = time.monotonic()
        house.start()
        took.append(time.monotonic() - started)
    # Ten seconds of a machine of our own; what else runs on this one now is counted out.
    crowd = max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
    assert min(took) < 10 * crowd
    assert house.python(f"{person}answer = people.filter(username='kept').count()") == 1


def test_killing_the_runner_itself_leaves_no_process(running: Stack) -> None:
    assert running.process
    running.process.kill()
    running.process.wait(10)
    eventually(lambda: not running.left(), within=15)
