"""How people stand with whoever asks, in the API."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from community.groups.models import Group
from tests.community.trust.dealing import bought
from tests.factories import GroupFactory, PersonFactory, StoreFactory, subscribe

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(client):
    me, lin = PersonFactory(username="me"), PersonFactory(username="lin", name="林晓雨")
    group = GroupFactory(access=Group.Access.ASK)
    for person in (me, lin, *PersonFactory.create_batch(3)):
        subscribe(person, group, admitted=True, began_at=timezone.now() - timedelta(days=90))
    client.force_login(me)
    return me, lin


def test_it_works(client, people):
    store = StoreFactory(owner=PersonFactory(username="chen"))
    bought(people[1], store, said="很香")

    (row,) = client.get("/api/v1/trust/?people=chen,nobody").json()

    assert row["username"] == "chen"
    assert row["path"]["people"] == [{"username": "lin", "name": "林晓雨"}]
    assert row["reasons"][0]["person"]["username"] == "lin"
    assert row["score"] - row["score_without_best"] == pytest.approx(row["reasons"][0]["effect"], abs=0.002)


def test_a_guest_may_ask(client):
    PersonFactory(username="chen")

    assert client.get("/api/v1/trust/?people=chen").json()[0]["level"] == "unknown"


@pytest.mark.parametrize("query", ["", "people=", "people=" + ",".join(f"p{n}" for n in range(101))])
def test_what_cannot_be_answered_is_said(client, query):
    answer = client.get(f"/api/v1/trust/?{query}")

    assert answer.status_code in (400, 422)


def test_one_chooses_whether_one_is_named(client, people):
    assert client.get("/api/v1/trust/choice/").json() == {"endorsements": True, "groups": True}
    chosen = {"endorsements": False, "groups": True}
    answer = client.put("/api/v1/trust/choice/", chosen, content_type="application/json")

    assert answer.json() == chosen == client.get("/api/v1/trust/choice/").json()
