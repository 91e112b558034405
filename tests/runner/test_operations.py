"""The handbook names everything that can be set."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

BASE = Path(__file__).resolve().parents[2]
READ = re.compile(r"""\benv\.\w+\(\s*"([A-Z_]+)"|environ\.get\(\s*"([A-Z_]+)\"""")
# Set by other programs or by Qunpu itself.
NOT_OURS = {"DJANGO_SETTINGS_MODULE", "MAKELEVEL"}


def settable() -> set[str]:
    """Every variable that the code reads from the environment."""
    sources = [path.read_text() for path in (BASE / "config").rglob("*.py")]
    return {first or second for source in sources for first, second in READ.findall(source)} - NOT_OURS


@pytest.mark.parametrize("name", sorted(settable()))
def test_the_handbook_names(name: str) -> None:
    assert f"`{name}`" in (BASE / "docs" / "operations.md").read_text()


def test_the_example_sets_only_what_there_is() -> None:
    example = (BASE / "deploy" / "env.example").read_text()
    assert set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE)) <= settable()


def test_every_command_of_the_handbook_is_a_target() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (BASE / "Makefile").read_text(), re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z][a-z-]+)\b", (BASE / "docs" / "operations.md").read_text()))
    assert named <= targets
