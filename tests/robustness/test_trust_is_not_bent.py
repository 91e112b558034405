"""What people write about each other is text on every page, and no crafted request reads or moves what is another's."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from community.endorsements.models import Endorsement
from community.people.models import Person
from community.picks.models import Pick, PickList
from community.trust.disputing import dispute
from community.trust.models import Dispute, Evidence
from community.trust.recording import record
from shop.reviews.models import Review
from shop.stores.models import Store
from tests.factories import PersonFactory
from tests.permissions.matrix import path_of
from tests.permissions.routes import all_routes
from tests.permissions.world import World, build

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(400)]

# Of a script that a page would run, were it not written as text; it leaves an attribute, a script and a comment alike.
CRAFTED = "\"'></script><script>alert(7)</script><img src=x onerror=alert(7)>"
RUNS = re.compile(r"<script>alert|<img src=x|onerror=alert\(7\)>|href=[\"']?\s*javascript:", re.IGNORECASE)
ABOUT_TRUST = re.compile(
    r"trust|endors|picks?/|pick-lists|evidence|disputes|reviews|brand|/card|qr\.svg|^p/|people/\(\?P|settings/paths"
)
ROUTES = [route for route in all_routes() if ABOUT_TRUST.search(route.path)]
READERS = ("anonymous", "member", "owner", "staff")


@pytest.fixture
def world() -> World:
    return build()


@pytest.fixture
def crafted(world: World) -> World:
    """The town, in which everybody wrote something crafted wherever one can write about oneself and others."""
    short = CRAFTED[:60]
    Person.objects.update(headline=CRAFTED, story=f"{CRAFTED} [x](javascript:alert(7))", place_name=short)
    Person.objects.filter(pk=world.people["member"].pk).update(name=short[:40])
    Person.objects.filter(pk=world.people["owner"].pk).update(name=short[:40])
    Store.objects.update(name=short[:40], commission=5)
    Endorsement.objects.update(sentence=CRAFTED)
    PickList.objects.update(title=short[:40], about=CRAFTED)
    Pick.objects.update(why=CRAFTED, is_paid=True, commission=short)
    Review.objects.update(text=CRAFTED)
    tag = world.endorsement.topic
    type(tag).objects.filter(pk=tag.pk).update(name=CRAFTED[:70])
    return replace(world, dispute=_objected(world))


def _objected(world: World) -> Dispute:
    """What somebody objected to in crafted words."""
    buyer, seller = world.people["member"], world.people["owner"]
    fact = record(Evidence.Kind.BROKEN, by=buyer, about=seller, source=world.order)
    assert fact is not None
    return dispute(seller, evidence=fact, text=CRAFTED)


def client_of(world: World, who: str, **more: Any) -> Client:
    client = Client(raise_request_exception=False, **more)
    if world.people[who].is_authenticated:
        client.force_login(world.people[who])
    return client


def text_of(answer: Any) -> str:
    said = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return said.decode(errors="replace")


def test_there_are_many():
    assert len(ROUTES) > 60


@pytest.mark.parametrize("who", READERS)
def test_what_people_write_runs_nowhere(crafted, who):
    client, met = client_of(crafted, who), 0
    for route in ROUTES:
        answer = client.get(path_of(route, crafted))
        assert answer.status_code < 500, route.path
        kind, text = answer.headers.get("Content-Type", ""), text_of(answer)
        met += "alert(7)" in text
        if kind.startswith(("text/html", "image/svg", "application/xml", "application/atom", "application/rss")):
            assert not RUNS.search(text), (route.path, RUNS.search(text)[0])
        else:
            # What no browser takes for a page.
            assert kind.startswith(("application/json", "application/problem", "image/png")) or not text, (route, kind)
            assert answer.headers.get("X-Content-Type-Options") == "nosniff", route.path
    assert met > 5


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_is_moved_without_a_token(world, method):
    """A page elsewhere has the reader's cookies sent, and no token."""
    client = client_of(world, "owner", enforce_csrf_checks=True)
    before = picture(world)
    for route in ROUTES:
        answer = getattr(client, method)(path_of(route, world), {"text": "x"})
        assert answer.status_code in (401, 403, 404, 405), (route.path, answer.status_code)
    assert picture(world) == before


def picture(world: World) -> list[Any]:
    models = (Evidence, Endorsement, Pick, PickList, Review, Dispute)
    return [list(model._default_manager.order_by("pk").values()) for model in models]


def test_nothing_is_moved_by_reading(world):
    """Nor by what a browser fetches ahead."""
    before = picture(world)
    for who in READERS:
        for route in ROUTES:
            client_of(world, who).get(path_of(route, world), {"upheld": "1", "content": "no", "do": "withdraw"})
    assert picture(world) == before


ELSEWHERE = ("//evil.example", "/\\evil.example", "https://evil.example/", "javascript:alert(7)", "/\t/evil.example")


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_nobody_is_sent_elsewhere(world, elsewhere):
    client = client_of(world, "owner")
    words = {"text": "好", "sentence": "好", "topic": "茶", "why": "好", "content": "yes", "username": "x"}
    for route in ROUTES:
        if route.is_api:
            continue
        path = f"{path_of(route, world)}?next={elsewhere}&back={elsewhere}"
        sent = {**words, "next": elsewhere, "back": elsewhere}
        headers = {"referer": "https://evil.example/"}
        for answer in (client.get(path, headers=headers), client.post(path, sent, headers=headers)):
            assert "evil.example" not in answer.headers.get("Location", ""), route.path
            assert not answer.headers.get("Location", "").startswith(("javascript:", "//")), route.path


CURSORS = ("x\x00", "gAAAAA" + "A" * 500, "龙" * 300, "-1")


@pytest.mark.parametrize("given", CURSORS)
def test_an_odd_cursor_is_no_failure(world, given):
    query = {"cursor": given, "topic": given, "kind": given, "tab": given, "ordering": given, "people": given}
    client = client_of(world, "owner")
    for route in ROUTES:
        assert client.get(path_of(route, world), query).status_code < 500, route.path


@pytest.mark.parametrize(
    "people", ["", ",", "owner," * 2000, ",".join(f"p{n}" for n in range(101)), "a\x00b", "龙" * 4200]
)
def test_odd_lists_of_people_are_refused_or_found_empty(client, world, people):
    answer = client.get("/api/v1/trust/", {"people": people})
    assert answer.status_code in (200, 400)
    assert answer.status_code == 400 or len(answer.json()) <= 1


LONG = "长" * 20_000


@pytest.mark.parametrize(
    ("method", "path", "data", "field"),
    [
        ("post", "/api/v1/people/owner/endorsements/", {"topic": "茶", "sentence": LONG}, "sentence"),
        ("post", "/api/v1/people/owner/endorsements/", {"topic": LONG, "sentence": "好"}, "topic"),
        ("post", "/api/v1/pick-lists/", {"topic": "茶", "title": LONG}, "title"),
        ("post", "/api/v1/pick-lists/", {"topic": LONG, "title": "好"}, "topic"),
        ("put", "/api/v1/trust/choice/", {"endorsements": "maybe", "groups": []}, "endorsements"),
    ],
)
def test_what_is_too_long_names_its_field(world, method, path, data, field):
    answer = getattr(client_of(world, "staff"), method)(path, data, content_type="application/json")
    assert answer.status_code in (400, 422), answer.content
    assert field in answer.content.decode()


def test_of_others_facts_and_objections_nothing_is_there(world):
    fact, made = world.dispute.evidence, world.dispute
    for who in ("outsider", "owner", "other owner"):
        client = client_of(world, who)
        for path in (
            f"/me/evidence/{fact.reference}/",
            f"/api/v1/me/evidence/{fact.reference}/",
            f"/mod/disputes/{made.reference}/",
        ):
            if who == "owner" and "evidence" in path:
                # Who said it reads it, and may object no more than anybody else.
                continue
            assert client.get(path).status_code == 404, (who, path)
        for path in (f"/me/evidence/{fact.reference}/", f"/mod/disputes/{made.reference}/"):
            assert client.post(path, {"text": "x", "upheld": "1", "answer": "x"}).status_code in (403, 404), path
        decided = client.post(
            f"/api/v1/disputes/{made.reference}/decide/", {"upheld": True, "answer": "x"}, "application/json"
        )
        assert decided.status_code in (403, 404)
    made.refresh_from_db()
    assert made.outcome == ""


def test_the_picture_of_a_ring_is_text(world):
    """Whose names stand in it belong to people who are looked at because they are up to something."""
    PersonFactory(username="ring", name=CRAFTED[:40])
    client = client_of(world, "staff")
    answer = client.get("/admin/community/freeze/ring/", {"people": f"ring,owner,member,{CRAFTED}"})
    assert answer.status_code == 200
    assert not RUNS.search(answer.content.decode())
    answer = client.get("/admin/community/freeze/ring/", {"people": "ring,owner,member"})
    assert "<svg" in answer.content.decode()
    assert not RUNS.search(answer.content.decode())
    assert client_of(world, "member").get("/admin/community/freeze/ring/").status_code == 302
