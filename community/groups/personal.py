"""The groups that a person founded, and the doors they opened."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from community.groups.models import Group, HandOver, Invitation
from config.kit.personal import Row, erased, exported


@exported("groups_owned")
def groups(person: Any) -> Iterable[Row]:
    return Group.objects.filter(owner=person).values(
        "slug", "name", "about", "rules", "access", "place_name", "created_at", "closed_at"
    )


@exported("invitations")
def invitations(person: Any) -> Iterable[Row]:
    return Invitation.objects.filter(created_by=person).values(
        "reference", "group__slug", "uses", "max_uses", "expires_at", "revoked_at", "created_at"
    )


@erased
def forget_doors(person: Any) -> None:
    """A group that is left without anybody has closed, and keeps no words of its founder's."""
    Invitation.objects.filter(created_by=person).delete()
    HandOver.objects.filter(Q(offered_by=person) | Q(to=person)).delete()
    Group.objects.filter(owner=person).update(name="", about="", rules="", place_name="", photo=None)
