"""The ledger in the API."""

import pytest

from community.trust.disputing import dispute
from community.trust.models import Evidence
from community.trust.recording import counter, sources
from tests.community.trust.saying import kept, standing
from tests.counting import queries_asked
from tests.factories import PersonFactory
from tests.shop.buying import received_order

pytestmark = pytest.mark.django_db
MINE, WAITING = "/api/v1/me/evidence/", "/api/v1/disputes/"


def test_facts_about_one(client, buyer, seller, product):
    order = received_order(buyer, product)
    client.force_login(seller)
    [row] = client.get(MINE).json()["results"]
    fact = Evidence.objects.get()
    assert row == {
        "reference": fact.reference,
        "kind": "kept",
        "is_against": False,
        "topic": "龙井",
        "other": {"username": "buyer", "name": buyer.name},
        "origin": row["origin"],
        "url": order.get_absolute_url(),
        "at": row["at"],
        "counts": True,
        "countered_at": None,
        "why": "",
        "dispute": None,
        "can_dispute": True,
    }
    assert str(product.store) in row["origin"]
    assert client.get(f"{MINE}{fact.reference}/").json() == row


def test_what_one_bears_out(client, fact, buyer, seller):
    client.force_login(buyer)
    [row] = client.get(MINE, {"of": "given"}).json()["results"]
    assert (row["kind"], row["other"]["username"], row["can_dispute"]) == ("broken", "seller", False)
    assert client.get(MINE).json()["results"] == []
    assert client.get(f"{MINE}{fact.reference}/").status_code == 404


def test_countered_ones_say_why(client, fact, seller):
    counter(sources(fact.source), why=Evidence.Why.SETTLED)
    client.force_login(seller)
    [row] = client.get(MINE).json()["results"]
    assert (row["counts"], row["why"], row["can_dispute"]) == (False, "settled", False)
    assert row["countered_at"]


def test_filters(client, fact, buyer, seller):
    kept(buyer, seller)
    client.force_login(seller)
    assert [row["kind"] for row in client.get(MINE, {"kind": "broken"}).json()["results"]] == ["broken"]
    for wrong in ({"kind": "nonsense"}, {"of": "nonsense"}):
        answer = client.get(MINE, wrong)
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, next(iter(wrong)))


def test_the_list_costs_the_same_however_long(client, seller):
    client.force_login(seller)
    costs = []
    for count in (1, 4):
        for _each in range(count):
            kept(PersonFactory(), seller)
        client.get(MINE)
        with queries_asked() as asked:
            client.get(MINE)
        costs.append(len(asked))
    assert costs[0] == costs[1]


def test_one_objects_and_the_staff_decides(client, fact, seller, clerk):
    client.force_login(seller)
    where = f"{MINE}{fact.reference}/dispute/"
    empty = client.post(where, {"text": ""}, content_type="application/json")
    assert (empty.status_code, empty.json()["errors"][0]["field"]) == (400, "text")
    assert client.post(where, {"text": "我发了货的"}, content_type="application/json").status_code == 201
    again = client.post(where, {"text": "我发了货的"}, content_type="application/json")
    assert (again.status_code, again.json()["code"]) == (409, "disputed_already")

    client.force_login(clerk)
    [row] = client.get(WAITING).json()["results"]
    assert (row["person"]["username"], row["by"]["username"], row["kind"]) == ("seller", "buyer", "broken")
    decision = {"upheld": True, "answer": "物流记录在"}
    decided = client.post(f"{WAITING}{row['reference']}/decide/", decision, content_type="application/json")
    assert (decided.status_code, decided.json()["outcome"]) == (200, "upheld")
    assert standing() == []
    again = client.post(f"{WAITING}{row['reference']}/decide/", decision, content_type="application/json")
    assert (again.status_code, again.json()["code"]) == (409, "decided_already")


def test_nobody_else_decides(client, fact, seller, buyer):
    made = dispute(seller, evidence=fact, text="我发了货的")
    assert client.get(WAITING).status_code == 401
    for person in (seller, buyer):
        client.force_login(person)
        assert client.get(WAITING).status_code == 403
        given = {"upheld": True, "answer": "x"}
        answer = client.post(f"{WAITING}{made.reference}/decide/", given, content_type="application/json")
        assert answer.status_code == 404


def test_guests_have_none(client):
    assert client.get(MINE).status_code == 401
