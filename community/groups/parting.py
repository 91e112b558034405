"""What goes with a member who leaves, is put out or steps back: their links, and offers made to them."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from community.channels.models import Subscription
from community.groups.models import Group, HandOver, Invitation


def locked(group: Group) -> Group:
    """The group as it is now, held until the transaction ends: whoever changes who owns it waits for one another."""
    return Group.objects.select_for_update().get(pk=group.pk)


def take_along(subscription: Subscription) -> None:
    """End what a former member's word stood for in the group."""
    group, person = subscription.channel.group_id, subscription.person_id
    end_links(Q(group=group, created_by=person))
    end_offers(Q(group=group) & (Q(to=person) | Q(offered_by=person)), HandOver.State.WITHDRAWN)


def end_links(which: Q) -> None:
    """Revoke those invitations."""
    Invitation.objects.filter(which, revoked_at=None).update(revoked_at=timezone.now())


def end_offers(which: Q, state: str) -> int:
    """Bring open offers to their end: of two answers at once one finds it open. Returns how many were."""
    return HandOver.objects.filter(which, state=HandOver.State.OPEN).update(state=state, ended_at=timezone.now())


def end_links_of_members(group: Group) -> None:
    """In a group where only its keepers let people in, the links of all others end."""
    keepers = Subscription.objects.keepers().filter(channel__group=group)
    end_links(Q(group=group) & ~Q(created_by__in=keepers.values("person")))
