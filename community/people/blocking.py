"""Blocking: two people who are nothing to each other any more."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.events import blocked
from community.people.models import Block, Person
from community.people.policies import can_block
from config.kit.errors import Invalid, NotAllowed


class CannotBlockOneself(Invalid):
    code = "block_oneself"
    message = _("You cannot block yourself.")


def hold_both(one: Person, other: Person) -> None:
    """Hold the two until the transaction ends: of a block and what it forbids, begun at once, one waits for the other.

    One query, before the block is asked for.
    """
    held = Person.objects.select_for_update(no_key=True).filter(pk__in=(one.pk, other.pk))
    list(held.order_by("pk").values_list("pk"))


@transaction.atomic
def block(person: Person, *, other: Person) -> Block:
    """Neither sees the other's profile, posts and comments any more, and they stop following and endorsing each other.

    Blocking twice changes nothing. Raises CannotBlockOneself.
    """
    if person == other:
        raise CannotBlockOneself
    if not can_block(person, other):
        raise NotAllowed
    hold_both(person, other)
    row, is_new = Block.objects.get_or_create(person=person, blocked=other)
    if is_new:
        blocked.send(sender=Block, block=row)
    for follower, followed in ((person, other), (other, person)):
        _stop_following(follower, followed)
    return row


def _stop_following(follower: Person, followed: Person) -> None:
    # Channels stand on people: looked up here so that people do not stand on channels.
    from community.channels.models import Channel, Subscription

    theirs = Channel.objects.filter(Q(person=followed) | Q(picks__person=followed))
    rows = Subscription.objects.filter(person=follower, channel__in=theirs).exclude(state=Subscription.State.BANNED)
    rows.update(state=Subscription.State.LEFT)


def unblock(person: Person, *, other: Person) -> bool:
    """Take a block back; neither following nor endorsements come back with it. False where there was none."""
    return bool(Block.objects.filter(person=person, blocked=other).delete()[0])
