"""No route answers with a server error, whatever it is sent and whoever sends it."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.permissions.matrix import path_of
from tests.permissions.routes import all_routes
from tests.permissions.world import build

ROUTES = [route for route in all_routes() if route.path != "live/"]
METHODS = ("GET", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS")
ROLES = ("anonymous", "member", "owner", "staff")
# Names that forms and filters of the site read, so that the odd values reach real code.
FIELDS = (
    *("text", "name", "title", "body", "price", "quantity", "variant", "cursor", "page_size", "q", "tag", "next"),
    *("key", "lat", "lon", "radius", "channel", "kind", "until", "reason", "note", "state", "contact", "username"),
    *("recipient", "phone", "street", "then", "language", "theme", "timezone", "step", "picture", "pictures"),
    *("parent", "level", "role", "max_uses", "days", "from", "to", "store", "ordering"),
    *("topic", "sentence", "people", "content", "why", "commission", "is_paid", "headline", "story", "about"),
    *("specialties", "upheld", "answer", "endorsements", "groups", "product", "list", "order", "target", "photos"),
    *("endpoint", "p256dh", "auth", "option", "options", "is_multiple", "due_at", "draft", "do", "kept", "since"),
)
STRANGE = [
    *("", "0", "-1", "1", "99999999999999999999", "1e999", "NaN", "null", "None", "\x00", "a\x00b", "%00", "true"),
    *("'\"><script>", "../../etc/passwd", "group:", "store:x:y", "person:\x00", "[]", "{}", "9" * 400, "龙" * 5000),
    *("2026-02-30", "/\\evil", "//evil.example", "javascript:alert(1)", "1,2", "０１２"),
]
ODD = st.one_of(st.sampled_from(STRANGE), st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
FORM = st.dictionaries(st.sampled_from(FIELDS), ODD, max_size=6)


@pytest.fixture
def world(db):
    return build()


def ask(world, route, *, method, role, query, form, odd_headers):
    client = Client(raise_request_exception=False)
    if world.people[role].is_authenticated:
        client.force_login(world.people[role])
    headers = {"accept-language": "\x00;;q=x", "idempotency-key": "k" * 500} if odd_headers else {}
    body = {"data": form, "content_type": "application/json"} if route.is_api and method != "GET" else {"data": form}
    if method in ("GET", "HEAD", "OPTIONS"):
        body = {"query_params": query}
    with transaction.atomic():
        response = getattr(client, method.lower())(path_of(route, world), headers=headers, **body)
        if response.streaming:
            # Read to its end, a file closes itself without the database.
            list(response.streaming_content)
        transaction.set_rollback(True)
    return response.status_code


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.path or "home")
def test_it_never_fails(world, route):
    @settings(max_examples=8, deadline=None, database=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(
        method=st.sampled_from(METHODS), role=st.sampled_from(ROLES), query=FORM, form=FORM, odd_headers=st.booleans()
    )
    def send(**what):
        assert ask(world, route, **what) < 500

    send()


def test_no_argument_of_the_api_takes_any_sign():
    """By itself the framework lets through what no database takes, such as a null."""
    assert [route.path for route in ROUTES if "[/.]" in route.path] == []


ODD_PATHS = (
    "/s/%00/", "/s/" + "a" * 3000 + "/", "/g/%F0%9F%8D%B5/", "/p/..%2f..%2f/", "/posts/0000000000000000/", "/%ff/",
    "/pictures/0000000000000000/99999999999999999999999.webp", "/orders/zzzzzzzzzzzzzzzz/", "/api/v1/stores/%00/",
    "/static/%00", "/static/../config/settings.py", "/open/99999999999/", "/learn/nothing/", "//", "/i/%20/",
    "/api/v1/?cursor=%00", "/api/v1/stores/?cursor=cD0%3D", "/stores/?cursor=%FF", "/search/?q=%00",
    "/near/?lat=nan&lon=inf", "/api/v1/rulings/%00/", "/account/login/?next=nowhere", "/account/login/?next=settings",
)  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("path", ODD_PATHS, ids=lambda path: path[:40])
def test_odd_addresses_are_answered(path):
    assert Client(raise_request_exception=False).get(path).status_code < 500


@pytest.mark.django_db
def test_a_key_of_no_session_is_not_asked_for(django_assert_num_queries):
    client = Client(raise_request_exception=False)
    client.cookies["sessionid"] = "\x00" * 32
    with django_assert_num_queries(0):
        assert client.get("/account/login/").status_code == 200
    assert client.cookies.output(header="").count("\\000") == 32
