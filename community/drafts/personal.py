"""What a person was about to say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from community.drafts.models import Draft
from config.kit.personal import Row, erased, exported


@exported("drafts")
def drafts(person: Any) -> Iterable[Row]:
    return Draft.objects.filter(author=person, state__in=Draft.OPEN).values(
        "reference", "text", "link", "state", "reason", "due_at", "created_at", "changed_at"
    )


@erased
def forget_drafts(person: Any) -> None:
    Draft.objects.filter(author=person).delete()
