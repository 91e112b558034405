"""Who may do what to people."""

from __future__ import annotations

from typing import Any

from community.people.models import Person
from config.kit.policies import signed_in, staff


def can_block(person: Any, other: Person) -> bool:
    """Anyone but oneself."""
    return signed_in(person) and person != other


def can_suspend(person: Any, target: Person) -> bool:
    """The staff, everyone but themselves and those who run the whole site."""
    return bool(staff(person) and person != target and (not target.is_superuser or person.is_superuser))


def can_see_as_own(person: Any, other: Person) -> bool:
    """Whether the page is about the reader themselves."""
    return bool(person.is_authenticated and person.pk == other.pk)
