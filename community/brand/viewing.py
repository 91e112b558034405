"""One's own page through the eyes of others: a guest, somebody who follows, a fellow member of a group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from community.brand.choosing import memberships
from community.brand.showing import about
from community.groups.models import Group
from community.people.models import Person
from community.people.showing import belongings, calling_card

GUEST, FOLLOWER, FELLOW = "guest", "follower", "group:"


@dataclass(frozen=True)
class Eyes:
    """Whose: `key` in addresses, `name` for who chooses, `viewer` for what asks who looks."""

    key: str
    name: str
    viewer: Any
    group: Group | None = None


def all_eyes(person: Person) -> list[Eyes]:
    """Through whose the person may look. One query."""
    nobody = somebody()
    groups = [tie.channel.group for tie in memberships(person)]
    fellows = (
        Eyes(f"{FELLOW}{group.slug}", _("Someone in “%(group)s”") % {"group": group}, nobody, group)
        for group in groups
        if group
    )
    return [
        Eyes(GUEST, _("A guest"), AnonymousUser()),
        Eyes(FOLLOWER, _("Someone who follows you"), nobody),
        *fellows,
    ]


def somebody() -> Person:
    """A member whom nothing ties to anybody: no row of the database is theirs."""
    return Person(pk=0, username="somebody")


def chosen(eyes: Sequence[Eyes], key: str) -> Eyes:
    """Those of that key, else a guest's."""
    return next((each for each in eyes if each.key == key), eyes[0])


def seen_through(eyes: Eyes, person: Person) -> dict[str, Any]:
    """Context of the person's page as it is shown to those, made by what makes it for them."""
    context = calling_card(person, eyes.viewer) | belongings(person, eyes.viewer, fellow_in=eyes.group)
    context |= about(person, eyes.viewer)
    context["relation"] = replace(context["relation"], following=eyes.key == FOLLOWER)
    return context
