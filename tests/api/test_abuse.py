"""What programs that mean harm send: much of it, and under many names."""

import json

import pytest
from rest_framework.test import APIClient
from rest_framework.throttling import AnonRateThrottle

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
