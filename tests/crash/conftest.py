"""One stack for all tests of what crashes: with a group of twelve and a store, and a group of ten thousand."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.community.devices.service import PushService, running_service
from tests.crash.crowd import Crowd
from tests.crash.town import Town
from tests.stack import Stack, running_stack


@pytest.fixture(scope="session")
def push_service() -> Iterator[PushService]:
    with running_service() as service:
        yield service


@pytest.fixture(scope="session")
def crash_stack(tmp_path_factory: pytest.TempPathFactory, push_service: PushService) -> Iterator[Stack]:
    extra = {"PUSH_SERVICES": push_service.origin}
    with running_stack(tmp_path_factory.mktemp("crash"), name="crash", extra=extra) as stack:
        yield stack


@pytest.fixture(scope="session")
def town(crash_stack: Stack) -> Town:
    return Town.found(crash_stack)


@pytest.fixture(scope="session")
def crowd(crash_stack: Stack, push_service: PushService) -> Crowd:
    return Crowd.found(crash_stack, push_service)
