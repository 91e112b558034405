"""Every address of the site, asked with a hidden group there and without it: nobody outside can tell which it was.

The answers are compared word by word, and by how many statements they cost: what takes longer tells, too. Addresses
come from the URLconf, so a new one is walked without being named here; an argument that nobody described fails.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client

from tests.leaks.hidden import NAME, OUTSIDERS, everyone, hide_in
from tests.permissions.matrix import API_METHODS, METHODS, path_of
from tests.permissions.routes import Route, all_routes
from tests.permissions.world import World, build

# What differs from one request to the next: tokens, sealed cursors, fresh keys of forms.
PASSING = re.compile(
    r'csrfmiddlewaretoken" value="[^"]+|X-CSRFToken[^,}]+|gAAAA[\w=-]+|name="key" value="[^"]+"'
    r'|name="(?:draft|at)" value="[^"]+"|<time[^>]*>[^<]*</time>|"challenge": "[^"]+"|<lastBuildDate>[^<]*'
)
# What a request has made anew.
MADE = re.compile(r'"(?:reference|asked_at|created_at|expires_at|url|offers_url|changed_at)":"[^"]+"|"time_left":\d+')
# Headers that differ from one request to the next, at addresses like these; all others are compared.
PASSING_HEADERS = {
    # The second in which a page was answered that is not to be kept.
    "Expires": re.compile(""),
    # Made of the words, tokens and times included, which are compared without those.
    "ETag": re.compile(""),
    "Content-Length": re.compile(""),
    # Of a feed without entries, the second in which it was made.
    "Last-Modified": re.compile(r"\.rss$"),
}
# Cookies that hold what is made anew: tokens, and the reference of a draft that the request began.
FRESH_COOKIES = (settings.CSRF_COOKIE_NAME, settings.SESSION_COOKIE_NAME, "store_draft")
# Who is put out or banned is told so, with the reason, where they can object: the name of the group is part of that.
DUE_PROCESS = ("me/rulings/", "api/v1/rulings/")
ROUTES = [route for route in all_routes() if route.path != "live/"]


@dataclass(frozen=True)
class Answer:
    """What someone outside can notice of an answer."""

    status: int
    headers: tuple[tuple[str, str], ...]
    text: str
    statements: tuple[str, ...] = field(compare=False)
    cost: int


def asked_about(world: World) -> str:
    """A query that points every page that listens to one at what is hidden."""
    return urlencode(
        {
            "q": NAME,
            "tag": "珊瑚",
            "topic": "珊瑚",
            "people": "owner,member,keeper,agarwood",
            "channel": f"group:{world.group.slug}",
            "target": f"post:{world.post.reference}",
            "link": world.post.get_absolute_url(),
            "next": world.group.get_absolute_url(),
        }
    )


def ask(session: str, method: str, path: str, *, is_api: bool) -> Answer:
    """One request in the session with that key, all whose effects are taken back."""
    client = Client(raise_request_exception=False)
    if session:
        client.cookies[settings.SESSION_COOKIE_NAME] = session
    words = {"text": "?", "reason": "?", "kind": "heart", "note": "?"}
    cache.clear()
    statements: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        statements.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note), transaction.atomic():
        if method == "GET":
            answer = client.get(path)
        elif is_api:
            answer = client.generic(method, path, content_type="application/json", data=b'{"text": "?"}')
        else:
            answer = client.post(path, words)
        said = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        transaction.set_rollback(True)
    text = PASSING.sub("", said.decode("latin-1"))
    if method != "GET":
        text = MADE.sub("", text)
    return Answer(answer.status_code, tuple(sorted(headers_of(answer, path))), text, tuple(statements), len(statements))


def headers_of(answer: Any, path: str) -> Iterator[tuple[str, str]]:
    """What is the same in the head of an answer however often one asks, cookies and their terms included."""
    for name, value in answer.headers.items():
        if name not in PASSING_HEADERS or not PASSING_HEADERS[name].search(path.partition("?")[0]):
            yield name, value
    for name, cookie in answer.cookies.items():
        # Behind the value stand the second and the signature, where it is signed.
        value = "" if name in FRESH_COOKIES else cookie.value.rsplit(":", 2)[0]
        yield f"Set-Cookie {name}", f"{value} { {term: said for term, said in cookie.items() if term != 'expires'} }"


def walk(routes: list[Route], who: str, session: str, addresses: dict[str, str]) -> dict[tuple[str, str], Answer]:
    """Every address by every method, by (method, path as the URLconf writes it)."""
    return {
        (method, route.path): ask(session, method, addresses[route.path], is_api=route.is_api)
        for route in routes
        for method in (API_METHODS if route.is_api else METHODS)
        if not is_theirs_to_know(route, who)
    }


def is_theirs_to_know(route: Route, who: str) -> bool:
    """What is told on purpose: an invitation's address lets its holder in, unless banned; a ban is explained."""
    if who in ("removed", "banned") and route.path.startswith(DUE_PROCESS):
        return True
    return who != "banned" and route.path.startswith(("i/<", "api/v1/invitations/(?P"))


def session_of(person: Any) -> str:
    """The key of a session of the person; "" for a guest."""
    if not person.is_authenticated:
        return ""
    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.mark.django_db
@pytest.mark.timeout(400)
@pytest.mark.parametrize("who", OUTSIDERS)
@pytest.mark.parametrize("part", ["pages", "api"])
def test_nobody_outside_can_tell_whether_a_hidden_group_is_there(part, who):
    routes = [route for route in ROUTES if route.is_api is (part == "api")]
    town, people = build(), everyone()
    session = session_of(people[who])
    # Looked up once a process, and not at whichever address comes first.
    ContentType.objects.get_for_models(*apps.get_models())
    with transaction.atomic():
        world = hide_in(town, people)
        addresses = {route.path: f"{path_of(route, world)}?{asked_about(world)}" for route in routes}
        there = walk(routes, who, session, addresses)
        transaction.set_rollback(True)

    gone = walk(routes, who, session, addresses)

    told = {asked: (answer, gone[asked]) for asked, answer in there.items() if answer != gone[asked]}
    assert not told, "\n".join(f"{' '.join(asked)}: {difference(*both)}" for asked, both in told.items())


def difference(there: Answer, gone: Answer) -> str:
    """Where two answers part, in a line."""
    if there.status != gone.status:
        return f"status {there.status} / {gone.status}"
    if there.headers != gone.headers:
        return f"headers {sorted(set(there.headers) ^ set(gone.headers))}"
    if len(there.statements) != len(gone.statements):
        plain = [{sql for sql in answer.statements if "SAVEPOINT" not in sql} for answer in (there, gone)]
        return f"statements {sorted(plain[0] ^ plain[1])}"
    at = next((i for i, (a, b) in enumerate(zip(there.text, gone.text, strict=False)) if a != b), -1)
    return f"text {there.text[at - 60 : at + 60]!r} / {gone.text[at - 60 : at + 60]!r}"
