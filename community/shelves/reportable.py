"""What stands on a shelf can be reported; its group's moderators look at it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from community.moderation.registry import reportable
from community.shelves.models import ShelfItem
from community.shelves.policies import can_take_down
from community.shelves.taking_down import put_back, take_down


def _find(person: Any, key: str) -> ShelfItem | None:
    rows = ShelfItem.objects.visible_to(person).select_related("group", "store__owner", "product__store__owner")
    return rows.filter(reference=key).first()


def _about(item: ShelfItem, reporter: Any) -> Any:
    """Whoever put it there; where nobody stands for it any more, its seller."""
    first = item.vouchers.select_related("person").first()
    subject = item.subject
    return first.person if first else getattr(subject, "owner", None) or subject.store.owner


def _words(item: ShelfItem) -> str:
    return " · ".join(item.vouchers.values_list("sentence", flat=True)[:3])


reportable(
    "shelf",
    ShelfItem,
    find=_find,
    key=lambda item: item.reference,
    about=_about,
    group=lambda item: item.group,
    place=lambda item: reverse("group_shelf", args=[item.group.slug]),
    text=_words,
    load=lambda rows: rows.select_related("group", "store__owner", "product__store__owner"),
    hide=(
        lambda person, item: item.taken_down_at is None and can_take_down(person, item),
        lambda person, item, reason: take_down(person, item=item, reason=reason),
    ),
    restore=(
        lambda person, item: item.taken_down_at is not None and can_take_down(person, item),
        lambda person, item, reason: put_back(person, item=item, reason=reason),
    ),
)
