"""What programs that mean harm send: much of it, and under many names."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient
from rest_framework.throttling import AnonRateThrottle

from community.notifications.models import Event, Kind, Notification
from config.kit.references import new_reference
from content.pictures.api import UploadThrottle
from tests.factories import GroupFactory, PersonFactory, ProductFactory
from tests.shop.buying import TO

pytestmark = pytest.mark.django_db


def test_a_made_up_forwarded_address_does_not_escape_the_limit(monkeypatch):
    monkeypatch.setattr(AnonRateThrottle, "THROTTLE_RATES", {"anon": "3/min"})
    answers = [
        APIClient().get("/api/v1/stores/", HTTP_X_FORWARDED_FOR=f"203.0.113.{number}").status_code
        for number in range(5)
    ]
    assert answers == [200, 200, 200, 429, 429]


@pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded"])
def test_a_body_that_would_fill_the_memory_is_not_read(settings, kind):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    body = json.dumps({"contact": "lin@qunpu.example", "x": "长" * 1000})
    answer = APIClient().generic("POST", "/api/v1/token/code/", body, content_type=kind)
    assert answer.status_code == 413
    assert answer.json()["code"] == "too_large"


def test_photos_have_a_limit_of_their_own(monkeypatch):
    monkeypatch.setattr(UploadThrottle, "rate", "2/min")
    api = APIClient()
    api.force_authenticate(PersonFactory())
    answers = [
        api.post("/api/v1/pictures/", {"picture": SimpleUploadedFile("a.jpg", b"no photo")}, format="multipart")
        for _ in range(3)
    ]
    assert [answer.status_code for answer in answers] == [400, 400, 429]
    assert api.get("/api/v1/bag/").status_code == 200


def test_a_purchase_names_no_more_goods_than_a_bag_holds():
    api = APIClient()
    api.force_authenticate(PersonFactory())
    item = {"variant": ProductFactory().variant.reference, "quantity": 1}
    body = TO | {"items": [item] * 61}
    refused = api.post("/api/v1/purchases/", body, format="json", headers={"Idempotency-Key": "k"})
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["field"].startswith("items")


def test_a_cursor_of_a_list_in_another_order_is_refused():
    api = APIClient()
    api.force_authenticate(person := PersonFactory())
    for _ in range(2):
        GroupFactory()
        event = Event.objects.create(kind=Kind.ARCHIVE, key=new_reference())
        Notification.objects.create(person=person, kind=event.kind, group_key=event.key, latest=event)
    ways = ("/api/v1/groups/", "/api/v1/notifications/")
    of_groups, of_bell = (api.get(path, {"page_size": 1}).json()["next"].partition("cursor=")[2] for path in ways)

    wrong = [api.get(f"{path}?cursor={cursor}") for path, cursor in zip(ways, (of_bell, of_groups), strict=True)]
    right = [api.get(f"{path}?cursor={cursor}") for path, cursor in zip(ways, (of_groups, of_bell), strict=True)]

    assert [(answer.status_code, answer.json()["code"]) for answer in wrong] == [(400, "bad_cursor")] * 2
    assert [answer.status_code for answer in right] == [200, 200]


def test_a_refusal_may_repeat_half_a_sign():
    api = APIClient()
    api.force_authenticate(PersonFactory())
    answer = api.generic("POST", "/api/v1/preferences/", '{"kind": "\\ud800"}', content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["field"] == "kind"


@pytest.mark.parametrize("body", ["[]", '"x"', "1", '{"reason": ["\\u0000"]}'])
def test_a_group_is_not_closed_by_nonsense(body):
    api, group = APIClient(), GroupFactory()
    api.force_authenticate(group.owner)
    answer = api.generic("POST", f"/api/v1/groups/{group.slug}/close/", body, content_type="application/json")
    assert answer.status_code == 400
