"""Write facts into the ledger, and counter what no longer holds. Called by what happens, never by hand."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from community.trust.models import Evidence


def sources(source: models.Model) -> models.QuerySet[Evidence]:
    """The rows that came from `source`, counter-rows too."""
    return Evidence.objects.filter(source_type=ContentType.objects.get_for_model(source), source_id=source.pk)


@transaction.atomic
def record(kind: int, *, by: Any, about: Any, source: models.Model, topic: Any = None) -> Evidence | None:
    """Add that `by` bears out a fact of `kind` about `about`, who may be the same person's store.

    Recording again what stands changes nothing. None where nothing is to be recorded: nobody, a guest, or oneself.
    """
    if by is None or about is None or by.pk is None or by.pk == about.pk:
        return None
    said = sources(source).filter(by=by.pk, about=about.pk, kind=kind, counters=None)
    if stands := said.standing().first():
        return stands
    return Evidence.objects.create(
        kind=kind, by_id=by.pk, about_id=about.pk, topic=topic, source=source, turn=said.count()
    )


@transaction.atomic
def counter(rows: models.QuerySet[Evidence]) -> int:
    """Take back those of `rows` that stand, with a counter-row each. Returns how many."""
    taken = list(rows.standing().select_for_update(of=("self",)))  # type: ignore[attr-defined]
    Evidence.objects.bulk_create(
        Evidence(
            kind=row.kind,
            by_id=row.by_id,
            about_id=row.about_id,
            topic_id=row.topic_id,
            source_type_id=row.source_type_id,
            source_id=row.source_id,
            turn=row.turn,
            counters=row,
        )
        for row in taken
    )
    return len(taken)
