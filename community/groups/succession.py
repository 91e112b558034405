"""A group that loses its owner passes on by a rule that its settings page states.

The moderator who has been in longest takes over; without moderators the member who has been in longest; where nobody
else is in, the group closes.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone

from community.channels.models import Subscription
from community.events import role_given
from community.groups.editing import shut
from community.groups.models import Group, HandOver
from community.groups.parting import end_offers, locked

Role = Subscription.Role


def heirs_of(group: Group) -> QuerySet[Subscription]:
    """Who would take the group over, the first one first: neither the owner nor anyone suspended."""
    rank = Case(When(role=Role.MODERATOR, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = Subscription.objects.active().filter(channel__group=group, person__is_active=True)
    return rows.exclude(person=group.owner_id).select_related("person__photo").order_by(rank, "began_at", "id")


def heir_of(group: Group) -> Subscription | None:
    """Whom the rule names now; None where the group would close. One query."""
    return heirs_of(group).first()


@transaction.atomic
def pass_on(group: Group) -> Subscription | None:
    """Give the group to whom the rule names, and tell them; or close it, and return None.

    Called when the owner leaves, is suspended, or deletes their account. The former owner stays a member; whoever
    calls ends that too if they leave. A closed group stays as it is.
    """
    now = locked(group)
    if now.closed_at is not None:
        return None
    # The heir's own row is held too: who is suspended, or closes their account, in the same moment is passed over,
    # or passes the group on in their turn.
    heir = heirs_of(now).select_for_update(of=("person",), no_key=True).first()
    if heir is None:
        shut(now)
        group.closed_at = now.closed_at
        return None
    transfer(now, heir, former=Role.MEMBER)
    group.owner = heir.person
    role_given.send(sender=Subscription, subscription=heir, actor=None)
    return heir


def pass_on_groups_of(person: Any) -> int:
    """Pass on every group that the person owns. Returns how many."""
    groups = list(Group.objects.filter(owner=person.pk, closed_at=None).order_by("id"))
    for group in groups:
        pass_on(group)
    return len(groups)


def transfer(group: Group, heir: Subscription, *, former: str) -> None:
    """Make `heir` the owner, whoever was it before a member or moderator (`former`). The group comes from `locked`."""
    now = timezone.now()
    rows = Subscription.objects.filter(channel=heir.channel_id)
    # First one steps back, then the other comes forward: a group never has two owners.
    rows.filter(role=Role.OWNER).update(role=former, changed_at=now)
    rows.filter(pk=heir.pk).update(role=Role.OWNER, changed_at=now)
    Group.objects.filter(pk=group.pk).update(owner=heir.person_id)
    end_offers(Q(group=group), HandOver.State.WITHDRAWN)
    heir.role, heir.changed_at = Role.OWNER, now
