"""What joined a line: how many events, by how many people, counted exactly and only as far as they may be seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Max, Q, QuerySet

from community.calling.models import Call
from community.channels.models import Subscription
from community.needs.models import NeedMatch
from community.notifications.models import Kind, Notification, NotificationEntry
from community.notifications.seeing import MUTABLE
from community.offers.models import Offer
from community.people.models import Block, PersonMute
from community.posts.models import Standing


@dataclass(frozen=True)
class Joined:
    """`count` events by `people` distinct actors; `latest` is the primary key of the last of them."""

    count: int
    people: int
    latest: int = 0

    @property
    def others(self) -> int:
        """People besides the one who is named."""
        return max(self.people - 1, 0)


ONE = Joined(1, 1)


def joined_in(person: Any, notifications: Sequence[Notification]) -> dict[int, Joined]:
    """By line: what joined its round and may be seen by the person; lines without any are missing. At most one query.

    Of a line with one event this says only that there is one: `seeing` asks whether it may be seen.
    """
    found = {row.pk: Joined(1, 1, row.latest_id) for row in notifications if row.count <= 1}
    many = [row.pk for row in notifications if row.count > 1]
    if many:
        entries = _standing(person).filter(notification__in=many).order_by().values("notification")
        for row in entries.annotate(
            count=Count("pk"), people=Count("event__actor", distinct=True), latest=Max("event")
        ):
            found[row["notification"]] = Joined(row["count"], row["people"], row["latest"])
    return found


def _standing(person: Any) -> QuerySet[NotificationEntry]:
    """Entries of the round that a line is at, without what was deleted, hidden or taken back, and without people who
    are suspended, blocked either way or muted.

    Whether a thread may be read is the same of all its messages: `seeing` asks it of the last.
    """
    rows = NotificationEntry.objects.filter(round=F("notification__round"), event__withdrawn=False)
    rows = rows.filter(
        Q(event__actor=None) | Q(event__actor__is_active=True),
        Q(event__post=None) | Q(event__post__state=Standing.VISIBLE),
        Q(event__review=None) | Q(event__review__withdrawn_at=None, event__review__state="visible"),
        Q(event__comment=None) | Q(event__comment__state=Standing.VISIBLE),
        Q(event__need_match=None) | Q(event__need_match__in=NeedMatch.objects.visible_to(person)),
        Q(event__endorsement=None) | Q(event__endorsement__withdrawn_at=None, event__endorsement__hidden_at=None),
        Q(event__call=None)
        | Q(event__kind=Kind.MESSAGE)
        | Q(event__call__in=Call.objects.waiting_for(person).values("pk")),
        ~Q(event__kind=Kind.OFFER) | Q(event__offer__state=Offer.State.OPEN, event__offer__hidden_at=None),
    )
    apart = Q(event__actor__in=Block.between(person))
    muted = Q(event__kind__in=MUTABLE, event__actor__in=PersonMute.of(person))
    left = Q(event__kind=Kind.JOIN_REQUEST, event__subscription__state=Subscription.State.LEFT)
    return rows.exclude(apart | muted | left)
