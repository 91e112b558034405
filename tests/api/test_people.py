"""People, oneself, blocks and keys in the API."""

import pytest
from rest_framework.authtoken.models import Token

from community.entry.passwords import set_password
from community.people.contacts import parse_contact
from community.people.joining import join
from community.people.models import Block, Person
from community.people.suspending import suspend_person
from tests.api.clients import client_of
from tests.community.entry.outbox import mailed_code, texted_code
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def test_a_profile_is_public_and_tells_no_contact(guest):
    person = PersonFactory(username="lin", name="林晓雨", headline="只卖自己喝过三年的茶。")
    person.specialties.set(["绿茶"])

    body = guest.get("/api/v1/people/lin/").json()

    assert (body["name"], body["headline"], body["specialties"]) == ("林晓雨", "只卖自己喝过三年的茶。", ["绿茶"])
    assert person.email not in str(body)
    assert "id" not in body


def test_people_are_found_by_specialty_and_place(guest):
    tea = PersonFactory(place_name="杭州 满觉陇")
    tea.specialties.set(["绿茶"])
    PersonFactory(place_name="绍兴")

    for query in ("specialty=绿茶", "place=杭州"):
        found = guest.get(f"/api/v1/people/?{query}").json()["results"]
        assert [row["username"] for row in found] == [tea.username]


@pytest.mark.parametrize("count", [3, 12])
def test_lists_cost_the_same_however_long(guest, count, django_assert_num_queries):
    for _person in range(count):
        PersonFactory().specialties.set(["茶", "水"])
    # Two for the people, three for how they stand with the reader.
    with django_assert_num_queries(5):
        assert len(guest.get("/api/v1/people/").json()["results"]) == count


def test_the_suspended_and_the_blocked_are_not_there(guest):
    hidden, blocker, reader = PersonFactory(is_active=False), PersonFactory(), PersonFactory()
    Block.objects.create(person=blocker, blocked=reader)

    assert guest.get(f"/api/v1/people/{hidden.username}/").status_code == 404
    assert client_of(reader).get(f"/api/v1/people/{blocker.username}/").status_code == 404


def test_i_know_and_change_myself():
    me = join(contact=parse_contact("13800138000"))
    client = client_of(me)

    answer = client.patch(
        "/api/v1/me/", {"name": "林晓雨", "specialties": ["绿茶"], "time_zone": "Asia/Tokyo"}, format="json"
    )

    assert answer.status_code == 200
    body = client.get("/api/v1/me/").json()
    assert (body["name"], body["specialties"], body["time_zone"]) == ("林晓雨", ["绿茶"], "Asia/Tokyo")
    assert body["contacts"] == [{"kind": "phone", "value": "+8613800138000", "verified": False}]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"time_zone": "Moon/Tranquility"}, "time_zone"),
        ({"language": "xx"}, "language"),
        ({"username": "Ä"}, "username"),
        ({"specialties": ["茶"] * 9}, "specialties"),
        ({"name": ""}, "name"),
    ],
)
def test_a_refusal_names_the_field(change, field):
    answer = client_of(PersonFactory()).patch("/api/v1/me/", change, format="json")

    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["errors"][0]["field"].startswith(field)


def test_guests_are_nobody(guest):
    assert guest.get("/api/v1/me/").status_code == 401


def test_blocks_are_made_listed_and_taken_back():
    me, other = PersonFactory(), PersonFactory()
    client = client_of(me)

    assert client.post("/api/v1/blocks/", {"username": other.username}).status_code == 201
    assert [row["username"] for row in client.get("/api/v1/blocks/").json()["results"]] == [other.username]
    assert client.delete(f"/api/v1/blocks/{other.username}/").status_code == 204
    assert not Block.objects.exists()


def test_not_everyone_can_be_blocked():
    me = PersonFactory()
    client = client_of(me)
    assert client.post("/api/v1/blocks/", {"username": me.username}).status_code == 400
    assert client.post("/api/v1/blocks/", {"username": "nobody"}).status_code == 404
    assert client.delete("/api/v1/blocks/nobody/").status_code == 404


@pytest.mark.parametrize(("typed", "read"), [("anna@qunpu.example", mailed_code), ("+8613800138000", texted_code)])
def test_a_code_gives_a_key_also_to_the_new(guest, typed, read):
    sent = guest.post("/api/v1/token/code/", {"contact": typed})
    assert sent.status_code == 202

    answer = guest.post("/api/v1/token/", {"reference": sent.json()["reference"], "code": read(typed)})

    assert answer.status_code == 201
    assert answer.json()["joined"]
    assert Token.objects.get().user == Person.objects.get()


def test_a_password_gives_a_key(guest):
    person = set_password(join(contact=parse_contact("13800138000")), password="three cups before noon")

    answer = guest.post("/api/v1/token/", {"contact": "138 0013 8000", "password": "three cups before noon"})

    assert Token.objects.get(key=answer.json()["token"]).user == person
    assert not answer.json()["joined"]


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({}, 400),
        ({"contact": "13800138000"}, 400),
        ({"contact": "13800138000", "password": "wrong"}, 400),
        ({"contact": "nonsense", "password": "wrong"}, 400),
        ({"reference": "0" * 16, "code": "123456"}, 409),
        ({"reference": "0" * 16, "code": "12"}, 400),
    ],
)
def test_anything_else_gives_none(guest, given, status):
    assert guest.post("/api/v1/token/", given, format="json").status_code == status
    assert not Token.objects.exists()


def test_the_suspended_are_told_why(guest):
    person = set_password(join(contact=parse_contact("13800138000")), password="three cups before noon")
    suspend_person(PersonFactory(is_staff=True), target=person, reason="卖假茶")

    answer = guest.post("/api/v1/token/", {"contact": "13800138000", "password": "three cups before noon"})

    assert answer.status_code in (401, 403)
    assert "卖假茶" in answer.json()["detail"]


def test_a_key_is_revoked():
    client = client_of(PersonFactory())
    assert client.delete("/api/v1/token/").status_code == 204
    assert client.get("/api/v1/me/").status_code == 401
