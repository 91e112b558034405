"""Who may put what on a group's shelf, and take it off."""

from __future__ import annotations

from typing import Any

from community.groups.models import Group
from community.groups.policies import is_member, is_moderator
from community.shelves.models import ShelfItem
from config.kit.policies import signed_in, staff


def can_vouch(person: Any, group: Group) -> bool:
    """Members, each with their own word."""
    return group.closed_at is None and is_member(person, group)


def can_vouch_for(person: Any, item: ShelfItem) -> bool:
    """Members, for what stands on the shelf, but nobody for their own goods."""
    return can_vouch(person, item.group) and seller_id_of(item.subject) != person.pk


def can_take_back(person: Any, item: ShelfItem) -> bool:
    """Whoever vouched."""
    return signed_in(person) and item.vouchers.filter(person=person).exists()


def can_take_down(person: Any, item: ShelfItem) -> bool:
    """The owner and the moderators of the group, and the staff."""
    return is_moderator(person, item.group) or staff(person)


def seller_id_of(subject: Any) -> int:
    """The primary key of whoever sells there."""
    return subject.owner_id if hasattr(subject, "owner_id") else subject.store.owner_id
