"""Signatures of webhooks, after the Standard Webhooks specification (standardwebhooks.com), scheme v1.

Signed is `id.timestamp.body` with HMAC-SHA256; the header carries one or more `v1,<base64>` divided by spaces.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from collections.abc import Mapping

from shop.payments.gateways import NotBelieved

# Seconds by which the sender's clock and its message may differ from ours.
TOLERANCE = 300
VERSION = "v1"


def sign(secret: str, *, event_id: str, timestamp: int, body: bytes) -> str:
    """The value of the `webhook-signature` header. `timestamp` is in seconds since 1970 (UTC)."""
    signed = f"{event_id}.{timestamp}.".encode() + body
    digest = hmac.new(secret.encode(), signed, hashlib.sha256).digest()
    return f"{VERSION},{base64.b64encode(digest).decode()}"


def signed_headers(secret: str, *, event_id: str, body: bytes, timestamp: int | None = None) -> dict[str, str]:
    """The three headers that go with `body`."""
    moment = int(time.time()) if timestamp is None else timestamp
    return {
        "webhook-id": event_id,
        "webhook-timestamp": str(moment),
        "webhook-signature": sign(secret, event_id=event_id, timestamp=moment, body=body),
    }


def check(secret: str, body: bytes, headers: Mapping[str, str], *, now: float | None = None) -> str:
    """The event id of a message that was signed with `secret` within the last five minutes.

    `headers` are looked up by their names in small letters. Raises NotBelieved.
    """
    event_id = headers.get("webhook-id", "")
    stamp = headers.get("webhook-timestamp", "")
    if not event_id or len(event_id) > 80 or not stamp.isascii() or not stamp.isdigit() or len(stamp) > 12:
        raise NotBelieved("headers are missing or odd")
    timestamp = int(stamp)
    if abs((time.time() if now is None else now) - timestamp) > TOLERANCE:
        raise NotBelieved("too old, or from the future")
    expected = sign(secret, event_id=event_id, timestamp=timestamp, body=body).encode()
    given = headers.get("webhook-signature", "").encode()
    if not any(hmac.compare_digest(expected, one) for one in given.split(b" ")):
        raise NotBelieved("the signature does not fit")
    return event_id
