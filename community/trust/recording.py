"""Write facts into the ledger, and counter what no longer holds. Called by what happens, never by hand."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from community.trust.models import Dispute, Evidence, EvidenceQuerySet

Why = Evidence.Why
CHUNK = 500


def sources(source: models.Model) -> EvidenceQuerySet:
    """The rows that came from `source`, counter-rows too."""
    return Evidence.objects.filter(source_type=ContentType.objects.get_for_model(source), source_id=source.pk)


@transaction.atomic
def record(kind: int, *, by: Any, about: Any, source: models.Model, topic: Any = None) -> Evidence | None:
    """Add that `by` bears out a fact of `kind` about `about`, who may be the same person's store.

    Recording again what stands changes nothing. None where nothing is to be recorded: nobody, a guest, oneself, who
    closed their account, or what was struck out after an objection. Five queries at most, however much there is.
    """
    if by is None or about is None or by.pk is None or by.pk == about.pk or not _has_voice(by):
        return None
    said = sources(source).facts().filter(by=by.pk, about=about.pk, kind=kind)
    if stands := said.standing().first():
        return stands
    before = said.count()
    if before and Dispute.objects.filter(evidence__in=said, outcome=Dispute.Outcome.UPHELD).exists():
        return None
    return Evidence.objects.create(kind=kind, by_id=by.pk, about_id=about.pk, topic=topic, source=source, turn=before)


def _has_voice(person: Any) -> bool:
    """Whether the account is open, and stays so until the transaction ends. What one person says is written down one
    after the other, so that of two at once the second finds what the first said."""
    held = get_user_model().objects.select_for_update(no_key=True).filter(pk=person.pk, closed_at=None)
    return held.first() is not None


@transaction.atomic
def counter(rows: EvidenceQuerySet, *, why: str = Why.WITHDRAWN) -> int:
    """Take back those of `rows` that stand, with a counter-row each. Returns how many."""
    count = 0
    while keys := list(rows.standing().order_by("pk").values_list("pk", flat=True)[:CHUNK]):  # type: ignore[attr-defined]
        chosen = Evidence.objects.filter(pk__in=keys)
        # Of two at once the second waits here, and then finds them countered.
        list(chosen.select_for_update(no_key=True).order_by("pk").values_list("pk"))
        taken = list(chosen.standing())
        Evidence.objects.bulk_create(_against(row, why) for row in taken)
        count += len(taken)
    return count


def _against(row: Evidence, why: str) -> Evidence:
    return Evidence(
        kind=row.kind,
        by_id=row.by_id,
        about_id=row.about_id,
        topic_id=row.topic_id,
        source_type_id=row.source_type_id,
        source_id=row.source_id,
        turn=row.turn,
        counters=row,
        why=why,
    )
