"""The record of a person, and one's own page, in the API."""

import pytest
from rest_framework.test import APIClient

from community.brand.models import ProfileVisit
from community.brand.visiting import today_of
from tests.factories import GroupFactory, PersonFactory, PostFactory, subscribe

pytestmark = pytest.mark.django_db


@pytest.fixture
def api():
    return APIClient()


@pytest.fixture
def mine(api, lin):
    api.force_authenticate(lin)
    return api


def test_a_person_is_read_with_their_record(api, lin, keep):
    keep(lin, 2)
    PostFactory(author=lin)
    told = api.get("/api/v1/people/lin/").json()
    assert told["promises"] == {"kept": 2, "made": 2, "is_enough": False}
    assert told["year"] == [{"day": today_of(lin).isoformat(), "count": 3}]
    assert "year" not in api.get("/api/v1/people/").json()["results"][0]


def test_ones_own_page(mine, lin):
    ProfileVisit.objects.create(person=lin, day=today_of(lin), source="card", count=3)
    subscribe(lin, GroupFactory(slug="lake"))
    subscribe(lin, GroupFactory(slug="nights", access="hidden"))
    told = mine.get("/api/v1/me/brand/").json()
    assert told["visits"]["total"] == 3
    assert told["visits"]["sources"] == [{"source": "card", "count": 3}]
    assert len(told["visits"]["days"]) == 28
    assert [step["part"] for step in told["steps"]][:2] == ["photo", "specialties"]
    assert told["groups"] == [{"slug": "lake", "shown_to": "everyone"}]


def test_what_is_shown_is_chosen(mine, lin):
    subscribe(lin, GroupFactory(slug="lake"))
    told = mine.patch("/api/v1/me/brand/", {"lessons": True, "groups": {"lake": "nobody"}}, format="json").json()
    assert told["lessons"] is True
    assert told["groups"] == [{"slug": "lake", "shown_to": "nobody"}]
    refused = mine.patch("/api/v1/me/brand/", {"groups": {"nowhere": "nobody"}}, format="json")
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["field"] == "groups"


def test_a_guest_has_no_page(api):
    assert api.get("/api/v1/me/brand/").status_code == 401


def test_reading_one_costs_what_it_did(api, lin, keep, django_assert_num_queries):
    def ask():
        api.get("/api/v1/people/lin/")

    ask()
    keep(lin, 9)
    for _number in range(3):
        PostFactory(author=lin)
    PersonFactory()
    with django_assert_num_queries(11):
        ask()
