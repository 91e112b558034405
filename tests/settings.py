"""Settings of the tests: the site's own, moved to a folder and a Redis of each test process, and made quick."""

import os
from pathlib import Path

from config.embedded import sqlite_url

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
BASE = Path(__file__).resolve().parent.parent
# Kept apart from VAR_DIR, which is replaced below: test processes are started by a test process.
ROOT = Path(os.environ.setdefault("TEST_VAR_DIR", os.environ.get("VAR_DIR") or str(BASE / "var")))
VAR = ROOT / "test" / WORKER

os.environ["VAR_DIR"] = str(VAR)
# What is set counts; what a `.env` beside the code says does not, for a test empties the databases it is given.
os.environ.setdefault("DATABASE_URL", sqlite_url(VAR))
os.environ.setdefault("REDIS_URL", "")
os.environ["DEBUG"] = ""
EMBEDDED_REDIS = not os.environ["REDIS_URL"]
if not EMBEDDED_REDIS:
    # Number 0 is the site's; each test process has its own.
    number = 2 + int(WORKER[2:]) if WORKER.startswith("gw") else 1
    os.environ["REDIS_URL"] = f"{os.environ['REDIS_URL'].rpartition('/')[0]}/{number}"

from config.settings import *  # noqa: E402, F403
from config.settings import DATABASES, INSTALLED_APPS, REST_FRAMEWORK  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
# An open connection would keep the test database from being dropped.
DATABASES["default"]["CONN_MAX_AGE"] = 0
# A test that is about the limits sets its own.
REST_FRAMEWORK = REST_FRAMEWORK | {"DEFAULT_THROTTLE_RATES": {"anon": "100000/min", "user": "100000/min"}}
INSTALLED_APPS = [*INSTALLED_APPS, "django_migration_linter"]
