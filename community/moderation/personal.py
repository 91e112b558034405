"""What a person reported, what was decided about them, and what they answered."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from community.moderation.models import Appeal, ModerationAction, Report, Restriction
from config.kit.personal import Row, erased, exported


@exported("reports")
def reports(person: Any) -> Iterable[Row]:
    return Report.objects.filter(reporter=person).values(
        "reference", "reason", "note", "outcome", "answer", "created_at"
    )


@exported("rulings_about_me")
def rulings(person: Any) -> Iterable[Row]:
    return ModerationAction.objects.filter(owner=person).values("reference", "verb", "target_name", "reason", "at")


@exported("appeals")
def appeals(person: Any) -> Iterable[Row]:
    return Appeal.objects.filter(person=person).values("action__reference", "text", "outcome", "answer")


@erased
def forget_reports(person: Any) -> None:
    """What was decided stays in the log, which nobody edits, about somebody without a name."""
    Report.objects.filter(reporter=person).update(note="")
    Restriction.objects.filter(person=person).delete()
