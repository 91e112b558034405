"""Drafts as their author's list shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, Prefetch, Value, When

from community.drafts.models import Draft, DraftPicture
from content.pictures.models import Picture
from content.text.markdown import shortened


@dataclass(frozen=True)
class DraftShown:
    """A draft with its first words, its first photo, and how many options its poll has."""

    draft: Draft
    words: str
    picture: Picture | None
    options: int


def page_of(person: Any) -> list[DraftShown]:
    """All of the person's drafts: what needs them first, then by when they are due, then the latest. Two queries."""
    State = Draft.State
    order = Case(
        When(state__in=[State.FAILED, State.HELD], then=Value(0)),
        When(state=State.SCHEDULED, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    due = Case(When(state=State.SCHEDULED, then="due_at"), default=None)
    rows = Draft.objects.visible_to(person).select_related(
        "channel__group", "channel__store", "channel__person", "channel__picks__person", "repost_of"
    )
    hung = Prefetch("pictures", DraftPicture.objects.select_related("picture"))
    return [_shown(draft) for draft in rows.prefetch_related(hung).order_by(order, due, "-changed_at", "-id")]


def _shown(draft: Draft) -> DraftShown:
    pictures = [row.picture for row in draft.pictures.all()]
    options = len((draft.poll or {}).get("options", []))
    words = shortened(draft.text, 120) or draft.link or str(draft.repost_of or "")
    return DraftShown(draft, words, pictures[0] if pictures else None, options)
