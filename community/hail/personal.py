"""What a person hailed for, wants to hail for, and seconded."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _
from taggit.models import TaggedItem

from community.groups.models import Group
from community.hail.ending import wave_off_all
from community.hail.models import Audience, Hail, HailDraft, HailGroup, HailPicture, Second
from config.kit.personal import Column, Topic, erased, exported, forget_in_history


def _photos(row: Any) -> list[str]:
    return [hung.picture.reference for hung in row.pictures.all()]


@exported(
    Topic.BUYING,
    "hails",
    title=_("What I hailed for"),
    columns={
        "reference": _("Reference"),
        "text": _("My words"),
        "tags": Column(_("Tags"), lambda hail: [tag.name for tag in hail.tags.all()]),
        "budget": Column(_("Budget"), money="currency"),
        "currency": _("Currency"),
        "needed_on": _("By when"),
        "audience": Column(_("Who may answer"), choices=Audience),
        "groups": Column(_("In groups"), lambda hail: [row.group.slug for row in hail.in_groups.all()]),
        "radius": _("Within metres"),
        "place_name": _("Where"),
        "lat_cell": _("Latitude of the rough area, in hundredths of a degree"),
        "lon_cell": _("Longitude of the rough area, in hundredths of a degree"),
        "photos": Column(_("Photos"), _photos, photos=True),
        "state": Column(_("State"), choices=Hail.State),
        "expires_at": _("Until"),
        "created_at": _("When"),
        "closed_at": _("Closed"),
        "hidden_at": _("Hidden by a moderator"),
        "hidden_reason": _("Reason"),
    },
)
def hails(person: Any) -> QuerySet[Hail]:
    """Of its groups those that are shown to the person now."""
    shown = HailGroup.objects.filter(group__in=Group.objects.visible_to(person).values("pk")).select_related("group")
    rows: QuerySet[Any] = Hail.objects.mine(person).prefetch_related(Prefetch("in_groups", shown), "pictures__picture")
    return rows.prefetch_related("tags").order_by("-pk")


@exported(
    Topic.BUYING,
    "hail_draft",
    title=_("A hail that I am writing"),
    columns={
        "typed": _("What I typed"),
        "photos": Column(_("Photos"), _photos, photos=True),
        "changed_at": _("Changed"),
    },
)
def draft(person: Any) -> QuerySet[HailDraft]:
    return HailDraft.objects.filter(person=person).prefetch_related("pictures__picture")


@exported(
    Topic.BUYING,
    "seconded",
    title=_("What I need too"),
    columns={
        "hail": Column(_("Hail"), lambda row: row.hail.reference if row.hail_is_seen else ""),
        "quantity": _("How many"),
        "at": _("When"),
    },
)
def seconded(person: Any) -> QuerySet[Second]:
    """Of a hail that is over for them only that they needed it too."""
    seen = Exists(Hail.objects.visible_to(person).filter(pk=OuterRef("hail")))
    return Second.objects.filter(person=person).select_related("hail").annotate(hail_is_seen=seen)


@erased
def forget_hails(person: Any) -> None:
    """What is open is waved off. Rows stay without a word, for the sellers' record counts them, and orders came of
    them; why stores were called goes too, for it repeats words of the hail."""
    wave_off_all(person)
    HailDraft.objects.filter(person=person).delete()
    Second.objects.filter(person=person).delete()
    theirs = Hail.objects.filter(person=person)
    keys = list(theirs.values_list("pk", flat=True))
    HailGroup.objects.filter(hail__in=keys).delete()
    HailPicture.objects.filter(hail__in=keys).delete()
    TaggedItem.objects.filter(content_type=ContentType.objects.get_for_model(Hail), object_id__in=keys).delete()
    forget_in_history(theirs)
    theirs.update(
        text="",
        budget=None,
        needed_on=None,
        audience=Audience.EVERYONE,
        place_name="",
        lat_cell=None,
        lon_cell=None,
        hidden_reason="",
    )
