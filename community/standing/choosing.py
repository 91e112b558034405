"""Choose whether one is named in others' paths."""

from __future__ import annotations

from typing import Any

from community.standing.models import PathChoice
from config.kit.errors import NotAllowed
from config.kit.policies import signed_in


def choice_of(person: Any) -> PathChoice:
    """What the person chose; without a choice, what holds then."""
    return PathChoice.objects.filter(person=person).first() or PathChoice(person=person)


def choose_paths(person: Any, *, endorsements: bool, groups: bool) -> PathChoice:
    """Let others read one's name where one endorsed the next in their path, or is in a group with them, or not.

    It counts from the next page that anybody reads. Raises NotAllowed.
    """
    if not signed_in(person):
        raise NotAllowed
    chosen = {"endorsements": endorsements, "groups": groups}
    return PathChoice.objects.update_or_create(person=person, defaults=chosen)[0]
