"""Links at the foot of a mail: whoever holds the mail can have fewer of them, signed in or not, and nothing else.

The token is sealed: it tells nobody whose it is, or what it is about.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.channels.channels import channel_key, find_subject
from community.channels.models import Channel, Subscription
from community.channels.silencing import NotSubscribed, set_level
from community.notifications.models import Kind, Medium, Rhythm
from community.notifications.pacing import set_digest
from community.notifications.preferring import prefer
from community.people.models import Person
from config.kit.errors import Invalid
from config.kit.sealing import seal, unseal

_SALT = "qunpu.notifications.off"
# Seconds in which a link works: a year.
_LINK_AGE = 365 * 24 * 3600
_MOST = 2000


@dataclass(frozen=True)
class Stop:
    """What a link ends for `person`: mails of `kinds`, all news from the `source` (a channel's key), or the digest.

    `before` is what the level of the source, or the rhythm of the digest, was when the mail was sent: undo goes there.
    """

    person: Person
    kinds: tuple[str, ...] = ()
    source: str = ""
    digest: bool = False
    before: str = ""

    @property
    def what(self) -> str:
        """What it is about, as a part of a sentence."""
        if self.digest:
            return _("the digest")
        if self.source:
            subject = find_subject(self.person, self.source)
            # A mail outlives a membership: what is behind a door by now is not named, nor whether it is there.
            return _("news from %(name)s") % {"name": subject} if subject else _("news from there")
        if len(self.kinds) == 1:
            return _("mail when %(kind)s") % {"kind": Kind(self.kinds[0]).label}
        return ngettext("mail of %(count)d kind", "mail of %(count)d kinds", len(self.kinds)) % {
            "count": len(self.kinds)
        }


def off_link(stop: Stop) -> str:
    """The absolute address of a link."""
    return settings.SITE_URL + reverse("bell_off", args=[off_token(stop)])


def off_token(stop: Stop) -> str:
    """The sealed token of a link."""
    return seal(_SALT, [stop.person.pk, list(stop.kinds), stop.source, stop.digest, stop.before])


def read_off_token(token: str) -> Stop | None:
    """What a token ends; None for one that is not ours, too old, or of someone gone."""
    try:
        key, kinds, source, digest, before = unseal(_SALT, token, most=_MOST, age=_LINK_AGE)
    except ValueError:
        return None
    # By their key: a username may be somebody else's by now.
    person = Person.objects.filter(pk=key, closed_at=None).first() if isinstance(key, int) else None
    known = tuple(kind for kind in kinds if kind in Kind.values)
    return Stop(person, known, source, digest, before) if person else None


@transaction.atomic
def turn(stop: Stop, *, on: bool) -> None:
    """Do what the link says, or with `on` take it back. What is no longer there to be ended has ended."""
    for kind in stop.kinds:
        prefer(stop.person, kind=kind, medium=Medium.EMAIL, enabled=on)
    if stop.digest:
        set_digest(stop.person, digest=stop.before if on else Rhythm.Digest.NONE)
    channel = _channel(stop.source)
    if channel is not None:
        level = stop.before if on else Subscription.Level.MENTIONS
        try:
            set_level(stop.person, channel=channel, level=level)
        except (NotSubscribed, Invalid):
            return


def source_of(channel: Channel) -> str:
    """What names a channel in a token."""
    return channel_key(channel.subject)


def _channel(source: str) -> Channel | None:
    """The channel by its key, whether or not its owner can be seen any more."""
    kind, _colon, name = source.partition(":")
    names = {"group": "group__slug", "store": "store__slug", "person": "person__username", "picks": "picks__reference"}
    field = names.get(kind)
    rows: Any = Channel.objects.select_related("group", "store", "person", "picks__person")
    return rows.filter(**{field: name}).first() if field else None
