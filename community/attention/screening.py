"""Held words as those who keep order see them: whose they are, where they would stand, and why they are held."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from community.channels.policies import can_moderate
from community.drafts.models import Draft
from community.groups.models import Group
from community.groups.showing import group_of
from community.posts.models import Post
from config.kit import cursors
from content.pictures.models import Picture

PAGE = 20


@dataclass(frozen=True)
class Held:
    """A held draft, its photos, and the post that says the same where the moderator may read it."""

    draft: Draft
    pictures: list[Picture]
    twin: Post | None


def group_to_keep(person: Any, slug: str) -> Group:
    """The group of that slug, for whoever keeps order in it. Raises Http404, also for all others."""
    found = group_of(person, slug)
    if not keeps(person, found):
        raise Http404
    return found


def keeps(person: Any, group: Group) -> bool:
    """The group's moderators, and the staff."""
    return can_moderate(person, group.channel)


def held_rows(person: Any) -> QuerySet[Draft]:
    """Held drafts that the person may let pass, with whose and where they are."""
    rows = Draft.objects.releasable_by(person)
    return rows.select_related("author__photo", "channel__group", "channel__store", "channel__person", "repost_of")


def draft_to_judge(person: Any, reference: str) -> Draft:
    """A held draft that the person may let pass. Raises Http404."""
    return get_object_or_404(held_rows(person), reference=reference)


def held_page(person: Any, group: Group | None, cursor: str | None) -> tuple[list[Held], str]:
    """A page of what is held in `group`, or without one anywhere, the oldest first, and the next cursor.

    Three queries.
    """
    rows = held_rows(person) if group is None else held_rows(person).filter(channel__group=group)
    drafts, following = cursors.oldest_page(rows.prefetch_related("pictures__picture"), cursor, PAGE)
    twins = Post.objects.visible_to(person).in_bulk({row.similar_to_id for row in drafts if row.similar_to_id})
    shown = [Held(row, [hung.picture for hung in row.pictures.all()], twins.get(row.similar_to_id)) for row in drafts]
    return shown, following
