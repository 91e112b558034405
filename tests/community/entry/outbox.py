"""Reading the code that was sent, as its receiver would."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings
from django.core import mail

CODE = re.compile(r"(?<!\d)\d{6}(?!\d)")


def mailed_code(address: str) -> str:
    """The code of the newest mail to `address`."""
    newest = [message for message in mail.outbox if message.to == [address]][-1]
    found = CODE.search(newest.body)
    assert found, newest.body
    return found.group()


def texted_code(number: str) -> str:
    """The code of the newest text message to `number` (E.164)."""
    for path in sorted(Path(settings.SMS_FILE_PATH).glob("*.txt"), reverse=True):
        receiver, _, text = path.read_text(encoding="utf-8").partition("\n")
        if receiver == number:
            found = CODE.search(text)
            assert found, text
            return found.group()
    raise AssertionError(f"nothing was sent to {number}")
