"""What every test can lean on: a Redis, clean caches, a language, and ways to let background work happen."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Any

# Playwright's synchronous API keeps an event loop in the tests' thread, which Django takes for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

import pytest
from django.conf import settings as site_settings
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase
from django.utils import timezone, translation

from config.celery import app as celery_app
from tests import settings as test_settings
from tests.emptying import empty
from tests.stack import Stack, running_stack


@pytest.fixture(scope="session", autouse=True)
def embedded_redis() -> Iterator[None]:
    """A Redis for this test process, unless REDIS_URL names one."""
    if not test_settings.EMBEDDED_REDIS:
        yield
        return
    from config.runner.embedded_redis import running_redis

    with running_redis(test_settings.VAR, lasting=False):
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """Remove what a run that was broken off left of its database: SQLite trips over a log without its file."""
    database = site_settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        for ending in ("", "-wal", "-shm"):
            Path(f"{database['TEST']['NAME']}{ending}").unlink(missing_ok=True)


@pytest.fixture(scope="session", autouse=True)
def emptied_tables() -> Iterator[None]:
    """After a test that commits, what it wrote is deleted, instead of all tables flushed."""
    plain = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = lambda _case: empty()  # type: ignore[method-assign]
    yield
    TransactionTestCase._fixture_teardown = plain  # type: ignore[method-assign]


@pytest.fixture(scope="session", autouse=True)
def clean_files() -> Iterator[None]:
    """Uploads, mail and messages of this test process are gone with it."""
    yield
    for folder in (site_settings.MEDIA_ROOT, site_settings.EMAIL_FILE_PATH, site_settings.SMS_FILE_PATH):
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(autouse=True)
def clean_slate(embedded_redis: None) -> Iterator[None]:
    """Nothing cached, nothing queued, and the default language and zone, whatever the last test left."""
    cache.clear()
    translation.activate(site_settings.LANGUAGE_CODE)
    timezone.deactivate()
    yield
    translation.activate(site_settings.LANGUAGE_CODE)
    timezone.deactivate()


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What a process keeps in memory of the ledger of trust ends with the test whose rows those were.

    The transaction that pytest puts around a test is none to what is tested.
    """
    from community.trust import reading

    reading._readings.clear()
    monkeypatch.setattr(reading, "in_transaction", _in_its_own_transaction)
    yield
    reading._readings.clear()


def _in_its_own_transaction() -> bool:
    return any(not block._from_testcase for block in connection.atomic_blocks)


@pytest.fixture(autouse=True)
def no_browser_loop(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test without a browser may run an event loop of its own.

    Playwright leaves its loop marked as running in the tests' thread for as long as the browser is up, which is until
    the last test of this process.
    """
    left = None if "chromium" in request.fixturenames else asyncio._get_running_loop()
    if left is not None:
        asyncio._set_running_loop(None)
    yield
    if left is not None:
        asyncio._set_running_loop(left)


def pytest_itemcollected(item: pytest.Item) -> None:
    """A test in which a browser, the site and the test share a core or two is tried once more; the report says so."""
    if item.get_closest_marker("browser"):
        item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Groups hold: xdist names them in the ids of tests, which pytest 9.2 no longer lets it do, without a word."""
    if getattr(config.option, "loadgroup", False):
        loose = [item.nodeid for item in items if item.get_closest_marker("xdist_group") and "@" not in item.nodeid]
        if loose:
            raise pytest.UsageError(f"not kept in their group: {loose[0]} and {len(loose) - 1} more")


@pytest.fixture
def english() -> Iterator[None]:
    """The test speaks English."""
    with translation.override("en"):
        yield


@pytest.fixture
def eager_tasks() -> Iterator[None]:
    """A task runs where it is sent, at once. A failing task fails the test."""
    before = celery_app.conf.task_always_eager, celery_app.conf.task_eager_propagates
    celery_app.conf.task_always_eager = celery_app.conf.task_eager_propagates = True
    yield
    celery_app.conf.task_always_eager, celery_app.conf.task_eager_propagates = before


@pytest.fixture
def commits(django_capture_on_commit_callbacks: Any) -> Callable[[], AbstractContextManager[list]]:
    """`with commits(): …` runs what the block left for after the commit, as a real commit would.

    With `eager_tasks` the nudged work is done when the block ends:

        def test_owner_is_told(commits, eager_tasks, …):
            with commits():
                place_order(…)
            assert Notification.objects.filter(person=owner).exists()
    """
    return partial(django_capture_on_commit_callbacks, execute=True)


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The whole site as `make run` starts it, with the small demo data. Mark its tests `xdist_group("stack")`.

    Shared by all of them: leave it running, with nothing in it that another test would stumble over.
    """
    with running_stack(tmp_path_factory.mktemp("stack"), demo="small") as running:
        yield running
