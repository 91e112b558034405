"""What can be reported, named in addresses as "post:<reference>", "store:<slug>", "product:<store>/<slug>"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import models

from community.moderation import registry
from community.moderation.models import Report


def find_target(person: Any, name: str) -> models.Model | None:
    """The thing that `name` names, if `person` may see it; None for anything else."""
    kind, _, key = name.partition(":")
    entry = registry.of_kind(kind)
    if entry is None or not key or "\x00" in key:
        return None
    return entry.find(person, key)


def still_seen(person: Any, reports: Iterable[Report]) -> set[int]:
    """Primary keys of those reports whose target `person` may still see. One query for each kind of target."""
    about: dict[type[models.Model], dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for made in reports:
        model = made.target_type.model_class()
        if model is not None and hasattr(model._default_manager, "visible_to"):
            about[model][made.target_id].append(made.pk)
    return {
        pk
        for model, reported in about.items()
        for target in _seen(model, person).filter(pk__in=reported).values_list("pk", flat=True)
        for pk in reported[target]
    }


def _seen(model: type[models.Model], person: Any) -> Any:
    entry = registry.of_model(model)
    return entry.seen(person) if entry and entry.seen else model._default_manager.visible_to(person)  # type: ignore[attr-defined]


def load_targets(rows: Iterable[Any]) -> dict[tuple[int, int], models.Model]:
    """What cases, reports or acts are about, by (content type, key), with what is shown of them.

    A constant number of queries for each kind. Nothing for a thing that is gone.
    """
    wanted: dict[Any, set[int]] = defaultdict(set)
    for row in rows:
        wanted[row.target_type].add(row.target_id)
    found: dict[tuple[int, int], models.Model] = {}
    for kind, ids in wanted.items():
        entry = registry.of_model(kind.model_class())
        if entry is not None:
            for target in entry.load(entry.model._default_manager.filter(pk__in=ids)):
                found[kind.pk, target.pk] = target
    return found
