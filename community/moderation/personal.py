"""What a person reported, what was decided about them and what they answered, and what they did as a moderator."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from community.moderation.duties import call_off
from community.moderation.models import Appeal, Case, ModerationAction, Outcome, Report, Restriction
from community.moderation.recalling import with_words
from community.moderation.registry import name_of, of_model
from community.moderation.rulings import rulings_of
from community.moderation.targets import load_targets, still_seen
from config.kit.personal import CHUNK, Column, Topic, erased, exported

Verb = ModerationAction.Verb


@exported(
    Topic.DECISIONS,
    "reports",
    title=_("My reports"),
    columns={
        "reference": _("Reference"),
        "target": Column(_("About"), "named"),
        "reason": Column(_("Why"), choices=Report.Reason),
        "note": _("My words"),
        "outcome": Column(_("Outcome"), choices=Outcome),
        "answer": _("Answer"),
        "created_at": _("Sent in"),
        "settled_at": _("Settled"),
    },
)
def reports(person: Any) -> Iterator[Report]:
    """Each with what it is about: named where that is still shown to the person, else only what kind of thing it is."""
    rows = list(Report.objects.filter(reporter=person).select_related("target_type"))
    for start in range(0, len(rows), CHUNK):
        some = rows[start : start + CHUNK]
        seen, targets = still_seen(person, some), load_targets(some)
        for report in some:
            target = targets.get((report.target_type_id, report.target_id))
            entry = of_model(report.target_type.model_class())
            kind = entry.kind if entry else ""
            report.named = name_of(target) if target is not None and report.pk in seen else kind  # type: ignore[attr-defined]
            yield report


@exported(
    Topic.DECISIONS,
    "rulings_about_me",
    title=_("Decisions about me"),
    columns={
        "reference": _("Reference"),
        "verb": Column(_("What"), choices=Verb),
        "about": Column(_("About"), "words"),
        "group": Column(_("Group"), "group.name"),
        "by_staff": _("For the whole site"),
        "reason": _("Why"),
        "limits": Column(_("Limit on"), lambda action: [what for what in action.limits.split(",") if what]),
        "until": _("Until"),
        "undoes": Column(_("Takes back"), "undoes.reference"),
        "at": _("When"),
    },
)
def rulings(person: Any) -> list[ModerationAction]:
    """As their page shows them: a ban names the group to whom it put out, too, or they could not object to it."""
    return with_words(rulings_of(person))


@exported(
    Topic.DECISIONS,
    "appeals",
    title=_("My appeals"),
    columns={
        "reference": _("Reference"),
        "action": Column(_("Decision"), "action.reference"),
        "text": _("My words"),
        "created_at": _("Sent in"),
        "outcome": Column(_("Outcome"), choices=Appeal.Outcome),
        "answer": _("Answer"),
        "decided_at": _("Decided"),
    },
)
def appeals(person: Any) -> QuerySet[Appeal]:
    return Appeal.objects.filter(person=person).select_related("action")


@exported(
    Topic.DECISIONS,
    "acts_as_moderator",
    title=_("What I did as a moderator"),
    columns={
        "reference": _("Reference"),
        "verb": Column(_("What"), choices=Verb),
        "reason": _("My words"),
        "at": _("When"),
    },
)
def acts(person: Any) -> QuerySet[ModerationAction]:
    """One's own words, without whom and what they were about: that is theirs."""
    return ModerationAction.objects.filter(actor=person)


@exported(
    Topic.DECISIONS,
    "cases_settled",
    title=_("Reports that I settled as a moderator"),
    columns={
        "reference": _("Reference"),
        "outcome": Column(_("Outcome"), choices=Outcome),
        "reason": _("My words"),
        "settled_at": _("Settled"),
    },
)
def settled(person: Any) -> QuerySet[Case]:
    return Case.objects.filter(settled_by=person)


@erased
def forget_reports(person: Any) -> None:
    """What was decided stays in the log, which nobody edits, about somebody without a name; what they said against it
    goes, and waits for nobody any more."""
    Report.objects.filter(reporter=person).update(note="")
    Restriction.objects.filter(person=person).delete()
    for pk in Appeal.objects.filter(person=person, decided_at=None).values_list("pk", flat=True):
        call_off(f"appeal:{pk}")
    Appeal.objects.filter(person=person).update(text="")
