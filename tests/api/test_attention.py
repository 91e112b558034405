"""Limits and budgets in the API: one's own, with reasons; a reached limit is a problem that says when it ends."""

from __future__ import annotations

import pytest

from community.attention.quotas import Quota, spend, standing
from community.drafts.models import Draft
from tests.api.clients import client_of
from tests.factories import GroupFactory, PersonFactory, PostFactory, StoreFactory, subscribe

pytestmark = pytest.mark.django_db


def test_one_sees_ones_quotas(guest):
    person = PersonFactory()
    spend(person, Quota.INVITATIONS, cost=4)

    rows = {row["quota"]: row for row in client_of(person).get("/api/v1/quotas/").json()}

    assert rows.keys() == set(Quota.values)
    invitations = rows["invitations"]
    assert (invitations["limit"], invitations["used"], invitations["remaining"]) == (10, 4, 6)
    assert invitations["full_limit"] == 50
    assert invitations["why"]
    assert guest.get("/api/v1/quotas/").status_code == 401


def test_a_budget_comes_with_its_reasons():
    group = GroupFactory()
    member = subscribe(PersonFactory(), group).person
    PostFactory(channel=group.channel, author=member)

    body = client_of(member).get(f"/api/v1/budgets/group:{group.slug}/").json()

    assert (body["limit"], body["used"], body["remaining"]) == (10, 1, 9)
    assert sum(row["adds"] for row in body["reasons"]) == body["limit"]
    assert body["muted_or_left"] is None


def held(group, author):
    return Draft.objects.create(author=author, channel=group.channel, text="茶到了", state="held", reason="说过了")


def test_a_keeper_judges_what_is_held():
    group = GroupFactory()
    author = subscribe(PersonFactory(), group).person
    first, second = held(group, author), held(group, author)
    keeper = client_of(group.owner)

    rows = keeper.get("/api/v1/held/", {"group": group.slug}).json()["results"]
    assert [row["reference"] for row in rows] == [second.reference, first.reference]
    assert (rows[0]["group"], rows[0]["author"], rows[0]["reason"]) == (group.slug, author.username, "说过了")
    assert keeper.post(f"/api/v1/held/{first.reference}/release/").status_code == 204
    assert keeper.post(f"/api/v1/held/{second.reference}/refuse/", {}).json()["errors"][0]["field"] == "reason"
    assert keeper.post(f"/api/v1/held/{second.reference}/refuse/", {"reason": "这里说杯子"}).status_code == 204
    assert keeper.get("/api/v1/held/").json()["results"] == []
    assert list(author.posts.values_list("text", flat=True)) == ["茶到了"]


def test_nobody_else_knows_what_is_held(guest):
    group = GroupFactory()
    author = subscribe(PersonFactory(), group).person
    draft = held(group, author)

    for person in (author, subscribe(PersonFactory(), group).person, PersonFactory()):
        client = client_of(person)
        assert client.get("/api/v1/held/").json()["results"] == []
        for verb in ("release", "refuse"):
            assert client.post(f"/api/v1/held/{draft.reference}/{verb}/").status_code == 404
    assert guest.get("/api/v1/held/").status_code == 401


def test_nobody_sees_anothers_budget(guest):
    store, hidden = StoreFactory(), GroupFactory(access="invite")
    client = client_of(PersonFactory())

    assert client.get(f"/api/v1/budgets/store:{store.slug}/").status_code == 403
    assert client.get(f"/api/v1/budgets/group:{hidden.slug}/").status_code == 404
    assert guest.get(f"/api/v1/budgets/store:{store.slug}/").status_code == 401


def test_a_reached_limit_is_a_problem_that_says_when_it_ends():
    person, store = PersonFactory(), StoreFactory()
    spend(person, Quota.FOLLOWS, cost=standing(person, Quota.FOLLOWS).remaining)

    answer = client_of(person).post("/api/v1/subscriptions/", {"channel": f"store:{store.slug}"})

    assert answer.status_code == 429
    body = answer.json()
    assert (body["code"], body["limit"], body["remaining"]) == ("quota_reached", 60, 0)
    assert body["resets_at"].endswith("Z")
    assert answer["RateLimit"].startswith('"follows";r=0;t=')
    assert answer["RateLimit-Policy"] == '"follows";q=60;w=86400'
    assert int(answer["Retry-After"]) > 0
