"""A hail can be reported by whoever reads it, without learning whose it is. Where it is asked in one group alone, that
group's moderators look at it, else the staff; they are not told whose it is either."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from community.hail import hiding, policies
from community.hail.models import Hail
from community.moderation.registry import reportable


def _loaded(rows: Any) -> Any:
    return rows.select_related("person").prefetch_related("in_groups__group", "pictures__picture")


def _group(hail: Hail) -> Any:
    asked = [row.group for row in hail.in_groups.all()]
    return asked[0] if len(asked) == 1 else None


reportable(
    "hail",
    Hail,
    find=lambda person, key: _loaded(Hail.objects.visible_to(person)).filter(reference=key).first(),
    key=lambda hail: hail.reference,
    about=lambda hail, reporter: hail.person,
    group=_group,
    place=lambda hail: hail.get_absolute_url(),
    text=lambda hail: hail.text,
    load=_loaded,
    unnamed=Q(),
    hide=(policies.can_hide, lambda person, hail, reason: hiding.hide_hail(person, hail=hail, reason=reason)),
    restore=(policies.can_restore, lambda person, hail, reason: hiding.restore_hail(person, hail=hail, reason=reason)),
)
