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
    """The same acts, each with `words`: what its target is called or says now, else its neutral name; and with
    `concerned`: the person whom it concerns, None where those who keep order are not told.

    `words` are "" for who or whose membership it was, where the act says whom it concerns anyway. A constant number of
    queries for each kind of target.
    """
    rows = list(actions)
    appealed = _appealed(rows)
    about = [appealed.get(row.pk, row) for row in rows]
    targets, unnamed = load_targets(about), _unnamed_among(about)
    for row, meant in zip(rows, about, strict=True):
        row.words = _words(meant, targets.get((meant.target_type_id, meant.target_id)))  # type: ignore[attr-defined]
        row.concerned = None if (meant.target_type_id, meant.target_id) in unnamed else row.owner  # type: ignore[attr-defined]
    return rows


def is_unnamed(kind: ContentType) -> bool:
    """Whether nobody who keeps order is told whom things of this kind concern."""
    model = kind.model_class()
    return model is not None and registry.unnamed().get(model) == Q()


def _unnamed_among(actions: Iterable[ModerationAction]) -> set[tuple[int, int]]:
    """Kinds and keys of what they were done to, where nobody who keeps order is told whom it concerns. At most one
    query for each kind of which some are."""
    found: set[tuple[int, int]] = set()
    for model, which in registry.unnamed().items():
        kind = ContentType.objects.get_for_model(model).pk
        keys = {action.target_id for action in actions if action.target_type_id == kind}
        if keys and which != Q():
            keys = set(model._default_manager.filter(which, pk__in=keys).values_list("pk", flat=True))
        found |= {(kind, key) for key in keys}
    return found


def naming(actions: QuerySet[ModerationAction]) -> QuerySet[ModerationAction]:
    """Those of `actions` that say whom they concern: what is found by a name must not tell it."""
    hidden = Q()
    for model, which in registry.unnamed().items():
        keys = model._default_manager.filter(which).values("pk")
        hidden |= Q(target_type=ContentType.objects.get_for_model(model), **({"target_id__in": keys} if which else {}))
    # Of acts that are appealed against, the decisions too.
    appeals = Appeal.objects.filter(action__in=ModerationAction.objects.filter(hidden).values("pk"))
    hidden |= Q(target_type=ContentType.objects.get_for_model(Appeal), target_id__in=appeals.values("pk"))
    return actions.exclude(hidden)


def matching(actions: QuerySet[ModerationAction], words: str) -> QuerySet[ModerationAction]:
    """Acts whose reason, reference or person, or the post or comment that they were done to, has `words`."""
    found = Q(target_name__icontains=words) | Q(reason__icontains=words) | Q(reference=words)
    about = naming(actions.filter(Q(owner__username=words) | Q(owner__name__icontains=words)))
    found |= Q(pk__in=about.order_by().values("pk"))
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
