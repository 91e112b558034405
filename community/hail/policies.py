"""Who may hail, and do what with a hail."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from community.channels.models import Subscription
from community.groups.models import Group
from community.hail.models import Hail
from community.moderation.logging import last_act
from community.moderation.models import ModerationAction
from community.moderation.restricting import What, refusal, restriction_on
from config.kit.policies import explained, signed_in, staff


@explained(lambda person, _hail: refusal(person, What.POST))
def can_hail(person: Any, _hail: Any = None) -> bool:
    """Any member who is not kept from posting on the whole site."""
    return signed_in(person) and restriction_on(person, What.POST) is None


@explained(lambda person, _hail: refusal(person, What.POST))
def can_begin(person: Any, _hail: Any = None) -> bool:
    """Guests may write what they need, and sign in to send it."""
    return not person.is_authenticated or can_hail(person)


def is_hailer(person: Any, hail: Hail) -> bool:
    return signed_in(person) and hail.person_id == person.pk


def can_see(person: Any, hail: Hail) -> bool:
    """Whoever `visible_to` shows it to."""
    return signed_in(person)


def can_second(person: Any, hail: Hail) -> bool:
    """Whoever reads it in a group of theirs and did not hail."""
    return (
        signed_in(person) and Hail.objects.asked_in_groups_of(person).filter(pk=hail.pk).exclude(person=person).exists()
    )


def groups_kept(person: Any, hail: Hail) -> QuerySet[Group]:
    """The groups in which it is asked and in which the person keeps order."""
    keeping = Subscription.objects.keepers().filter(person=person.pk)
    asked = Group.objects.filter(hails__hail=hail, closed_at=None)
    return asked.filter(channel__in=keeping.values("channel")).order_by("pk")


def can_hide(person: Any, hail: Hail) -> bool:
    """The staff, and whoever keeps order in a group in which it is asked; nobody their own."""
    return hail.hidden_at is None and _keeps_order(person, hail)


def can_restore(person: Any, hail: Hail) -> bool:
    """The same, but for what the staff hid, which the staff shows again."""
    if hail.hidden_at is None or not _keeps_order(person, hail):
        return False
    hidden = last_act(hail, (ModerationAction.Verb.HIDE_HAIL,))
    return staff(person) or (hidden is not None and not hidden.by_staff)


def _keeps_order(person: Any, hail: Hail) -> bool:
    if not signed_in(person) or is_hailer(person, hail):
        return False
    return staff(person) or groups_kept(person, hail).exists()
