"""What was decided about a person, as they may read it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from community.moderation.models import ModerationAction


def rulings_of(person: Any) -> QuerySet[ModerationAction]:
    """Everything that moderators did that concerns the person, newest first, with groups, appeals and undoings.

    Who did it is not told: a moderator acts for the group or the site.
    """
    rows = ModerationAction.objects.filter(owner=person.pk).select_related("group", "undoes", "target_type", "owner")
    return rows.prefetch_related("undone_by", "appeal").order_by("-id")
