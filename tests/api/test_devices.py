"""Devices that are told at once, through the API."""

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from community.devices.models import PushSubscription
from tests.community.devices.service import Browser
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
URL = "/api/v1/devices/"


@pytest.fixture
def person():
    return PersonFactory()


@pytest.fixture
def api(person):
    client = APIClient()
    client.force_authenticate(person)
    return client


def given(endpoint="https://fcm.googleapis.com/fcm/send/abc"):
    keys = Browser(endpoint).keys
    return {"endpoint": endpoint, "keys": {"p256dh": keys["p256dh"], "auth": keys["auth"]}}


def test_it_works(api, person):
    made = api.post(URL, given(), format="json")
    assert made.status_code == 201
    assert "endpoint" not in made.json()
    assert [row["reference"] for row in api.get(URL).json()] == [made.json()["reference"]]

    one = f"{URL}{made.json()['reference']}/"
    assert api.patch(one, {"previews": True}, format="json").json()["previews"] is True
    assert api.delete(one).status_code == 204
    assert not PushSubscription.objects.exists()


def test_elsewhere(api):
    answer = api.post(URL, given("https://127.0.0.1/x"), format="json")
    assert answer.status_code == 400
    assert answer.json()["code"] == "unknown_push_service"


def test_somebody_elses(api):
    reference = PushSubscription.objects.create(
        person=PersonFactory(), endpoint="https://fcm.googleapis.com/x", name="x"
    ).reference
    assert api.delete(f"{URL}{reference}/").status_code == 404


def test_guest():
    assert APIClient().get(URL).status_code == 401
    assert APIClient().post(URL, given(), format="json").status_code == 401
    assert len(APIClient().get(f"{URL}key/").json()["key"]) == 87


def test_operators_see_no_keys(client, person):
    client.force_login(PersonFactory(is_staff=True, is_superuser=True))
    device = PushSubscription.objects.create(person=person, endpoint="https://fcm.googleapis.com/secret", name="Chrome")
    listed = client.get(reverse("admin:community_pushsubscription_changelist"), {"q": person.username})
    assert "fcm.googleapis.com" in listed.text
    opened = client.get(reverse("admin:community_pushsubscription_change", args=[device.pk]))
    assert opened.status_code == 200
    assert "secret" not in opened.text
    client.post(
        reverse("admin:community_pushsubscription_changelist"),
        {"action": "forget", "_selected_action": [device.pk], "reason": "asked by phone"},
    )
    assert not PushSubscription.objects.exists()
