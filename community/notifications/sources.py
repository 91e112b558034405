"""Where a person's feed and notifications come from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from community.channels.channels import channel_key
from community.channels.models import Channel, Subscription
from community.channels.silencing import FOR_GOOD
from config.kit import cursors

PER_PAGE = 60
ORDER = [Channel.Kind.GROUP, Channel.Kind.STORE, Channel.Kind.PERSON, Channel.Kind.PICKS]


@dataclass(frozen=True)
class Source:
    """A subscription and what can be done with it."""

    subscription: Subscription

    @property
    def subject(self) -> Any:
        return self.subscription.channel.subject

    @property
    def key(self) -> str:
        return channel_key(self.subject)

    @property
    def colour(self) -> str:
        """What the subject's colour is chosen by."""
        return self.key.partition(":")[2]

    @property
    def is_square(self) -> bool:
        """Stores, groups and lists are square, people round."""
        return self.subscription.channel.kind != Channel.Kind.PERSON

    @property
    def is_group(self) -> bool:
        return self.subscription.channel.kind == Channel.Kind.GROUP

    @property
    def muted_until(self) -> datetime | None:
        """When its silence ends; None if it does not by itself."""
        until = self.subscription.muted_until
        return until if until is not None and until < FOR_GOOD else None

    @property
    def spans(self) -> list[tuple[str, str]]:
        """For how long one can silence it, and how that is called."""
        return [
            ("hour", _("Mute for an hour")),
            ("day", _("Mute for a day")),
            ("week", _("Mute for a week")),
            ("", _("Mute")),
        ]

    @property
    def levels(self) -> list[tuple[str, str, bool]]:
        """Value, name, and whether it is the one."""
        return [(value, str(label), value == self.subscription.level) for value, label in Subscription.Level.choices]


@dataclass(frozen=True)
class SourcesPage:
    sources: list[Source]
    next_cursor: str

    @property
    def kinds(self) -> list[tuple[str, list[Source]]]:
        """Groups, then stores, then people, then lists."""
        ordered = sorted(self.sources, key=lambda source: ORDER.index(Channel.Kind(source.subscription.channel.kind)))
        return [(kind, list(rows)) for kind, rows in groupby(ordered, key=lambda row: row.subscription.channel.kind)]


def sources_page(person: Any, *, cursor: str | None = None, limit: int = PER_PAGE) -> SourcesPage:
    """The person's active subscriptions, the latest first. One query."""
    rows = Subscription.objects.active().filter(person=person)
    rows = rows.select_related(
        "channel__group__photo", "channel__store__photo", "channel__person__photo", "channel__picks__person"
    )
    found, next_cursor = cursors.newest_page(rows, cursor, limit)
    return SourcesPage([Source(row) for row in found], next_cursor)
