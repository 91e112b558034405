"""Who may come in where: the whole site, asked route by route, against what was decided.

`pages.txt` and `api.txt` are the decisions. A route that is new, gone or answers otherwise is a difference;
after reading it, write the new decision down with `UPDATE_MATRIX=1 pytest tests/permissions`.
"""

import os
from pathlib import Path

import pytest

from tests.permissions.matrix import table
from tests.permissions.routes import all_routes
from tests.permissions.world import build

HERE = Path(__file__).parent
ROUTES = all_routes()


def compare(name: str, found: str) -> None:
    decided = HERE / name
    if os.environ.get("UPDATE_MATRIX"):
        decided.write_text(found)
    assert found == decided.read_text()


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "is_api"), [("pages.txt", False), ("api.txt", True)])
def test_every_route_answers_as_decided(name, is_api):
    routes = [route for route in ROUTES if route.is_api is is_api and route.path != "live/"]

    found = table(routes, build())

    assert "ERROR" not in found
    compare(name, found)


def rules_of(route) -> list[str]:
    """What of `route` goes without a rule: its view, or actions of its viewset."""
    actions = getattr(route.view, "actions", None)
    if actions is None:
        return [] if hasattr(route.view, "rule") else [route.path]
    rules = route.view.cls.rules
    return [f"{route.path} {action}" for action in actions.values() if action not in rules]


def test_every_route_declares_its_rule():
    assert [missing for route in ROUTES for missing in rules_of(route)] == []
