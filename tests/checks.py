"""`make check`: what can be known about the code without running a test. Every check runs; the exit code sums up."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent
PRODUCTION = {
    "SITE_URL": "https://qunpu.example",
    "ALLOWED_HOSTS": "qunpu.example",
    "SECRET_KEY": "for-this-check-only-" + "k8Jx2vQ7mZp4Rt9w" * 4,
    "DEBUG": "",
}
PYTHON = sys.executable
LINT = ["--include-apps", "content", "shop", "community", "--ignore-name-contains", "initial"]
# Of SQLite, which makes a table anew for each change, the linter takes every column that is never empty for a new one.
LINT += ["--exclude-migration-test", "NOT_NULL"]
LINT += ["--no-cache", "--quiet", "ok", "ignore"]
CHECKS: list[tuple[str, list[str], dict[str, str]]] = [
    ("lint", [PYTHON, "-m", "ruff", "check", "--quiet", "."], {}),
    ("format", [PYTHON, "-m", "ruff", "format", "--check", "--quiet", "."], {}),
    ("layers", [PYTHON, "-c", "from importlinter.cli import lint_imports_command as run; run()"], {}),
    ("types", [PYTHON, "-m", "mypy", "--no-error-summary"], {}),
    ("system", [PYTHON, "manage.py", "check", "--fail-level", "WARNING"], {}),
    ("deployment", [PYTHON, "manage.py", "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
    ("migrations", [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"], {}),
    # What an older release, still running while a newer one migrates, could not live with. First migrations meet none.
    ("rollout", [PYTHON, "manage.py", "lintmigrations", *LINT], {"DJANGO_SETTINGS_MODULE": "tests.settings"}),
    ("messages", [PYTHON, "-m", "tests.messages", "--check"], {}),
]


def main() -> int:
    """Run them all; returns 1 if one found something."""
    failed = []
    with tempfile.TemporaryDirectory(prefix="qunpu-check-") as var:
        for name, command, extra in CHECKS:
            environment = {**os.environ, "DATABASE_URL": f"sqlite:///{var}/check.sqlite3", "VAR_DIR": var, **extra}
            started = time.monotonic()
            done = subprocess.run(command, cwd=BASE, env=environment, capture_output=True, text=True)
            print(
                f"check  | {name:<10} {'ok' if done.returncode == 0 else 'FAILED'}  {time.monotonic() - started:.1f} s"
            )
            if done.returncode:
                failed.append(name)
                print(done.stdout + done.stderr, flush=True)
    if failed:
        sys.stderr.write(f"make check: {', '.join(failed)} failed\n")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
