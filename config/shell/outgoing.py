"""What leaves the site when no mail or text-message provider is set up: files, and a copy on the terminal."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


def _new_file(folder: Path, suffix: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    return folder / f"{stamp}-{secrets.token_hex(3)}{suffix}"


class FileAndTerminalEmailBackend(BaseEmailBackend):
    """Writes each mail to `EMAIL_FILE_PATH` as one `.eml` file and shows its text on the terminal."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        sent = 0
        for message in email_messages:
            if not message.recipients():
                continue
            _new_file(Path(settings.EMAIL_FILE_PATH), ".eml").write_bytes(message.message().as_bytes())
            sys.stdout.write(f"\n[mail to {', '.join(message.recipients())}] {message.subject}\n{message.body}\n")
            sys.stdout.flush()
            sent += 1
        return sent


class FileAndTerminalSmsBackend:
    """Writes each message to `SMS_FILE_PATH` as one text file and shows it on the terminal."""

    def send(self, to: str, text: str) -> None:
        _new_file(Path(settings.SMS_FILE_PATH), ".txt").write_text(f"{to}\n{text}\n", encoding="utf-8")
        sys.stdout.write(f"\n[text message to {to}] {text}\n")
        sys.stdout.flush()
