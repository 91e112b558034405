"""The harness itself: a page that goes wrong behind a test's back fails the test."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route

from tests.pages.browsing import Visitors, axe_violations

POLICY = "default-src 'none'; script-src 'self'; img-src 'self'"
GOOD = "<!doctype html><html lang=en><title>Page</title><main><h1>Good</h1></main></html>"
FAULTS = {
    "inline script": ("<script>document.title = 'x'</script>", "Content Security Policy"),
    "inline style": ("<p style='color: red'>red</p>", "Content Security Policy"),
    "another site": ("<img alt='' src='https://elsewhere.example/x.png'>", "Content Security Policy"),
    "missing part": ("<img alt='' src='/no-such-picture.webp'>", "404 GET"),
}


def serve(page: Page, body: str, status: int = 200) -> None:
    """Let `/made-up/` answer with `body` under the strict policy, and nothing else be found."""

    def answer(route: Route) -> None:
        if route.request.url.endswith("/made-up/"):
            headers = {"content-security-policy": POLICY, "content-type": "text/html; charset=utf-8"}
            route.fulfill(status=status, headers=headers, body=body)
        else:
            route.fulfill(status=404, body="")

    page.route("**/*", answer)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_the_page_is_seen(visitors: Visitors, fault: str) -> None:
    page = visitors.open()
    markup, words = FAULTS[fault]
    serve(page, GOOD.replace("</main>", markup + "</main>"))
    page.goto("/made-up/", wait_until="networkidle")
    with pytest.raises(AssertionError, match=words):
        page.watch.check()  # type: ignore[attr-defined]
    page.watch.allow(words)  # type: ignore[attr-defined]


def test_a_server_error_is_seen(visitors: Visitors) -> None:
    page = visitors.open()
    serve(page, GOOD, status=500)
    page.goto("/made-up/")
    with pytest.raises(AssertionError, match="500 GET"):
        page.watch.check()  # type: ignore[attr-defined]
    page.watch.allow("500 GET")  # type: ignore[attr-defined]


def test_a_sound_page_is_not_blamed(phone: Page) -> None:
    serve(phone, GOOD)
    phone.goto("/made-up/")
    assert axe_violations(phone) == []


def test_axe_works_under_the_strict_policy(phone: Page) -> None:
    serve(phone, GOOD.replace("<main>", "<main><img src='/x.webp'>"))
    phone.goto("/made-up/")
    phone.watch.allow("404 GET")  # type: ignore[attr-defined]
    assert any("image-alt" in fault for fault in axe_violations(phone))


def test_the_site_serves_pages_with_the_strict_policy(desktop: Page) -> None:
    answer = desktop.goto("/offline/")
    assert answer
    assert answer.status == 200
    assert "default-src 'none'" in answer.headers["content-security-policy"]
