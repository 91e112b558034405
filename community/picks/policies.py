"""Who may pick, change a list, and take one out of sight."""

from __future__ import annotations

from typing import Any

from community.moderation.restricting import What, refusal, restriction_on
from community.picks.models import Pick, PickList
from config.kit.policies import explained, signed_in, staff


@explained(lambda person, _thing: refusal(person, What.POST))
def can_pick(person: Any, _thing: Any = None) -> bool:
    """Everyone who is signed in, unless kept from posting: a list is read by all. One query."""
    return signed_in(person) and restriction_on(person, What.POST) is None


def owns_list(person: Any, picks: PickList) -> bool:
    """Whose list it is."""
    return signed_in(person) and picks.person_id == person.pk


@explained(lambda person, _picks: refusal(person, What.POST))
def can_edit_list(person: Any, picks: PickList) -> bool:
    """Whose list it is, unless kept from posting or it was hidden: other words are as good as another list."""
    return owns_list(person, picks) and picks.stands and can_pick(person)


@explained(lambda person, _pick: refusal(person, What.POST))
def can_edit_pick(person: Any, pick: Pick) -> bool:
    """As its list; not one that was hidden."""
    return pick.hidden_at is None and can_edit_list(person, pick.list)


def can_unpick(person: Any, pick: Pick) -> bool:
    """Whose pick it is, whatever they are kept from."""
    return owns_list(person, pick.list)


def can_hide(person: Any, target: PickList | Pick) -> bool:
    """The staff."""
    return staff(person)


def can_restore(person: Any, target: PickList | Pick) -> bool:
    """The staff, what is hidden."""
    return staff(person) and target.hidden_at is not None


def seller_id_of(subject: Any) -> int:
    """The primary key of whoever sells there."""
    return subject.owner_id if hasattr(subject, "owner_id") else subject.store.owner_id
