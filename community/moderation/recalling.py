"""What acts were done to, in the words that stand there now: the log itself keeps none that anybody wrote."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q, QuerySet

from community.moderation import registry
from community.moderation.models import Appeal, ModerationAction
from community.moderation.targets import load_targets
from community.posts.models import Comment, Post


def with_words(actions: Iterable[ModerationAction]) -> list[ModerationAction]:
    """The same acts, each with `words`: what its target is called or says now, else its neutral name.

    "" for who or whose membership it was, where the act says whom it concerns anyway. A constant number of queries
    for each kind of target.
    """
    rows = list(actions)
    appealed = _appealed(rows)
    about = [appealed.get(row.pk, row) for row in rows]
    targets = load_targets(about)
    for row, meant in zip(rows, about, strict=True):
        row.words = _words(meant, targets.get((meant.target_type_id, meant.target_id)))  # type: ignore[attr-defined]
    return rows


def matching(actions: QuerySet[ModerationAction], words: str) -> QuerySet[ModerationAction]:
    """Acts whose reason, reference or person, or the post or comment that they were done to, has `words`."""
    found = Q(target_name__icontains=words) | Q(reason__icontains=words) | Q(reference=words)
    found |= Q(owner__username=words) | Q(owner__name__icontains=words)
    for model in (Post, Comment):
        said = model._default_manager.filter(pk=OuterRef("target_id"), text__icontains=words)
        found |= Q(Exists(said), target_type=ContentType.objects.get_for_model(model))
    return actions.filter(found)


def title_of(action: ModerationAction, target: Any) -> str:
    """What the target of the act is called or says now; "" where it is gone, or whom the act says that it concerns."""
    entry = registry.of_target(target) if target is not None else None
    return entry.title(target, action.at) if entry and target != action.owner else ""


def _words(action: ModerationAction, target: Any) -> str:
    is_known = target is not None and registry.of_target(target) is not None
    return title_of(action, target) if is_known else action.target_name


def _appealed(rows: list[ModerationAction]) -> dict[int, ModerationAction]:
    """Of decisions on appeals the act that was appealed against. At most one query."""
    kind = ContentType.objects.get_for_model(Appeal)
    decisions = {row.target_id: row.pk for row in rows if row.target_type_id == kind.pk}
    if not decisions:
        return {}
    appeals = Appeal.objects.filter(pk__in=decisions).select_related("action__target_type", "action__owner")
    return {decisions[made.pk]: made.action for made in appeals}
