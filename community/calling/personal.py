"""When a person's stores want to be called, and that they were."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from community.calling.models import Call, Duty, StoreTerm, TermsDue
from config.kit.personal import Column, Topic, erased, exported


@exported(
    Topic.SELLING,
    "duties",
    title=_("When my stores want to be called"),
    columns={
        "store": Column(_("Store"), "store.slug"),
        "is_on": _("On duty"),
        "off_until": _("Off duty until"),
        "words": _("For what"),
        "radius": _("Within metres"),
        "days": Column(_("Days (0 is Monday)"), lambda duty: [n for n in range(7) if duty.days >> n & 1]),
        "opens": _("From"),
        "closes": _("Until"),
        "most_an_hour": _("Calls an hour at most"),
        "changed_at": _("Changed"),
    },
)
def duties(person: Any) -> QuerySet[Duty]:
    return Duty.objects.filter(store__owner=person).select_related("store")


@exported(
    Topic.SELLING,
    "calls",
    title=_("When my stores were called"),
    columns={
        "store": Column(_("Store"), "store.slug"),
        "called_at": _("When"),
        "seen_at": _("Seen"),
        "declined_at": _("Put aside"),
        "answered_at": _("Answered"),
    },
)
def calls(person: Any) -> QuerySet[Call]:
    """Without what was asked for and why they were called: those are the words of whoever hailed."""
    return Call.objects.filter(store__owner=person).select_related("store")


@erased
def forget_calls(person: Any) -> None:
    """Nobody is called there any more, and nobody finds it by its words; what was said of why others were called to
    theirs repeats what they hailed for."""
    for model in (Duty, StoreTerm, TermsDue):
        model._default_manager.filter(store__owner=person).delete()
    Call.objects.filter(hail__person=person).update(reasons=[])
