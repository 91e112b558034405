"""Endorsements can be reported; the staff looks at it."""

from __future__ import annotations

from typing import Any

from community.endorsements import hiding, policies
from community.endorsements.models import Endorsement
from community.moderation.registry import reportable


def _find(person: Any, key: str) -> Endorsement | None:
    rows = Endorsement.objects.visible_to(person).select_related("by", "about", "topic")
    return rows.filter(reference=key).first()


reportable(
    "endorsement",
    Endorsement,
    find=_find,
    key=lambda endorsement: endorsement.reference,
    about=lambda endorsement, reporter: endorsement.by,
    place=lambda endorsement: endorsement.get_absolute_url(),
    text=lambda endorsement: endorsement.sentence,
    load=lambda rows: rows.select_related("by__photo", "about", "topic"),
    hide=(
        policies.can_hide,
        lambda person, endorsement, reason: hiding.hide_endorsement(person, endorsement=endorsement, reason=reason),
    ),
    restore=(
        policies.can_restore,
        lambda person, endorsement, reason: hiding.restore_endorsement(person, endorsement=endorsement, reason=reason),
    ),
)
