"""Take one's word back, and stand by it again after all."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.endorsements.endorsing import in_a_place, stand_behind
from community.endorsements.models import Endorsement
from community.endorsements.policies import can_reinstate, can_withdraw
from community.events import endorsement_ended
from community.moderation.restricting import What, refusal, restriction_on
from community.people.blocking import hold_both
from community.trust.recording import counter, sources
from config.kit.errors import Conflict, NotAllowed


class SaidAnew(Conflict):
    code = "endorsed_anew"
    message = _("You have endorsed them about this anew in the meantime.")


@transaction.atomic
def withdraw(person: Any, *, endorsement: Endorsement) -> Endorsement:
    """Take one's word back: it counts for nothing and its place is free at once.

    Nobody is told. Withdrawing twice changes nothing. Raises NotAllowed.
    """
    if not can_withdraw(person, endorsement):
        raise NotAllowed
    end(endorsement)
    return endorsement


def end(endorsement: Endorsement) -> None:
    """Let an endorsement stand no more, whoever's wish it is. Call it in a transaction."""
    standing = Endorsement.objects.standing().filter(pk=endorsement.pk)
    is_first = standing.update(withdrawn_at=timezone.now())
    endorsement.refresh_from_db(fields=["withdrawn_at"])
    if is_first:
        count_out(endorsement)


def count_out(endorsement: Endorsement) -> None:
    """What it counted is countered, and who has not read of it yet is not told. Call it in a transaction."""
    counter(sources(endorsement))
    endorsement_ended.send(sender=Endorsement, endorsement=endorsement)


@transaction.atomic
def reinstate(person: Any, *, endorsement: Endorsement) -> Endorsement:
    """Undo a withdrawal of a moment ago: it stands as before, and costs nothing anew but its place.

    Raises NotAllowed, Restricted, NoPlaceLeft, SaidAnew.
    """
    hold_both(person, endorsement.about)
    if not can_reinstate(person, endorsement):
        raise NotAllowed
    if restriction_on(person, What.POST):
        raise refusal(person, What.POST)
    rows = Endorsement.objects.filter(pk=endorsement.pk, withdrawn_at__isnull=False)
    same = {"by": person, "about": endorsement.about_id, "topic": endorsement.topic_id}

    def stand_again(place: int) -> Endorsement:
        rows.update(withdrawn_at=None, place=place)
        return endorsement

    found, is_new = in_a_place(person, stand_again, instead=Endorsement.objects.standing().filter(**same).first)
    if found.pk != endorsement.pk:
        raise SaidAnew
    endorsement.refresh_from_db()
    if is_new and endorsement.hidden_at is None:
        stand_behind(endorsement)
    return endorsement
