"""What the terminal shows when the site is open."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import yaml

from config.runner.plan import ANYWHERE, BASE_DIR, Place

LOGINS = BASE_DIR / "seeds" / "logins.yaml"


def logins(path: Path = LOGINS) -> list[dict[str, str]]:
    """The people of the demo data to sign in as: `role`, `name`, `login` and `password` of each."""
    return yaml.safe_load(path.read_text()) if path.exists() else []


def greeting(place: Place) -> Iterator[str]:
    """The address, the logins, and how to end it."""
    yield ""
    yield f"群铺 Qunpu  {place.url}/"
    if place.host in ANYWHERE:
        yield f"            from a phone on the same network: http://{lan_address()}:{place.port}/"
    if has_demo_logins():
        yield ""
        for login in logins():
            yield f"  {login['role']:<7} {login['login']:<26} {login['password']:<18} {login['name']}"
    yield ""
    yield "Mail and text messages appear here and in var/mail and var/sms. Ctrl-C stops everything."
    yield ""


def has_demo_logins() -> bool:
    """Whether the people of `logins` are in the database: not where the demo data was never wanted."""
    from django.contrib.auth import get_user_model
    from django.db import connection

    try:
        emails = [login["login"] for login in logins()]
        return bool(emails) and get_user_model()._default_manager.filter(email__in=emails).exists()
    finally:
        connection.close()


def lan_address() -> str:
    """This machine's address on the network it reaches others by; its name where it reaches none. Sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return socket.gethostname()
