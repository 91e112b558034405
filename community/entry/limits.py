"""Limits on asking for codes, guessing passwords and what guests put up, by contact and by network address.

They are counted from rows, so they hold with the cache gone and across processes.
"""

from __future__ import annotations

import ipaddress
import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy, ngettext

from community.attention.telling import Told, tell
from community.entry.models import Knock
from config.kit.errors import TooMany

KEEP = timedelta(days=1)


@dataclass(frozen=True)
class Limit:
    """At most `most` knocks within `seconds`."""

    most: int
    seconds: int


_BY_KEY = {
    Knock.Door.CODE: (Limit(3, 60), Limit(8, 3600), Limit(20, 86_400)),
    Knock.Door.PASSWORD: (Limit(5, 300), Limit(30, 86_400)),
    # What a guest does is nobody's but their address's.
    Knock.Door.PHOTO: (),
    Knock.Door.STORE: (),
}
# Many people may sit behind one address: a market hall, a mobile network.
_BY_ORIGIN = {
    Knock.Door.CODE: (Limit(20, 60), Limit(200, 3600)),
    Knock.Door.PASSWORD: (Limit(20, 60), Limit(200, 3600)),
    Knock.Door.PHOTO: (Limit(20, 60), Limit(200, 3600)),
    Knock.Door.STORE: (Limit(20, 60), Limit(200, 3600)),
}
_WHY = {
    Knock.Door.CODE: gettext_lazy("So nobody's mailbox or phone is flooded."),
    Knock.Door.PASSWORD: gettext_lazy("So nobody gets in by guessing."),
    Knock.Door.PHOTO: gettext_lazy("So there is room for everyone who tries the site."),
    Knock.Door.STORE: gettext_lazy("So there is room for everyone who tries the site."),
}


class TooOften(TooMany):
    """The door was tried too often; the message says when to come back."""

    code = "too_often"
    message = gettext_lazy("That was too often. Please try again later.")


def origin_of(address: str) -> str:
    """A digest of a network address; of its /64 for IPv6, which one household holds whole. "" for none."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(ip, ipaddress.IPv6Address):
        ip = ipaddress.ip_network((ip, 64), strict=False).network_address
    return _digest(str(ip))


def _digest(text: str) -> str:
    return salted_hmac("qunpu.knock", text, algorithm="sha256").hexdigest()


def check(door: Knock.Door, *, key: str = "", origin: str = "", field: str = "contact") -> None:
    """Raises TooOften, with the minutes to wait, where the door was tried too often."""
    now = timezone.now()
    for limits, column, value in ((_BY_KEY, "key", _digest(key)), (_BY_ORIGIN, "origin", origin)):
        if not value:
            continue
        for limit in limits[door]:
            wait = _wait(door, column, value, limit, now)
            if wait > 0:
                tell(door.value, Told(limit.most, 0, limit.seconds, now + timedelta(seconds=wait), is_reached=True))
                raise TooOften(f"{_say(wait)} {_WHY[door]}", field=field)


def _wait(door: Knock.Door, column: str, value: str, limit: Limit, now: datetime) -> float:
    """Seconds until the oldest of the last `limit.most` knocks falls out of the window; 0 if there is room."""
    since = now - timedelta(seconds=limit.seconds)
    knocks = Knock.objects.filter(door=door, at__gt=since, **{column: value}).order_by("-at")
    times = list(knocks.values_list("at", flat=True)[: limit.most])
    if len(times) < limit.most:
        return 0
    return limit.seconds - (now - times[-1]).total_seconds()


def _say(seconds: float) -> str:
    minutes = max(1, math.ceil(seconds / 60))
    if minutes < 60:
        return ngettext(
            "That was too often. Please try again in %(count)d minute.",
            "That was too often. Please try again in %(count)d minutes.",
            minutes,
        ) % {"count": minutes}
    hours = math.ceil(minutes / 60)
    return ngettext(
        "That was too often. Please try again in %(count)d hour.",
        "That was too often. Please try again in %(count)d hours.",
        hours,
    ) % {"count": hours}


def knock(door: Knock.Door, *, key: str = "", origin: str = "") -> None:
    """Note that the door was tried."""
    Knock.objects.create(door=door, key=_digest(key), origin=origin)


def forget_old() -> None:
    """Drop knocks that no limit counts any more."""
    Knock.objects.filter(at__lt=timezone.now() - KEEP).delete()
