"""Have a device told at once, and stop it."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from django.db import transaction
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from community.devices.models import ENDPOINT_LENGTH, PushSubscription
from community.devices.policies import can_manage
from community.devices.services import service_of
from community.people.models import Person
from config.kit.errors import Invalid, NotAllowed
from config.kit.policies import signed_in

MOST = 10
_KEY, _SECRET = 65, 16
NAME_LENGTH = 60


class UnknownService(Invalid):
    code = "unknown_push_service"
    message = _("We do not know the service through which this browser is reached.")
    field = "endpoint"


class BrokenKeys(Invalid):
    code = "broken_keys"
    message = _("The browser's keys cannot be used. Please try again.")
    field = "p256dh"


@transaction.atomic
def register_device(
    person: Any, *, endpoint: str, p256dh: str, auth: str, name: str, instead: PushSubscription | None = None
) -> PushSubscription:
    """Tell the person on this browser from now on; the same one again is kept up to date.

    `instead` is what the browser was before it got another address: it is forgotten, and what its lock screen may show
    stays as it was chosen. Of more than `MOST` devices the one reached longest ago is forgotten. A browser that another
    person had registered is theirs no longer. Raises NotAllowed, UnknownService, BrokenKeys.
    """
    if not signed_in(person) or (instead is not None and not can_manage(person, instead)):
        raise NotAllowed
    if len(endpoint) > ENDPOINT_LENGTH or service_of(endpoint) is None:
        raise UnknownService
    if not _is_point(decoded(p256dh)) or len(decoded(auth)) != _SECRET:
        raise BrokenKeys
    # The person's row is the lock: two browsers at once do not make eleven.
    salt = Person.objects.select_for_update().get(pk=person.pk).session_salt
    keys = {"p256dh": p256dh.rstrip("="), "auth": auth.rstrip("="), "name": name[:NAME_LENGTH], "salt": salt}
    PushSubscription.objects.filter(endpoint=endpoint).exclude(person=person).delete()
    PushSubscription.objects.filter(person=person).exclude(salt=salt).delete()
    chosen = {"previews": instead.previews} if instead else {}
    device, _made = PushSubscription.objects.update_or_create(
        endpoint=endpoint, defaults={**keys, **chosen, "person": person, "failures": 0}
    )
    if instead and instead.pk != device.pk:
        PushSubscription.objects.filter(pk=instead.pk).delete()
    _forget_oldest(person, but=device)
    return device


def _forget_oldest(person: Any, *, but: PushSubscription) -> None:
    others = PushSubscription.objects.filter(person=person).exclude(pk=but.pk)
    ordered = sorted(others, key=lambda device: device.reached_at or device.created_at, reverse=True)
    PushSubscription.objects.filter(pk__in=[device.pk for device in ordered[MOST - 1 :]]).delete()


def decoded(text: str) -> bytes:
    """The bytes behind base64 for addresses, with or without its padding; b"" for anything else."""
    try:
        return base64.b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return b""


def _is_point(key: bytes) -> bool:
    """Whether it is a public key on the curve of web push."""
    if len(key) != _KEY:
        return False
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), key)
    except ValueError:
        return False
    return True


def forget_device(person: Any, *, device: PushSubscription) -> None:
    """Tell the device nothing more. Raises NotAllowed."""
    if not can_manage(person, device):
        raise NotAllowed
    PushSubscription.objects.filter(pk=device.pk).delete()


def allow_previews(person: Any, *, device: PushSubscription, allowed: bool) -> None:
    """Have the device's lock screen show what was written, or only who and where. Raises NotAllowed."""
    if not can_manage(person, device):
        raise NotAllowed
    PushSubscription.objects.filter(pk=device.pk).update(previews=allowed)
    device.previews = allowed


def name_from(agent: str) -> str:
    """What a person calls the browser behind a User-Agent header."""
    browsers = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
    systems = (
        *(("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows")),
        *(("Mac OS", "Mac"), ("CrOS", "Chromebook"), ("Linux", "Linux")),
    )
    browser = next((name for mark, name in browsers if mark in agent), "")
    system = next((name for mark, name in systems if mark in agent), "")
    return " · ".join(filter(None, (browser, system))) or translate("My device")
