"""What a person chose of being named; what their word is worth is worked out, and goes with them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from community.standing.models import PathChoice, PublicVoice
from config.kit.personal import Column, Topic, erased, exported


@exported(
    Topic.PEOPLE,
    "named_in_paths",
    title=_("Where I may be named in others’ paths"),
    columns={"endorsements": _("Where I endorsed somebody"), "groups": _("Where I am in a group with somebody")},
)
def path_choices(person: Any) -> QuerySet[PathChoice]:
    return PathChoice.objects.filter(person=person)


@exported(
    Topic.PEOPLE,
    "public_voices",
    title=_("What my word is worth to those who know nobody"),
    columns={
        "topic": Column(_("Topic"), lambda voice: voice.topic.name if voice.topic else ""),
        "thousandths": _("Thousandths of a full voice"),
        "counted_at": Column(_("Counted"), "count.created_at"),
    },
)
def public_voices(person: Any) -> QuerySet[PublicVoice]:
    return PublicVoice.objects.filter(person=person).select_related("topic", "count")


@erased
def forget_standing(person: Any) -> None:
    PathChoice.objects.filter(person=person).delete()
    PublicVoice.objects.filter(person=person).delete()
