"""Text messages: one door, whatever provider is behind it."""

from __future__ import annotations

from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


class SmsBackend(Protocol):
    """A provider of text messages; `settings.SMS_BACKEND` names the class."""

    def send(self, to: str, text: str) -> None:
        """Send `text` to the phone number `to` (E.164). Raises OSError where the provider cannot take it."""


def send_sms(to: str, text: str) -> None:
    """Send a text message through the backend of `settings.SMS_BACKEND`. `to` is a number in E.164 form."""
    backend: SmsBackend = import_string(settings.SMS_BACKEND)()
    backend.send(to, text)
