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
from dataclasses import dataclass
from datetime import timedelta
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
from config.kit.http import retry_after

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
# With these a service may say when to come back. Longer than this none keeps a device silent.
SAYS_WHEN = (429, 503)
MOST_SILENCE = timedelta(hours=6)
NEWS = frozenset({Kind.GROUP_POST, Kind.STORE_POST, Kind.PERSON_POST, Kind.REACTION, Kind.FOLLOWER})


def reachable(people: set[int]) -> set[int]:
    """Those of `people` (primary keys) with a device. One query."""
    return set(PushSubscription.objects.let_in().filter(person__in=people).values_list("person_id", flat=True))


def carry(message: Message) -> bool:
    """Send it to each of the person's devices; False if none took it and none may later.

    Raises NotTaken when a service asks to come back, and when: a device that took the message is then left out, and one
    whose service wants to be left alone still is.
    """
    mark, took, waits = mark_of(message), 0, []
    for device in PushSubscription.objects.let_in().filter(person=message.person.pk):
        if mark in device.carried:
            took += 1
            continue
        silence = (device.silent_until or timezone.now()) - timezone.now()
        if silence > timedelta():
            waits.append(silence)
            continue
        answer = _post(device, message)
        took += 200 <= answer.status < 300
        if answer.is_later:
            waits.append(answer.wait or timedelta())
        _remember(device, answer, mark)
    if waits:
        raise NotTaken(f"{len(waits)} of the devices", wait=min(waits))
    return took > 0


@dataclass(frozen=True)
class Answer:
    """What a push service said to a message: a status, and perhaps how long it wants to be left alone."""

    status: int
    wait: timedelta | None = None

    @property
    def is_later(self) -> bool:
        return self.status in LATER or self.status >= 500


def mark_of(message: Message) -> str:
    """The same for the same message, tried again."""
    return hashlib.blake2s(message.mark.encode(), digest_size=9).hexdigest()


def _remember(device: PushSubscription, answer: Answer, mark: str) -> None:
    """What the answer means for the device: it is gone, it took the message, it is silent for a while, or it was
    refused again.
    """
    status = answer.status
    with transaction.atomic():
        row = PushSubscription.objects.select_for_update().filter(pk=device.pk).first()
        if row is None:
            return
        if 200 <= status < 300:
            row.carried = [*row.carried, mark][-REMEMBERED:]
            row.failures, row.reached_at = 0, timezone.now()
        elif not answer.is_later:
            row.failures += 1
        row.silent_until = timezone.now() + answer.wait if answer.wait else None
        if status in GONE or row.failures >= MOST_FAILURES:
            row.delete()
        else:
            row.save(update_fields=["carried", "failures", "reached_at", "silent_until"])


def _post(device: PushSubscription, message: Message) -> Answer:
    """Send, and return the answer; status 599 where there is none, 403 where it may not be sent."""
    service = service_of(device.endpoint)
    if service is None:
        return Answer(403)
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
        return Answer(599)


def _answer(service: Service, endpoint: str, body: bytes, headers: dict[str, str]) -> Answer:
    parts = urlsplit(endpoint)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection = _Connection(service, address_of(service))
    try:
        connection.request("POST", path, body, headers)
        said = connection.getresponse()
        wait = retry_after(said.getheader("Retry-After"), most=MOST_SILENCE) if said.status in SAYS_WHEN else None
        return Answer(said.status, wait)
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
