"""What programs that mean harm send: much of it, and under many names."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from rest_framework.test import APIClient
from rest_framework.throttling import AnonRateThrottle

from content.pictures.api import UploadThrottle
from tests.factories import PersonFactory, ProductFactory
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
