"""How much waits for those who keep order: reported things, appeals, held words, and objections to evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from community.drafts.models import Draft
from community.groups.models import Group
from community.moderation.appealing import open_appeals
from community.moderation.models import Case
from community.moderation.policies import cases_seen_by, keeping
from community.moderation.queue import count_open
from community.trust.disputing import open_disputes
from config.kit import cursors
from config.kit.policies import signed_in, staff

PAGE = 30


@dataclass(frozen=True)
class Waiting:
    """What one person may deal with, in a group or on the site; `group` is None for the site."""

    group: Group | None = None
    reported: int = 0
    appeals: int = 0
    held: int = 0
    disputed: int = 0

    @property
    def total(self) -> int:
        return self.reported + self.appeals + self.held + self.disputed


def groups_kept_by(person: Any) -> QuerySet[Group]:
    """Open groups whose owner or moderator the person is, the latest founded first."""
    if not signed_in(person):
        return Group.objects.none()
    return Group.objects.filter(pk__in=keeping(person).values("channel__group")).order_by("-pk")


def waiting_for(person: Any, group: Group | None = None) -> Waiting:
    """What waits for the person in `group`, or all there is for the staff. Three queries, on the site four."""
    held = Draft.objects.all().releasable_by(person)
    return Waiting(
        group=group,
        reported=count_open(person, group),
        appeals=open_appeals(person, group).count(),
        held=(held if group is None else held.filter(channel__group=group)).count(),
        disputed=open_disputes(person).count() if group is None else 0,
    )


def waiting_in(person: Any, groups: Iterable[Group]) -> list[Waiting]:
    """What waits for the person in each of `groups`, which they keep, in their order. Three queries."""
    shown = list(groups)
    cases = Case.objects.filter(cases_seen_by(person), settled_at=None)
    reported = _by_group(cases, "group", shown)
    appealed = _by_group(open_appeals(person), "action__group", shown)
    held = _by_group(Draft.objects.all().releasable_by(person), "channel__group", shown)
    return [
        Waiting(group, reported.get(group.pk, 0), appealed.get(group.pk, 0), held.get(group.pk, 0)) for group in shown
    ]


def kept_page(person: Any, cursor: str | None) -> tuple[list[Waiting], str]:
    """A page of the groups that the person keeps with what waits in each, and the next cursor. Four queries."""
    found, following = cursors.newest_page(groups_kept_by(person).select_related("photo"), cursor, PAGE)
    return waiting_in(person, found), following


def _by_group(rows: Any, path: str, groups: list[Group]) -> dict[int, int]:
    found = rows.filter(**{f"{path}__in": groups}).order_by().values_list(path).annotate(count=Count("pk"))
    return dict(found)


def waiting_of(person: Any) -> Waiting | None:
    """All that waits for the person: on the site for the staff, in the groups that they keep for others.

    None for whoever keeps nothing. At most four queries.
    """
    if staff(person):
        return waiting_for(person)
    groups = list(groups_kept_by(person))
    if not groups:
        return None
    rows = waiting_in(person, groups)
    return Waiting(
        reported=sum(row.reported for row in rows),
        appeals=sum(row.appeals for row in rows),
        held=sum(row.held for row in rows),
    )
