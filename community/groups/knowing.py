"""Whom a reader knows in a group: the people they follow. It says more about a group than its size."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber

from community.channels.models import Channel, Subscription
from community.groups.models import Group
from community.people.models import Block

SHOWN = 4


@dataclass
class Known:
    """How many members of a group the reader knows, and the first few of them."""

    count: int = 0
    people: list[Any] = field(default_factory=list)


def known_in(groups: Iterable[Group], person: Any) -> dict[int | None, Known]:
    """Whom `person` knows in each of `groups`, by primary key of the group. Two queries."""
    found: dict[int | None, Known] = defaultdict(Known)
    ids = [group.pk for group in groups]
    if not ids or not person.is_authenticated:
        return found
    rows = _known(person).filter(channel__group__in=ids)
    for group, count in rows.values_list("channel__group").annotate(count=Count("pk")):
        found[group].count = count
    place = Window(RowNumber(), partition_by=F("channel__group"), order_by="id")
    first = rows.annotate(place=place).filter(place__lte=SHOWN)
    for row in first.select_related("person__photo", "channel"):
        found[row.channel.group_id].people.append(row.person)
    return found


def _known(person: Any) -> QuerySet[Subscription]:
    """Memberships of people whom `person` follows, without those blocked either way."""
    followed = Subscription.objects.active().filter(person=person, channel__kind=Channel.Kind.PERSON)
    members = Subscription.objects.active().filter(channel__kind=Channel.Kind.GROUP, person__is_active=True)
    known = members.filter(person__in=followed.values("channel__person"))
    return known.exclude(person__in=Block.between(person)).order_by()
