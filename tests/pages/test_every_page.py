"""What holds on every page: axe-core finds nothing, nothing is wider than the screen, no word is left untranslated."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse

from tests.pages.browsing import DESKTOP, PHONE
from tests.permissions.matrix import path_of
from tests.permissions.routes import Route, all_routes
from tests.permissions.world import ROLES, World, build

pytestmark = pytest.mark.browser

NARROW = {"viewport": {"width": 320, "height": 640}, "is_mobile": True, "has_touch": True}
LOOKS = [
    pytest.param(PHONE | {"locale": "zh-CN", "color_scheme": "light"}, id="phone-zh-light"),
    pytest.param(DESKTOP | {"locale": "en-GB", "color_scheme": "dark"}, id="desktop-en-dark"),
    pytest.param(NARROW | {"locale": "en-GB", "color_scheme": "light"}, id="narrow-en-light"),
    pytest.param(DESKTOP | {"locale": "zh-CN", "color_scheme": "dark"}, id="desktop-zh-dark"),
]
# Who looks at what: each route is opened by the first of these whom it lets in, and by a guest.
READERS = ("owner", "member", "staff")
# Files, fragments, answers to programs, and what only a POST reaches.
NO_PAGES = re.compile(
    r"^(live/|pictures/|sw\.js|webhooks/|robots|favicon|manifest|sitemap)|badge|\.(svg|png|webp|ico|txt)$"
)


def page_routes() -> list[Route]:
    return [route for route in all_routes() if not route.is_api and not NO_PAGES.search(route.path)]


def paths_for(world: World, role: str) -> list[str]:
    """The addresses that answer this person with a page."""
    from django.test import Client

    client = Client()
    if world.people[role].is_authenticated:
        client.force_login(world.people[role])
    found = []
    for route in page_routes():
        path = path_of(route, world)
        response = client.get(path)
        if response.status_code == 200 and response.headers["Content-Type"].startswith("text/html"):
            found.append(path)
    return found


def faults_of(page: Any, axe: Any) -> list[str]:
    """What is wrong with the page as it stands."""
    faults = []
    try:
        axe(page)
    except AssertionError as error:
        faults.append(str(error))
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 0:
        faults.append(f"{page.url} is {wide} px wider than the screen")
    text = page.inner_text("body")
    for sign in (r"\bNone\b", r"%\(\w+\)", r"\{\{|\}\}|\{%", r"\bFalse\b|\bTrue\b"):
        if re.search(sign, text):
            faults.append(f"{page.url} shows {re.search(sign, text).group()}")
    return faults


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("role", ["anonymous", *READERS])
def test_every_page_is_sound(look, role, visitors, axe):
    world = build()
    person = world.people[role] if role != "anonymous" else None
    if person is not None:
        type(person).objects.update(language="en" if look["locale"].startswith("en") else "zh-hans")
    # A toast that fades is measured in between; who wants less motion sees it stand.
    page = visitors.open(look, person=person, reduced_motion="reduce")
    faults = []
    for path in paths_for(world, role):
        page.goto(path)
        faults += faults_of(page, axe)
    assert not faults, "\n\n".join(faults)


def test_the_walk_reaches_the_main_pages(db):
    world = build()
    walked = {role: set(paths_for(world, role)) for role in ROLES if role != "outsider"}

    assert {reverse("home"), reverse("stores"), reverse("learn"), world.store.get_absolute_url()} <= walked["anonymous"]
    assert {reverse("desk"), reverse("bell"), reverse("me"), world.order.get_absolute_url()} <= walked["owner"]
    assert world.group.get_absolute_url() in walked["member"]
