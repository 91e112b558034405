"""What the settings become where the site is public, without anything else being set."""

import json
import os
import subprocess
import sys

ASK = """
import json
from config import settings as s
print(json.dumps([s.ALLOWED_HOSTS, s.DEBUG, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE]))
"""


def test_a_public_site_answers_to_its_own_name_only_and_keeps_its_cookies_safe(tmp_path):
    kept = {name: value for name, value in os.environ.items() if name not in ("ALLOWED_HOSTS", "DEBUG")}
    public = kept | {"SITE_URL": "https://shop.example:8443", "VAR_DIR": str(tmp_path)}
    told = subprocess.run([sys.executable, "-c", ASK], env=public, capture_output=True, text=True, check=True)
    hosts, debug, *safe = json.loads(told.stdout)
    assert hosts == ["shop.example", "127.0.0.1", "localhost"]
    assert not debug
    assert safe == [True, True]
