"""Put a call aside, and take it up again. The hailer learns nothing of either."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.calling.models import Call
from community.calling.policies import is_called
from community.offers.models import Offer
from config.kit.errors import Conflict, NotAllowed


class Answered(Conflict):
    code = "answered"
    message = _("You have an open offer for this. Take it back first.")


@transaction.atomic
def decline(person: Any, *, call: Call) -> Call:
    """Not for this store: it leaves the list of what waits. Declining twice changes nothing.

    Raises NotAllowed, Answered where an offer stands.
    """
    if not is_called(person, call):
        raise NotAllowed
    if Offer.objects.filter(hail=call.hail_id, seller=person, state=Offer.State.OPEN).exists():
        raise Answered
    Call.objects.filter(pk=call.pk, declined_at=None).update(declined_at=timezone.now())
    call.refresh_from_db(fields=["declined_at"])
    return call


def take_up(person: Any, *, call: Call) -> Call:
    """It waits again: the undo of a slip. Raises NotAllowed."""
    if not is_called(person, call):
        raise NotAllowed
    Call.objects.filter(pk=call.pk).update(declined_at=None)
    call.declined_at = None
    return call
