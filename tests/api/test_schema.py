"""The API is what its schema says, and nothing sent to it makes it fail."""

from __future__ import annotations

import pytest
import schemathesis
from django.core.management import call_command
from django.db import transaction
from hypothesis import HealthCheck, settings
from rest_framework.authtoken.models import Token
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

from config.wsgi import application
from tests.permissions.world import build

pytestmark = pytest.mark.django_db
CHECKS = (not_a_server_error, content_type_conformance, response_schema_conformance)


def test_the_schema_is_without_warnings(capsys):
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", "/dev/null")


@pytest.fixture
def openapi():
    """The schema as clients read it, and a world behind it."""
    world = build()
    token = Token.objects.create(user=world.people["owner"])
    schema = schemathesis.openapi.from_wsgi("/api/schema/?format=json", application)
    schema.token = token.key
    return schema


schema = schemathesis.pytest.from_fixture("openapi")


@schema.parametrize()
@settings(max_examples=10, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_every_call_keeps_to_the_schema(case, openapi):
    with transaction.atomic():
        case.call_and_validate(headers={"Authorization": f"Token {openapi.token}"}, checks=CHECKS)
        transaction.set_rollback(True)
