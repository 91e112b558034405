"""Browser pages that watch themselves: what goes wrong behind a test's back fails the test."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response

PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}
DESKTOP = {"viewport": {"width": 1440, "height": 900}}
AXE = Path(__file__).resolve().parent.parent / "vendor" / "axe-core" / "axe.min.js"
# What a page brings with it; when one of these is missing the page is broken, though it may not show.
PARTS = {"stylesheet", "script", "image", "font", "manifest", "media"}
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Watch:
    """Notes console errors, broken policies, server errors and missing parts of all pages of a browser context."""

    def __init__(self, context: BrowserContext) -> None:
        self.faults: list[str] = []
        self.allowed: list[str] = []
        context.on("console", self.on_console)
        context.on("weberror", lambda error: self.faults.append(f"script error: {error.error}"))
        context.on("response", self.on_response)

    def on_console(self, message: ConsoleMessage) -> None:
        # "Failed to load resource" comes with every answer from 400 up; `on_response` tells which of them matter.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.faults.append(f"console: {message.text}")

    def on_response(self, response: Response) -> None:
        missing = response.status >= 400 and response.request.resource_type in PARTS
        if response.status >= 500 or missing:
            self.faults.append(f"{response.status} {response.request.method} {response.url}")

    def allow(self, text: str) -> None:
        """Expect faults that contain `text` in this test."""
        self.allowed.append(text)

    def check(self) -> None:
        """AssertionError if anything went wrong that was not allowed."""
        left = [fault for fault in self.faults if not any(text in fault for text in self.allowed)]
        assert not left, "the browser saw:\n" + "\n".join(left)


class Visitors:
    """Opens pages of the site, each in a browser context of its own, and checks and closes them at the end."""

    def __init__(self, browser: Browser, site: str) -> None:
        self.browser, self.site = browser, site
        self.contexts: list[BrowserContext] = []
        self.watches: list[Watch] = []

    def open(self, device: dict[str, Any] = PHONE, *, person: Any = None, **options: Any) -> Page:
        """A blank page on `device`, signed in as `person` if given; `options` are those of `browser.new_context`.

        `page.goto("/bag/")` takes paths of the site. `page.watch` is its `Watch`.
        """
        options = {"locale": "zh-CN", "timezone_id": "Asia/Shanghai", "base_url": self.site} | device | options
        context = self.browser.new_context(**options)
        context.set_default_timeout(15_000)
        watch = Watch(context)
        self.contexts.append(context)
        self.watches.append(watch)
        page = context.new_page()
        page.watch = watch  # type: ignore[attr-defined]
        if person is not None:
            sign_in(page, person, self.site)
        return page

    def close(self) -> None:
        """Close all pages, then raise for what their watches saw."""
        for context in self.contexts:
            context.close()
        for watch in self.watches:
            watch.check()


def sign_in(page: Page, person: Any, site: str) -> None:
    """Give the page's browser context a session of `person`, who has just shown that it is them."""
    client = Client()
    client.force_login(person)
    session = client.session
    session["confirmed_at"] = int(time.time())
    session.save()
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": site}])


def axe_violations(page: Page, *, exclude: list[str] | None = None) -> list[str]:
    """What axe-core finds wrong on the page as it stands, one line a fault; `exclude` are CSS selectors.

    The script goes in through the debugger, which the content security policy of the page does not bind. A page that
    is still loading is waited for: without its styles everything on it is too small and too close.
    """
    page.wait_for_load_state("load")
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text())
    found = page.evaluate(
        "([tags, exclude]) => axe.run({exclude}, {runOnly: tags}).then(result => result.violations)",
        [WCAG, [[selector] for selector in exclude or []]],
    )
    return [
        f"{fault['id']} ({fault['impact']}): {fault['help']}: {node['target'][0]} — {node['html'][:160]}"
        for fault in found
        for node in fault["nodes"]
    ]


AxeCheck = Callable[..., None]
