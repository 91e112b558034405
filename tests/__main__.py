"""`python -m tests`: all tests, on the embedded default or (`--db postgres`) on a throwaway PostgreSQL and Redis.

Other arguments go to pytest. On PostgreSQL the tests marked `looks` are left out: how a page looks no database changes,
and nothing takes longer than to look. What a bare Debian lacks (Chromium, a Chinese font, PostgreSQL, Redis) is
installed where that is allowed; where it is not, the run fails and says how. No test is skipped for want of it.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.runner.debian import Missing, install
from config.runner.services import throwaway

BASE = Path(__file__).resolve().parent.parent
FONT_FOLDERS = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")
# Two processes: a test, its server and its browser keep a core busy between them.
PARALLEL = ["-n", "2", "--dist", "loadgroup"]
# Longer than any sound run by far; a hanging one must not hang for ever.
TIME_LIMIT = 60 * 60
LEFT_OUT = {"sqlite": [], "postgres": ["-m", "not looks"]}


def see_to_browser() -> None:
    """A Chromium and a font with Chinese characters. Raises Missing."""
    wanted = []
    if not (shutil.which("chromium") or shutil.which("chromium-browser")):
        wanted.append("chromium")
    if not any(folder.exists() and any(folder.rglob("NotoSansCJK*")) for folder in FONT_FOLDERS):
        wanted.append("fonts-noto-cjk")
    if wanted:
        install(*wanted, what="for the browser tests " + " and ".join(wanted) + (" is" if len(wanted) == 1 else " are"))


@contextmanager
def databases(name: str) -> Iterator[dict[str, str]]:
    """The environment that moves the tests to `name`: nothing for the embedded default."""
    if name == "postgres":
        with throwaway() as urls:
            yield urls
    else:
        yield {"DATABASE_URL": "", "REDIS_URL": ""}


def main(arguments: list[str]) -> int:
    """Run them; returns pytest's exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests", description=__doc__)
    parser.add_argument("--db", choices=list(LEFT_OUT), default="sqlite")
    options, rest = parser.parse_known_args(arguments)
    try:
        see_to_browser()
        with tempfile.TemporaryDirectory(prefix="qunpu-test-") as var, databases(options.db) as urls:
            environment = {name: value for name, value in {**os.environ, **urls}.items() if value}
            environment |= {"VAR_DIR": var, "TEST_VAR_DIR": var, "PYTHONPATH": str(BASE)}
            print(f"tests on {options.db}", flush=True)
            command = [sys.executable, "-m", "pytest", *PARALLEL, *LEFT_OUT[options.db], *rest]
            return subprocess.run(command, cwd=BASE, env=environment, timeout=TIME_LIMIT).returncode
    except (Missing, RuntimeError) as error:
        sys.stderr.write(f"{error}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
