"""Carry a message to a person's devices: sealed for each (RFC 8291), signed by the site (RFC 8292), and sent.

The two standards' reference libraries seal and sign. What sends is here, for an address that a browser names must be
resolved once, looked at, and connected to as it was; no redirect is followed.
"""

from __future__ import annotations

import hashlib
import http.client
import logging
import socket
import ssl
import time
from functools import cache, lru_cache
from typing import Any
from urllib.parse import urlsplit

import http_ece
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from py_vapid import Vapid02

from community.devices.models import PushSubscription
from community.devices.registering import decoded
from community.devices.services import Service, address_of, service_of
from community.devices.wording import payload, topic
from community.notifications.models import Kind
from community.notifications.ways import Message, NotTaken

logger = logging.getLogger(__name__)

# Seconds: for the service to answer; for it to keep a message for a device that is off; for our signature to hold.
PATIENCE = 10
TTL = 24 * 3600
SIGNED_FOR = 12 * 3600
# A device that its service refuses so often in a row, for other reasons than that it is gone, is given up.
MOST_FAILURES = 8
# So many messages a device remembers to have taken.
REMEMBERED = 50
GONE = (404, 410)
LATER = (408, 425, 429)
NEWS = frozenset({Kind.GROUP_POST, Kind.STORE_POST, Kind.PERSON_POST, Kind.REACTION, Kind.FOLLOWER})


def reachable(people: set[int]) -> set[int]:
    """Those of `people` (primary keys) with a device. One query."""
    return set(PushSubscription.objects.let_in().filter(person__in=people).values_list("person_id", flat=True))


def carry(message: Message) -> bool:
    """Send it to each of the person's devices; False if none took it and none may later.

    Raises NotTaken when a service asks to come back: a device that took the message is then left out.
    """
    mark, took, later = mark_of(message), 0, 0
    for device in PushSubscription.objects.let_in().filter(person=message.person.pk):
        if mark in device.carried:
            took += 1
            continue
        status = _post(device, message)
        took += 200 <= status < 300
        later += status in LATER or status >= 500
        _remember(device, status, mark)
    if later:
        raise NotTaken(f"{later} of the devices")
    return took > 0


def mark_of(message: Message) -> str:
    """The same for the same message, tried again."""
    return hashlib.blake2s(message.mark.encode(), digest_size=9).hexdigest()


def _remember(device: PushSubscription, status: int, mark: str) -> None:
    """What the answer means for the device: it is gone, it took the message, or it was refused again."""
    with transaction.atomic():
        row = PushSubscription.objects.select_for_update().filter(pk=device.pk).first()
        if row is None:
            return
        if 200 <= status < 300:
            row.carried = [*row.carried, mark][-REMEMBERED:]
            row.failures, row.reached_at = 0, timezone.now()
        elif status not in LATER and status < 500:
            row.failures += 1
        if status in GONE or row.failures >= MOST_FAILURES:
            row.delete()
        else:
            row.save(update_fields=["carried", "failures", "reached_at"])


def _post(device: PushSubscription, message: Message) -> int:
    """Send, and return the status of the answer; 599 where there is none, 403 where it may not be sent."""
    service = service_of(device.endpoint)
    if service is None:
        return 403
    sealed = http_ece.encrypt(
        payload(message, previews=device.previews),
        private_key=ec.generate_private_key(ec.SECP256R1()),
        dh=decoded(device.p256dh),
        auth_secret=decoded(device.auth),
        version="aes128gcm",
    )
    headers = {
        "Authorization": _signature(service.origin, int(time.time() // 3600)),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(TTL),
        "Topic": topic(message),
        "Urgency": "low" if message.kind in NEWS else "normal",
    }
    try:
        return _answer(service, device.endpoint, sealed, headers)
    except (OSError, http.client.HTTPException, ValueError) as error:
        logger.info("push service %s did not answer: %s", service.host, error)
        return 599


def _answer(service: Service, endpoint: str, body: bytes, headers: dict[str, str]) -> int:
    parts = urlsplit(endpoint)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection = _Connection(service, address_of(service))
    try:
        connection.request("POST", path, body, headers)
        return connection.getresponse().status
    finally:
        connection.close()


class _Connection(http.client.HTTPConnection):
    """To an address that was looked at; the certificate must be the name's."""

    def __init__(self, service: Service, address: str) -> None:
        super().__init__(service.host, service.port, timeout=PATIENCE)
        self._service, self._address = service, address

    def connect(self) -> None:
        self.sock: Any = socket.create_connection((self._address, self._service.port), PATIENCE)
        if self._service.scheme == "https":
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self._service.host)


@cache
def key() -> Vapid02:
    """The site's key pair."""
    return Vapid02.from_raw(settings.VAPID_PRIVATE_KEY.encode())


def public_key() -> bytes:
    """The site's public key as browsers want it: an uncompressed point."""
    form = serialization.PublicFormat.UncompressedPoint
    return key().public_key.public_bytes(serialization.Encoding.X962, form)


@lru_cache(maxsize=64)
def _signature(origin: str, hour: int) -> str:
    """The Authorization header for a service. Signed once an hour and service."""
    claims = {"aud": origin, "sub": settings.VAPID_SUBJECT, "exp": hour * 3600 + SIGNED_FOR}
    return str(key().sign(claims)["Authorization"])
