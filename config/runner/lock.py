"""`make lock`: pin what is required, and what that brings along, in requirements.txt and requirements-dev.txt.

The first part of each file is ours: what we use and, after `#`, which releases are out of the question. The second part
is written here. `--keep` leaves the versions of the first part as they are.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import NamedTuple

from config.runner.plan import BASE_DIR

SECOND_PART = "# What these bring along (written by `make lock`)."
LINE = re.compile(r"(?P<name>[A-Za-z0-9._-]+)(?P<extras>\[[^]]*\])?==(?P<version>\S+)\s*(?:#\s*(?P<bounds>[<>=!~].*))?")


class Wanted(NamedTuple):
    """A line of the first part."""

    name: str
    extras: str
    version: str
    bounds: str

    def asked(self, *, keep: bool) -> str:
        """As pip is asked for it."""
        return f"{self.name}{self.extras}{f'=={self.version}' if keep else self.bounds}"

    def pinned(self, version: str) -> str:
        return f"{self.name}{self.extras}=={version}" + (f"  # {self.bounds}" if self.bounds else "")


def plain(name: str) -> str:
    """The name of a distribution as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def first_part(text: str) -> list[str]:
    """The lines up to the part that is written here."""
    return text.partition(SECOND_PART)[0].rstrip().splitlines()


def wanted(lines: list[str]) -> list[Wanted]:
    """The requirements among the lines."""
    found = (LINE.fullmatch(line.strip()) for line in lines)
    return [Wanted(m["name"], m["extras"] or "", m["version"], m["bounds"] or "") for m in found if m]


def installed(python: Path) -> dict[str, str]:
    """What is installed beside `python`: pinned lines by plain name."""
    frozen = subprocess.run([python, "-m", "pip", "freeze"], check=True, capture_output=True, text=True).stdout
    return {plain(line.partition("==")[0]): line for line in frozen.splitlines() if "==" in line}


def written(lines: list[str], have: dict[str, str], brought: dict[str, str]) -> str:
    """The file anew."""
    new = []
    for line in lines:
        found = wanted([line])
        new.append(found[0].pinned(have[plain(found[0].name)].partition("==")[2]) if found else line)
    rest = sorted(brought.values(), key=str.lower)
    return "\n".join([*new, "", SECOND_PART, *rest, ""])


def main(arguments: list[str]) -> int:
    """Install in a passing environment, see what came, write it down."""
    keep = "--keep" in arguments
    seen: dict[str, str] = {}
    with tempfile.TemporaryDirectory(prefix="qunpu-lock-") as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder) / "bin" / "python"
        asked: list[str] = []
        for path in (BASE_DIR / "requirements.txt", BASE_DIR / "requirements-dev.txt"):
            lines = first_part(path.read_text())
            asked += [want.asked(keep=keep) for want in wanted(lines)]
            subprocess.run([python, "-m", "pip", "install", "--quiet", "--upgrade", *asked], check=True)
            have = installed(python)
            direct = {plain(want.name) for want in wanted(lines)}
            brought = {name: line for name, line in have.items() if name not in direct | seen.keys()}
            path.write_text(written(lines, have, brought))
            seen |= have
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
