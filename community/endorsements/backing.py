"""What stands behind a word of trust: a deal between the two, or a group that let both of them in.

A word with neither weighs half. A hidden group stands behind nothing: whoever knows that the two made no deal could
tell from the weight that there is one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, Value

from community.channels.models import Channel, Subscription
from community.groups.models import Group
from community.people.models import Person
from community.trust.models import Evidence

Kind = Evidence.Kind
DEALS = (Kind.CONTENT, Kind.NOT_CONTENT, Kind.KEPT, Kind.BROKEN)
LISTED = (Group.Access.PUBLIC, Group.Access.ASK, Group.Access.INVITE)


@dataclass(frozen=True)
class Backing:
    """`deal`: whether the two have dealt with each other; `group`: whether one group admitted both."""

    deal: bool
    group: bool

    def __bool__(self) -> bool:
        return self.deal or self.group


def backing_of(by: Any, about: Any) -> Backing:
    """What stands behind a word of `by` about `about`. One query."""
    pair = Person.objects.filter(pk=by.pk).annotate(whom=Value(about.pk))
    found = pair.annotate(deal=with_deals("pk", "whom"), group=shared_groups("pk", "whom"))
    row = found.values("deal", "group").first()
    return Backing(**row) if row else Backing(deal=False, group=False)


def with_deals(one: str, other: str) -> Q:
    """Whether facts of a deal between the two people in these columns stand, whoever of them says it."""
    facts = Evidence.objects.standing().filter(kind__in=DEALS).order_by()
    said, heard = OuterRef(one), OuterRef(other)
    return Q(Exists(facts.filter(by=said, about=heard))) | Q(Exists(facts.filter(by=heard, about=said)))


def shared_groups(one: str, other: str) -> Q:
    """Whether a group that others can find admitted both of the people in these columns."""
    beside = admitted().filter(person=OuterRef(OuterRef(other)), channel=OuterRef("channel"))
    return Q(Exists(admitted().filter(Exists(beside), person=OuterRef(one))))


def admitted() -> Any:
    """Memberships of open, listed groups of people whom the group let in: not who walked in by a public door."""
    rows = Subscription.objects.active().filter(
        admitted=True, channel__kind=Channel.Kind.GROUP, channel__group__closed_at=None
    )
    return rows.filter(channel__group__access__in=LISTED).order_by()
