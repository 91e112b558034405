"""Say that one needs the same: "me too". The hailer learns how many do, and not who."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from community.attention.quotas import Quota, spend
from community.events import seconded, seconded_no_more
from community.hail.ending import hold_open
from community.hail.models import Hail, Second
from community.hail.policies import can_second
from config.kit.errors import Invalid, NotAllowed

MOST_PIECES = 999


@transaction.atomic
def second(person: Any, *, hail: Hail, quantity: int = 1) -> Second:
    """Want it too, so many pieces; again with another number changes it.

    Raises NotAllowed, HailOver, QuotaReached, Invalid at quantity.
    """
    if not can_second(person, hail):
        raise NotAllowed
    if not 1 <= quantity <= MOST_PIECES:
        raise Invalid(_("Choose a quantity from 1 to %(most)d.") % {"most": MOST_PIECES}, field="quantity")
    hold_open(hail)
    row, is_new = Second.objects.update_or_create(hail=hail, person=person, defaults={"quantity": quantity})
    if is_new:
        spend(person, Quota.REACTIONS)
        seconded.send(sender=Second, second=row)
    return row


@transaction.atomic
def unsecond(person: Any, *, hail: Hail) -> None:
    """Want it no more. Twice changes nothing."""
    row = Second.objects.filter(hail=hail, person=person).first() if person.is_authenticated else None
    if row is not None:
        seconded_no_more.send(sender=Second, second=row)
        row.delete()
