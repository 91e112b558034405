"""What somebody bought is between them and the seller until they say so in public: on every address of the site."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from community.people.models import Person
from shop.orders.refunding import refund_order
from tests.factories import PersonFactory
from tests.leaks.ties import NAME, SLUG, together, vouch
from tests.permissions.matrix import path_of
from tests.permissions.routes import all_routes
from tests.permissions.world import World, build
from tests.shop.buying import received_order
from tests.shop.reviews.saying import said_of

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(400)]

ROUTES = [route for route in all_routes() if route.path != "live/"]


@pytest.fixture
def buyer() -> Person:
    return PersonFactory(username=SLUG, name=NAME)


@pytest.fixture
def world(buyer: Person) -> World:
    """A town where somebody bought three times, and once was not served; they said nothing of it."""
    town = build()
    town.product.variant = town.variant
    for _deal in range(3):
        order = received_order(buyer, town.product)
    refund_order(town.people["owner"], order=order)
    together("river", buyer, fellow := PersonFactory(), *PersonFactory.create_batch(4))
    town.people["fellow"] = fellow
    return town


def met_by(person: Any, world: World) -> set[str]:
    """The addresses on which the person reads of the buyer."""
    client, session, met = Client(raise_request_exception=False), "", set()
    if person.is_authenticated:
        client.force_login(person)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
    for route in ROUTES:
        client.cookies[settings.SESSION_COOKIE_NAME] = session
        answer = client.get(f"{path_of(route, world)}?q={world.store.name}&people=owner")
        said = b"".join(answer.streaming_content) if answer.streaming else answer.content
        text = said.decode(errors="replace")
        if NAME in text or SLUG in text:
            met.add(route.path)
    return met


@pytest.mark.parametrize("who", ["anonymous", "member", "fellow"])
def test_who_bought_without_a_word_is_met_nowhere(world, who):
    # Who is there at all is no secret.
    assert met_by(world.people[who], world) - {"api/v1/people/"} == set()


def test_the_seller_knows_whom_they_dealt_with(world):
    assert {"me/evidence/", "api/v1/me/evidence/"} <= met_by(world.people["owner"], world)


def test_and_who_said_so_is_read_by_all(world, buyer):
    said_of(world.product, buyer=buyer, text="很香")

    assert "s/<slug:slug>/reviews/" in met_by(world.people["anonymous"], world)


@pytest.mark.parametrize("who", ["anonymous", "member", "fellow"])
def test_whether_a_deal_stands_behind_a_word_is_told_to_the_two_alone(client, world, buyer, who):
    """Else a word that weighs half would tell of a purchase by weighing whole."""
    owner, other = world.people["owner"], PersonFactory(username="lin")
    for by in (buyer, other):
        vouch(by, owner)
    if who != "anonymous":
        client.force_login(world.people[who])

    page = client.get("/p/owner/endorsements/", {"topic": "白毫"}).content.decode()
    words = client.get("/api/v1/people/owner/endorsements/").json()["results"]

    assert "只算一半" not in page
    assert {word["is_backed"] for word in words if word["by"]["username"] != who} == {None}


def test_the_two_read_it(client, world, buyer):
    owner, other = world.people["owner"], PersonFactory(username="lin")
    for by in (buyer, other):
        vouch(by, owner)
    client.force_login(owner)

    words = client.get("/api/v1/endorsements/received/").json()["results"]

    backed = {word["by"]["username"]: word["is_backed"] for word in words}
    assert (backed[SLUG], backed["lin"]) == (True, False)


def test_who_reported_is_not_told_to_whom_it_is_about(client, world):
    """Of what was upheld against somebody they read that it was, and not who said so first."""
    client.force_login(world.people["member"])

    (fact,) = client.get("/api/v1/me/evidence/", {"kind": "reported"}).json()["results"]

    assert fact["other"] is None
    assert "owner" not in repr({name: fact[name] for name in ("origin", "url", "other", "dispute")})
