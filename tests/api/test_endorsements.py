"""Endorsements in the API: who endorses whom, giving, changing, withdrawing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.endorsements.models import Endorsement
from community.people.models import Block
from tests.api.clients import client_of
from tests.counting import queries_asked
from tests.factories import EndorsementFactory, PersonFactory, tag

pytestmark = pytest.mark.django_db
AT = "/api/v1/people/lin/endorsements/"
MINE = "/api/v1/endorsements/"


@pytest.fixture
def lin():
    return PersonFactory(username="lin")


@pytest.fixture
def chen():
    return PersonFactory(username="chen", date_joined=timezone.now() - timedelta(days=30))


def test_given_read_changed_withdrawn_and_undone(guest, chen, lin):
    api = client_of(chen)

    answer = api.post(AT, {"topic": "茶", "sentence": "问什么都肯说"})
    assert answer.status_code == 201
    body = answer.json()
    assert (body["by"]["username"], body["about"]["username"], body["topic"]["name"]) == ("chen", "lin", "茶")
    assert body["is_backed"] is False
    # What stands behind it is for the two to know.
    assert guest.get(AT).json()["results"] == [body | {"is_backed": None}]

    one = f"{MINE}{body['reference']}/"
    changed = api.patch(one, {"sentence": "说到做到"}).json()
    assert changed["sentence"] == "说到做到"
    assert changed["changed_at"]
    assert api.get(f"{MINE}places/").json()["remaining"] == 29
    assert api.delete(one).status_code == 204
    assert guest.get(AT).json()["results"] == []
    assert api.post(f"{one}reinstate/").json()["reference"] == body["reference"]
    assert guest.get(AT).json()["results"][0]["sentence"] == "说到做到"


def test_by_topic(guest, lin):
    EndorsementFactory(about=lin)
    water = EndorsementFactory(about=lin, topic=tag("水"))
    assert [row["reference"] for row in guest.get(f"{AT}?topic=水").json()["results"]] == [water.reference]


def test_both_sides_of_ones_own(chen, lin):
    mine, theirs = EndorsementFactory(by=chen, about=lin), EndorsementFactory(by=lin, about=chen)
    gone = EndorsementFactory(by=chen, about__is_active=False)
    api = client_of(chen)
    given = api.get(MINE).json()["results"]
    assert [row["reference"] for row in given] == [gone.reference, mine.reference]
    assert (given[0]["about"], given[0]["url"]) == (None, "")
    assert [row["reference"] for row in api.get(f"{MINE}received/").json()["results"]] == [theirs.reference]


def test_refusals_are_problems_at_their_field(chen, lin):
    api = client_of(chen)
    for sent, field in (({"topic": "123", "sentence": "好"}, "topic"), ({"topic": "茶", "sentence": ""}, "sentence")):
        answer = api.post(AT, sent)
        assert answer.status_code == 400
        assert [error["field"] for error in answer.json()["errors"]] == [field]
    EndorsementFactory.create_batch(30, by=chen)
    answer = api.post(AT, {"topic": "茶", "sentence": "好"})
    assert (answer.status_code, answer.json()["code"], answer.json()["remaining"]) == (409, "no_place_left", 0)


def test_who_may_not(guest, chen, lin):
    made = EndorsementFactory(by=chen, about=lin)
    one = f"{MINE}{made.reference}/"
    assert guest.post(AT, {"topic": "茶", "sentence": "好"}).status_code == 401
    assert guest.get(MINE).status_code == 401
    for answer in (client_of(lin).delete(one), client_of(lin).patch(one, {"sentence": "好"})):
        assert answer.status_code == 404
    assert client_of(lin).post(AT, {"topic": "茶", "sentence": "好"}).status_code == 403
    assert Endorsement.objects.standing().get().sentence == made.sentence


def test_between_the_blocked_there_is_nothing(chen, lin):
    EndorsementFactory(about=lin)
    said = EndorsementFactory(by=lin)
    Block.objects.create(person=lin, blocked=chen)
    api = client_of(chen)
    assert api.get(AT).status_code == 404
    assert api.post(AT, {"topic": "茶", "sentence": "好"}).status_code == 404
    assert api.get(f"/api/v1/people/{said.about.username}/endorsements/").json()["results"] == []


def test_lists_cost_the_same_however_long(guest, chen, lin):
    costs = []
    for _ in range(2):
        EndorsementFactory.create_batch(4, about=lin)
        with queries_asked() as queries:
            assert guest.get(AT).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1]
