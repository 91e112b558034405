"""The API is what its schema says, and nothing sent to it makes it fail."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, given, settings
from rest_framework.authtoken.models import Token
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

from config.wsgi import application
from tests.permissions.matrix import example_for
from tests.permissions.world import World, build

CHECKS = (not_a_server_error, content_type_conformance, response_schema_conformance)


def test_the_schema_is_without_warnings():
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", "/dev/null")


@pytest.fixture
def one_transaction(db):
    """The WSGI application keeps to the test's own connection."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


def faults_of(operation: Any, world: World, token: str) -> str:
    """What an operation did against its schema, sent odd things, every other time at a real address; "" if nothing."""
    turn = iter(range(10**6))

    @settings(max_examples=10, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy())
    def send(case: Any) -> None:
        if next(turn) % 2 and case.path_parameters:
            place = operation.path.removeprefix("/api/v1/")
            case.path_parameters = {name: example_for(place, name, world) for name in case.path_parameters}
        with transaction.atomic():
            case.call_and_validate(headers={"Authorization": f"Token {token}"}, checks=CHECKS)
            transaction.set_rollback(True)

    try:
        send()
    except BaseExceptionGroup as error:
        return f"{operation.label}: {[str(inner) for inner in error.exceptions]}"
    return ""


def test_every_call_keeps_to_the_schema(one_transaction):
    world = build()
    token = Token.objects.create(user=world.people["owner"]).key
    schema = schemathesis.openapi.from_wsgi("/api/schema/?format=json", application)
    operations = [found.ok() for found in schema.get_all_operations()]

    faults = [faults_of(operation, world, token) for operation in operations]

    assert len(operations) > 50
    assert not any(faults), "\n\n".join(filter(None, faults))
