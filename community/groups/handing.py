"""Hand a group over: the owner offers it to a member, who accepts or declines."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.channels.models import Subscription
from community.events import group_offered
from community.groups.models import Group, HandOver
from community.groups.parting import end_offers, locked
from community.groups.policies import can_answer_offer, is_owner
from community.groups.succession import transfer
from config.kit.errors import Conflict, NotAllowed

State = HandOver.State


class NotAMember(Conflict):
    code = "not_a_member"
    field = "to"
    message = _("Only a member can take the group over.")


class AlreadyOffered(Conflict):
    code = "already_offered"
    field = "to"
    message = _("You have offered the group to somebody already. Take that back first.")


class OfferOver(Conflict):
    code = "offer_over"
    message = _("This offer does not stand any more.")


@transaction.atomic
def offer_group(person: Any, *, group: Group, to: Any) -> HandOver:
    """Offer the group to one of its members; it stays the owner's until they accept.

    Raises NotAllowed, GroupClosed, NotAMember, AlreadyOffered.
    """
    now = locked(group)
    if not is_owner(person, now) or now.closed_at is not None:
        raise NotAllowed
    if to.pk == person.pk or _membership(now, to) is None:
        raise NotAMember
    try:
        with transaction.atomic():
            offer = HandOver.objects.create(group=group, offered_by=person, to=to)
    except IntegrityError as error:
        raise AlreadyOffered from error
    group_offered.send(sender=HandOver, hand_over=offer)
    return offer


@transaction.atomic
def accept_group(person: Any, *, hand_over: HandOver) -> Group:
    """Become the owner; whoever offered it stays as a moderator. Raises NotAllowed, OfferOver."""
    if not can_answer_offer(person, hand_over):
        raise NotAllowed
    group = locked(hand_over.group)
    heir = _membership(group, person)
    standing = group.closed_at is None and group.owner_id == hand_over.offered_by_id and heir is not None
    if heir is None or not standing or not end_offers(Q(pk=hand_over.pk), State.ACCEPTED):
        raise OfferOver
    transfer(group, heir, former=Subscription.Role.MODERATOR)
    hand_over.refresh_from_db()
    return hand_over.group


@transaction.atomic
def decline_group(person: Any, *, hand_over: HandOver) -> HandOver:
    """Leave the group to its owner. Raises NotAllowed, OfferOver."""
    if not can_answer_offer(person, hand_over):
        raise NotAllowed
    return _ended(hand_over, State.DECLINED)


@transaction.atomic
def withdraw_offer(person: Any, *, hand_over: HandOver) -> HandOver:
    """Take the offer back before it is answered. Raises NotAllowed, OfferOver."""
    if not is_owner(person, hand_over.group):
        raise NotAllowed
    return _ended(hand_over, State.WITHDRAWN)


def open_offer(group: Group) -> HandOver | None:
    """The offer of the group that waits for an answer. One query."""
    return HandOver.objects.filter(group=group, state=State.OPEN).select_related("group", "to", "offered_by").first()


def _ended(hand_over: HandOver, state: str) -> HandOver:
    if not end_offers(Q(pk=hand_over.pk), state):
        raise OfferOver
    hand_over.refresh_from_db()
    return hand_over


def _membership(group: Group, person: Any) -> Subscription | None:
    rows = Subscription.objects.active().filter(channel__group=group, person=person.pk, person__is_active=True)
    return rows.select_related("person").first()
