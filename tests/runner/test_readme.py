"""What the README promises is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

BASE = Path(__file__).resolve().parents[2]
README = (BASE / "README.md").read_text()
LINKS = re.findall(r"""\]\(([^)#:]+)\)|src="([^":]+)\"""", README)
COMMANDS = re.findall(r"(?:`|^)make ([a-z][a-z-]*)", README, re.MULTILINE)


@pytest.mark.parametrize("path", sorted({first or second for first, second in LINKS}))
def test_what_it_points_to_is_there(path: str) -> None:
    assert (BASE / path).exists()


@pytest.mark.parametrize("command", sorted(set(COMMANDS)))
def test_its_commands_are_targets(command: str) -> None:
    assert re.search(rf"^{command}:", (BASE / "Makefile").read_text(), re.MULTILINE)


def test_its_pictures_are_small() -> None:
    assert all(path.stat().st_size < 200_000 for path in (BASE / "docs" / "images").iterdir())
