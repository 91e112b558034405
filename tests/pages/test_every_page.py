"""What holds on every page: axe-core finds nothing, nothing is wider than the screen, no word is left untranslated."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.pages.browsing import DESKTOP, PHONE, Visitors, axe_violations
from tests.permissions.matrix import path_of
from tests.permissions.routes import Route, all_routes
from tests.permissions.world import ROLES, World, build

pytestmark = pytest.mark.browser

NARROW = {"viewport": {"width": 320, "height": 640}, "is_mobile": True, "has_touch": True}
PHONE_ZH = PHONE | {"locale": "zh-CN", "color_scheme": "light"}
DESKTOP_EN = DESKTOP | {"locale": "en-GB", "color_scheme": "dark"}
NARROW_EN = NARROW | {"locale": "en-GB", "color_scheme": "light"}
DESKTOP_ZH = DESKTOP | {"locale": "zh-CN", "color_scheme": "dark"}
# Who is signed in; in every look each page is opened by the first of them whom it lets in, and by a guest.
READERS = ("owner", "member", "staff")
# Files, fragments, answers to programs, and what only a POST reaches.
NO_PAGES = re.compile(
    r"^(live/|pictures/|sw\.js|webhooks/|robots|favicon|manifest|sitemap)|badge|\.(svg|png|webp|ico|txt)$"
)


def page_routes() -> list[Route]:
    return [route for route in all_routes() if not route.is_api and not NO_PAGES.search(route.path)]


def paths_for(world: World, role: str) -> list[str]:
    """The addresses that answer this person with a page."""
    return [path_of(route, world) for route in routes_for(world, role)]


def routes_for(world: World, role: str) -> list[Route]:
    """As all worlds are built alike, they are asked for once a role."""
    if role not in _answered:
        client = Client()
        if world.people[role].is_authenticated:
            client.force_login(world.people[role])
        _answered[role] = [route for route in page_routes() if is_page(client.get(path_of(route, world)))]
    return _answered[role]


_answered: dict[str, list[Route]] = {}


def is_page(response: Any) -> bool:
    return response.status_code == 200 and response.headers["Content-Type"].startswith("text/html")


def paths_first_for(world: World, role: str) -> list[str]:
    """Those of them that no reader before this one is let into."""
    before = READERS[: READERS.index(role)] if role in READERS else ()
    seen = {path for earlier in before for path in paths_for(world, earlier)}
    return [path for path in paths_for(world, role) if path not in seen]


def faults_of(page: Any) -> list[str]:
    """What is wrong with the page as it stands, but for what axe-core finds."""
    faults = []
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 0:
        faults.append(f"{page.url} is {wide} px wider than the screen")
    text = page.inner_text("body")
    for sign in (r"\bNone\b", r"%\(\w+\)", r"\{\{|\}\}|\{%", r"\bFalse\b|\bTrue\b"):
        if re.search(sign, text):
            faults.append(f"{page.url} shows {re.search(sign, text).group()}")
    return faults


def walk(visitors: Visitors, look: dict[str, Any], role: str, check: Callable[[Any], list[str]]) -> None:
    """Open the pages one after the other as this person. AssertionError with all that `check` finds wrong."""
    world = build()
    person = world.people[role] if role != "anonymous" else None
    if person is not None:
        type(person).objects.update(language="en" if look["locale"].startswith("en") else "zh-hans")
    # A toast that fades is measured in between; who wants less motion sees it stand.
    page = visitors.open(look, person=person, reduced_motion="reduce")
    faults = []
    for path in paths_first_for(world, role):
        page.goto(path)
        faults += check(page)
    assert not faults, "\n\n".join(faults)


@pytest.mark.parametrize(
    "look", [PHONE_ZH, pytest.param(DESKTOP_EN, marks=pytest.mark.looks)], ids=["phone", "desktop"]
)
@pytest.mark.parametrize("role", ["anonymous", *READERS])
def test_every_page_is_accessible_and_fits(look, role, visitors):
    walk(visitors, look, role, lambda page: axe_violations(page) + faults_of(page))


@pytest.mark.looks
@pytest.mark.parametrize("look", [NARROW_EN, DESKTOP_ZH], ids=["narrow", "desktop"])
@pytest.mark.parametrize("role", ["anonymous", *READERS])
def test_every_page_fits_in_the_other_language(look, role, visitors):
    """axe-core, which has been asked of the same pages in the same colours, is not asked again."""
    walk(visitors, look, role, faults_of)


def test_the_walk_reaches_the_main_pages(db):
    world = build()
    walked = {role: set(paths_for(world, role)) for role in ROLES if role != "outsider"}

    assert {reverse("home"), reverse("stores"), reverse("learn"), world.store.get_absolute_url()} <= walked["anonymous"]
    assert {reverse("desk"), reverse("bell"), reverse("me"), world.order.get_absolute_url()} <= walked["owner"]
    assert world.group.get_absolute_url() in walked["member"]
