"""Pages in a real headless Chromium, against the real ASGI application in a thread of this process."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Browser, Page, expect, sync_playwright

from config.celery import app as celery_app
from tests.pages.browsing import DESKTOP, PHONE, AxeCheck, Visitors, axe_violations
from tests.pages.browsing import sign_in as sign_page_in
from tests.pages.serving import Site, running_site
from tests.waiting import eventually

HOW_TO_INSTALL = "Chromium is missing. On Debian: sudo apt-get install chromium fonts-noto-cjk"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--font-render-hinting=none",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, headless. Fails, never skips, where there is none."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.fail(HOW_TO_INSTALL)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        # As long as pages wait: on a machine that is busy five seconds can be short.
        expect.set_options(timeout=15_000)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def served(django_db_setup: None, embedded_redis: None) -> Iterator[Site]:
    """The site, once for all tests of this process. Take `site`, which brings a clean database."""
    with running_site() as site:
        yield site


@pytest.fixture
def site(served: Site, transactional_db: None) -> Iterator[Site]:
    """The site with an empty database; background work is done at once, where it was left."""
    before = celery_app.conf.task_always_eager
    celery_app.conf.task_always_eager = True
    yield served
    celery_app.conf.task_always_eager = before
    # A request that is still under way would lock tables against their emptying.
    eventually(nothing_under_way, within=20, that="the site's last requests end")


def nothing_under_way() -> bool:
    """Whether no other connection is at work in the database; SQLite waits by itself."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND backend_type = 'client backend' AND state <> 'idle'"
        )
        return cursor.fetchone()[0] == 0


@pytest.fixture
def live_server(served: Site) -> Site:
    """The same, by the name that pytest-django gives it."""
    return served


@pytest.fixture
def visitors(chromium: Browser, site: Site) -> Iterator[Visitors]:
    """Opens pages: `visitors.open(DESKTOP, person=owner, locale="en", java_script_enabled=False)`."""
    opened = Visitors(chromium, site.url)
    yield opened
    opened.close()


@pytest.fixture
def phone(visitors: Visitors) -> Page:
    """A page on a phone of 390 × 844, in Chinese, not signed in."""
    return visitors.open(PHONE)


@pytest.fixture
def desktop(visitors: Visitors) -> Page:
    """A page on a desktop of 1440 × 900, in Chinese, not signed in."""
    return visitors.open(DESKTOP)


@pytest.fixture
def sign_in(site: Site) -> Callable[[Page, Any], None]:
    """`sign_in(page, person)`: from now on the page is theirs."""
    return partial(sign_page_in, site=site.url)


@pytest.fixture
def axe() -> AxeCheck:
    """`axe(page)` fails with what axe-core finds wrong on the page as it stands."""

    def check(page: Page, *, exclude: list[str] | None = None) -> None:
        found = axe_violations(page, exclude=exclude)
        assert not found, f"axe-core on {page.url}:\n" + "\n".join(found)

    return check
