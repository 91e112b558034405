"""Whom a person gave their word for, and who gave it for them."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from community.endorsements.models import Endorsement
from community.endorsements.withdrawing import end
from community.people.models import Person
from config.kit.personal import Column, Label, Topic, erased, exported

_COMMON: dict[str, Column | Label] = {
    "reference": _("Reference"),
    "topic": Column(_("Topic"), "topic.name"),
    "sentence": _("In which words"),
    "created_at": _("When"),
    "changed_at": _("Said otherwise"),
}


@exported(
    Topic.PEOPLE,
    "endorsements_given",
    title=_("Whom I endorse"),
    columns={
        "about": Column(_("Whom"), lambda row: row.about.username if row.about_is_seen else ""),
        **_COMMON,
        "withdrawn_at": _("Withdrawn"),
        "hidden_at": _("Hidden by a moderator"),
        "hidden_reason": _("Reason"),
    },
)
def given(person: Any) -> QuerySet[Endorsement]:
    """Of somebody who is not shown to them any more the name is left out."""
    seen = Exists(Person.objects.visible_to(person).filter(pk=OuterRef("about")))
    rows = Endorsement.objects.filter(by=person).select_related("about", "topic")
    return rows.annotate(about_is_seen=seen)


@exported(
    Topic.PEOPLE,
    "endorsements_received",
    title=_("Who endorses me"),
    columns={"by": Column(_("Who"), "by.username"), **_COMMON},
)
def received(person: Any) -> QuerySet[Endorsement]:
    return Endorsement.objects.visible_to(person).filter(about=person).select_related("by", "topic")


@erased
def forget_endorsements(person: Any) -> None:
    """Their words go, and what others said of them, which frees the places of those."""
    theirs = Endorsement.objects.filter(Q(by=person) | Q(about=person))
    with transaction.atomic():
        for endorsement in theirs.standing().select_related("by", "about"):
            end(endorsement)
    theirs.delete()
