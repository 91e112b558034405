"""Ask more people than at first: where nobody fits, or nobody answers."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from community.events import hailed
from community.hail.areas import cell_of
from community.hail.ending import hold_open
from community.hail.errors import NoArea, NoGroups
from community.hail.models import MAX_RADIUS, Audience, Hail
from community.hail.policies import can_hail, is_hailer
from community.moderation.restricting import What, refusal
from config.kit.errors import Invalid, NotAllowed
from config.kit.geo import Place


@transaction.atomic
def widen(person: Any, *, hail: Hail, audience: str, radius: int | None = None, place: Place | None = None) -> Hail:
    """Let others answer instead: another audience, or the same from further away (metres). Who was called stays called.

    Raises NotAllowed, Restricted, HailOver, NoArea, NoGroups where it was asked in none, Invalid at audience or radius,
    and what those who call raise where so many were called already.
    """
    if not is_hailer(person, hail):
        raise NotAllowed
    if not can_hail(person):
        raise refusal(person, What.POST)
    hold_open(hail)
    if audience not in Audience.values:
        raise Invalid(_("Choose who may answer."), field="audience")
    if radius is not None and not 500 <= radius <= MAX_RADIUS:
        raise Invalid(_("Choose a distance from 500 metres to 50 kilometres."), field="radius")
    if place is not None:
        hail.lat_cell, hail.lon_cell = cell_of(place)
    if audience == Audience.NEARBY and hail.place is None:
        raise NoArea
    if audience == Audience.GROUPS and not hail.in_groups.exists():
        raise NoGroups
    hail.audience, hail.radius = audience, radius or hail.radius
    if audience != Audience.GROUPS:
        # Those who read it there by the group's page alone do so no more; who was called keeps it.
        hail.in_groups.all().delete()
    hail.searched_at = None
    hail.save(update_fields=["audience", "radius", "lat_cell", "lon_cell", "searched_at"])
    hailed.send(sender=Hail, hail=hail)
    return hail


def wider(hail: Hail) -> list[str]:
    """Whom one could ask besides: audiences wider than the hail's, the next one first."""
    order = [Audience.GROUPS, Audience.TRUSTED, Audience.NEARBY, Audience.EVERYONE]
    return [str(choice) for choice in order[order.index(Audience(hail.audience)) + 1 :]]
