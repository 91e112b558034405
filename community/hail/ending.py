"""How a hail ends: waved off, out of time, or with an offer that was chosen. Exactly one of them."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from community.events import hail_ended
from community.hail.errors import HailOver
from community.hail.models import Hail, HailQuerySet
from community.hail.policies import is_hailer
from config.kit.claims import sweeper
from config.kit.errors import NotAllowed

State = Hail.State
CHUNK = 200


def wave_off(person: Any, *, hail: Hail) -> Hail:
    """Nobody is needed any more: nothing of the hail is left with those who were called.

    Waving off again, or what ran out meanwhile, changes nothing. Raises NotAllowed, HailOver where an offer was chosen.
    """
    if not is_hailer(person, hail):
        raise NotAllowed
    with transaction.atomic():
        if not _end(Hail.objects.filter(pk=hail.pk), State.WAVED_OFF):
            hail.refresh_from_db()
            if hail.state in (State.CHOSEN, State.TOGETHER):
                raise HailOver(hail)
            return hail
        hail.refresh_from_db()
        hail_ended.send(sender=Hail, hail=hail)
    return hail


def hold(hail: Hail) -> None:
    """Lock the hail for the length of the transaction, whatever became of it."""
    Hail.objects.select_for_update(no_key=True).only("pk").get(pk=hail.pk)


def wave_off_all(person: Any) -> None:
    """All that the person still asks for is needed no more: their account closes."""
    for hail in Hail.objects.filter(person=person, state=State.OPEN).order_by("pk"):
        with transaction.atomic():
            if _end(Hail.objects.filter(pk=hail.pk), State.WAVED_OFF):
                hail.refresh_from_db()
                hail_ended.send(sender=Hail, hail=hail)


def settle(hail: Hail, state: str = State.CHOSEN) -> None:
    """An offer is chosen, or bought together, inside the caller's transaction, before anything else of it. Raises
    HailOver: of two who end a hail one does. `hail` stays as it was read, for the transaction may yet fail."""
    if not _end(Hail.objects.open().filter(pk=hail.pk), state):
        hail.refresh_from_db()
        raise HailOver(hail)


def hold_open(hail: Hail) -> None:
    """Lock the hail for the length of the transaction, so that it does not end meanwhile. Raises HailOver."""
    if not Hail.objects.open().select_for_update(no_key=True, of=("self",)).filter(pk=hail.pk).exists():
        hail.refresh_from_db()
        raise HailOver(hail)


@sweeper
def expire_due() -> None:
    """Close what ran out. Until then it is not answered either: whoever looks asks the clock."""
    due = Hail.objects.filter(state=State.OPEN, expires_at__lte=timezone.now()).order_by("expires_at")
    for hail in due[:CHUNK]:
        expire(hail)


@transaction.atomic
def expire(hail: Hail) -> bool:
    """Close it, if its time is over and nothing else ended it. Whether it did."""
    ran_out = Hail.objects.filter(pk=hail.pk, expires_at__lte=timezone.now())
    if not _end(ran_out, State.EXPIRED):
        return False
    hail.refresh_from_db()
    hail_ended.send(sender=Hail, hail=hail)
    return True


def _end(hails: HailQuerySet, state: str) -> bool:
    """One conditional update: whoever comes second finds nothing to end."""
    return bool(hails.filter(state=State.OPEN).update(state=state, closed_at=timezone.now()))
