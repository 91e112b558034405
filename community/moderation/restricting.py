"""Limits on what a person may do for a while, in a group or on the whole site."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from community.moderation.models import Restriction

What = Restriction.What


def restriction_on(person: Any, what: str, group: Any = None) -> Restriction | None:
    """The limit that keeps `person` from `what` now, on the site or in `group`; None where there is none. One query.

    Of several the one that ends last.
    """
    if not person.is_authenticated:
        return None
    where = Q(group=None) if group is None else Q(group=None) | Q(group=group)
    standing = Restriction.objects.standing().filter(where, person=person, what=what).select_related("action", "group")
    return max(standing, key=lambda row: row.ends, default=None)
