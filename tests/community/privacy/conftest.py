from __future__ import annotations

import pytest

from community.people.models import Person
from tests.community.privacy.lively import live


@pytest.fixture
def lively(db: None) -> Person:
    """Someone who has done everything there is to do."""
    return live()
