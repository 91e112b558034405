"""What a lock screen may show of a message: others may read it too."""

from __future__ import annotations

import json
from typing import Any

from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from community.groups.models import Group
from community.notifications.models import Kind
from community.notifications.ways import Message

# What a moderator did says what somebody wrote; such lines name nothing.
_SILENT_KINDS = frozenset({Kind.MODERATION, Kind.REPORT, Kind.APPEAL})
# Sealed messages are as long as their text: filled up, their length says little.
_BLOCK = 512
_TITLE, _BODY = 120, 160


def payload(message: Message, *, previews: bool) -> bytes:
    """What the service worker is given: JSON with title, body, tag, url, page, lang, filled up to full blocks.

    Without `previews` it says who and where, never what was written; of hidden groups and of moderators it then says
    only that there is something. Runs in the person's language.
    """
    if previews:
        title, body = message.words.text, message.words.excerpt
    else:
        title, body = (_("Something new in one of your groups.") if _is_hidden(message) else message.words.text), ""
        if any(line.notification.kind in _SILENT_KINDS for line in message.lines):
            title = _("A moderator decided on something of yours.")
    said = {
        "title": " ".join(title.split())[:_TITLE],
        "body": " ".join(body.split())[:_BODY],
        "tag": topic(message),
        "url": _address(message),
        "page": message.words.url,
        "lang": get_language(),
    }
    plain = json.dumps(said, ensure_ascii=False).encode()
    return plain + b" " * (-len(plain) % _BLOCK)


def topic(message: Message) -> str:
    """The line's name for the push service and the device, which learn nothing from it: a later message replaces an
    earlier one with the same."""
    return salted_hmac("qunpu.devices.topic", f"{message.person.pk}:{message.tag}").hexdigest()[:32]


def _address(message: Message) -> str:
    """Where a tap leads: through the line, which is then read."""
    if len(message.lines) == 1:
        return reverse("bell_open", args=[message.lines[0].notification.reference])
    return reverse("bell")


def _is_hidden(message: Message) -> bool:
    return any(group is not None and group.access == Group.Access.HIDDEN for group in map(_group_of, message.lines))


def _group_of(line: Any) -> Group | None:
    event = line.event
    about = event.post or event.subscription
    return about.channel.group if about else event.group
