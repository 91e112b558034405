"""Lists and single picks can be reported; the staff looks at them."""

from __future__ import annotations

from typing import Any

from community.moderation.registry import reportable
from community.picks.hiding import hide_picks, restore_picks
from community.picks.models import Pick, PickList
from community.picks.policies import can_hide, can_restore


def _lists(rows: Any) -> Any:
    return rows.select_related("person__photo", "topic")


def _picks(rows: Any) -> Any:
    return rows.select_related("list__person__photo", "store__owner", "product__store__owner")


_BOTH: dict[str, Any] = {
    "key": lambda target: target.reference,
    "hide": (
        lambda person, target: target.hidden_at is None and can_hide(person, target),
        lambda person, target, reason: hide_picks(person, target=target, reason=reason),
    ),
    "restore": (can_restore, lambda person, target, reason: restore_picks(person, target=target, reason=reason)),
}

reportable(
    "picks",
    PickList,
    find=lambda person, key: _lists(PickList.objects.visible_to(person)).filter(reference=key).first(),
    about=lambda picks, reporter: picks.person,
    place=lambda picks: picks.get_absolute_url(),
    text=lambda picks: " · ".join(filter(None, (picks.topic.name, picks.about))),
    load=_lists,
    **_BOTH,
)
reportable(
    "pick",
    Pick,
    find=lambda person, key: _picks(Pick.objects.visible_to(person)).filter(reference=key).first(),
    about=lambda pick, reporter: pick.list.person,
    place=lambda pick: f"{pick.list.get_absolute_url()}#pick-{pick.reference}",
    text=lambda pick: " · ".join(filter(None, (pick.why, pick.commission))),
    load=_picks,
    **_BOTH,
)
