"""What the ledger holds of a person: facts about them, facts that they bear out, and their objections."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from community.moderation.duties import call_off
from community.trust.closing import silence
from community.trust.models import Dispute, Evidence, Freeze, Verification
from community.trust.showing import evidence_about, evidence_by, shown
from config.kit.personal import CHUNK, Column, Topic, erased, exported

_FACT: dict[str, Any] = {
    "reference": _("Reference"),
    "kind": Column(_("What"), lambda row: str(row.get_kind_display())),
    "topic": Column(_("Topic"), "topic.name"),
    "source": Column(_("From"), lambda row: row.shown.origin.label),
    "at": _("When"),
    "countered_at": Column(_("Counts no more since"), lambda row: row.shown.counter.at if row.shown.counter else None),
    "why": Column(_("Why not"), lambda row: row.shown.why),
}


def _other(row: Any) -> str:
    return row.shown.other.username if row.shown.other else ""


@exported(
    Topic.DECISIONS,
    "evidence_about_me",
    title=_("Evidence about me"),
    columns=_FACT | {"by": Column(_("Said by"), _other)},
)
def about_me(person: Any) -> Iterator[Evidence]:
    """As its page shows it: who reported is not named."""
    return _as_shown(evidence_about(person), person)


@exported(
    Topic.DECISIONS,
    "evidence_by_me",
    title=_("What I said of others"),
    columns=_FACT | {"about": Column(_("About"), _other)},
)
def by_me(person: Any) -> Iterator[Evidence]:
    return _as_shown(evidence_by(person), person)


def _as_shown(rows: QuerySet[Evidence], person: Any) -> Iterator[Evidence]:
    keys = list(rows.order_by("-pk").values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        for row in shown(rows.filter(pk__in=keys[start : start + CHUNK]).order_by("-pk"), person):
            row.evidence.shown = row  # type: ignore[attr-defined]
            yield row.evidence


@exported(
    Topic.DECISIONS,
    "disputes",
    title=_("My objections to evidence"),
    columns={
        "reference": _("Reference"),
        "evidence": Column(_("Evidence"), "evidence.reference"),
        "text": _("My words"),
        "created_at": _("Sent in"),
        "outcome": Column(_("Outcome"), choices=Dispute.Outcome),
        "answer": _("Answer"),
        "decided_at": _("Decided"),
    },
)
def disputes(person: Any) -> QuerySet[Dispute]:
    return Dispute.objects.filter(person=person).select_related("evidence")


@erased
def forget_what_was_said(person: Any) -> None:
    """Facts about them stay, about somebody without a name: they are what others bear out, and nobody edits them. What
    was decided stands in the log."""
    silence(person)
    for pk in Dispute.objects.filter(person=person, decided_at=None).values_list("pk", flat=True):
        call_off(f"dispute:{pk}")
    Dispute.objects.filter(person=person).update(text="")
    Verification.objects.filter(person=person).delete()
    Freeze.objects.filter(person=person).delete()
