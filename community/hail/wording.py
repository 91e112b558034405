"""What is said of a hail: whom it asks, and how long it can still be answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.hail.models import Audience, Hail
from config.kit.reading import distance

MINUTE, HOUR, DAY = 60, 3600, 86_400
# Groups that are named; of more it is said how many.
NAMED = 2
# Of so few members each can guess whose hail it is.
FEW = 5


def asked(hail: Hail, groups: Sequence[Any] = ()) -> str:
    """Whom the hail asks; `groups` are those that its reader may be told of."""
    if hail.audience == Audience.GROUPS:
        return _names(groups)
    if hail.audience == Audience.TRUSTED:
        return _("people my people trust")
    if hail.audience == Audience.NEARBY:
        return _("nearby, %(distance)s") % {"distance": distance(hail.radius)}
    return _("everyone")


def _names(groups: Sequence[Any]) -> str:
    if not groups:
        return _("my groups")
    if len(groups) > NAMED:
        return ngettext("%(count)d group of mine", "%(count)d groups of mine", len(groups)) % {"count": len(groups)}
    return _(", ").join(group.name for group in groups)


def in_group(group: Any) -> str:
    """The group's name where one chooses whom to ask, with a warning where few are in it; `member_count` is on it."""
    if group.member_count > FEW:
        return str(group.name)
    few = _("few are in it, and may guess that it is you")
    return f"{group.name} · {few}"


def reach(audience: str) -> str:
    """Whom such a hail reaches, said before it is sent."""
    return {
        Audience.GROUPS: _("Members of these groups read it, and those of them who have what you need are called."),
        Audience.TRUSTED: _("Only stores of people whom your people trust are called."),
        Audience.NEARBY: _("Only stores within this distance are called."),
        Audience.EVERYONE: _("All stores that have what you need can be called, the best few first."),
    }[Audience(audience)]


def wider_words(audience: str) -> str:
    """On the button that lets these answer too."""
    return {
        Audience.TRUSTED: _("Ask people my people trust"),
        Audience.NEARBY: _("Ask nearby"),
        Audience.EVERYONE: _("Ask everyone"),
    }[Audience(audience)]


def left(until: datetime, now: datetime | None = None) -> str:
    """How long it is until then, to the minute, hour or day that one plans by; "" where it is over."""
    seconds = int((until - (now or timezone.now())).total_seconds())
    if seconds <= 0:
        return ""
    if seconds < 2 * HOUR:
        minutes = max(1, seconds // MINUTE)
        return ngettext("%(count)d minute left", "%(count)d minutes left", minutes) % {"count": minutes}
    if seconds < 2 * DAY:
        return ngettext("%(count)d hour left", "%(count)d hours left", seconds // HOUR) % {"count": seconds // HOUR}
    return ngettext("%(count)d day left", "%(count)d days left", seconds // DAY) % {"count": seconds // DAY}


def passed(seconds: float) -> str:
    """How long an answer took: "after 38 seconds"."""
    whole = max(1, int(seconds))
    if whole < MINUTE:
        return ngettext("after %(count)d second", "after %(count)d seconds", whole) % {"count": whole}
    if whole < HOUR:
        count = whole // MINUTE
        return ngettext("after %(count)d minute", "after %(count)d minutes", count) % {"count": count}
    if whole < DAY:
        return ngettext("after %(count)d hour", "after %(count)d hours", whole // HOUR) % {"count": whole // HOUR}
    return ngettext("after %(count)d day", "after %(count)d days", whole // DAY) % {"count": whole // DAY}
