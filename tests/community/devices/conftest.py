from __future__ import annotations

import pytest

from community.devices.registering import register_device
from tests.community.devices.service import running_service
from tests.factories import PersonFactory


@pytest.fixture
def service(settings):
    """A push service that the site trusts."""
    with running_service() as running:
        settings.PUSH_SERVICES = [running.origin, "fcm.googleapis.com", ".push.apple.com"]
        yield running


@pytest.fixture
def person(db):
    return PersonFactory(language="en")


@pytest.fixture
def browser(service):
    return service.browser()


@pytest.fixture
def device(person, browser):
    return register_device(person, **browser.keys, name="Chrome · Android")
