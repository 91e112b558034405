"""What a person needs again and again, waits for, and was told of."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from community.groups.personal import group_is_seen
from community.hail.models import Audience
from community.needs.models import NeedGroup, NeedMatch, NeedTurn, StandingNeed
from config.kit.personal import Column, Topic, erased, exported, forget_in_history


@exported(
    Topic.BUYING,
    "standing_needs",
    title=_("What I need again and again, or wait for"),
    columns={
        "reference": _("Reference"),
        "kind": Column(_("Kind"), choices=StandingNeed.Kind),
        "text": _("Words"),
        "tags": Column(_("Tags"), lambda need: ", ".join(tag.name for tag in need.tags.all())),
        "budget": Column(_("Budget"), money="currency"),
        "currency": _("Currency"),
        "needed_in": _("By when, in days"),
        "audience": Column(_("Who may answer"), choices=Audience),
        "radius": _("Metres"),
        "place_name": _("Roughly where"),
        "lat_cell": _("Latitude in hundredths of a degree"),
        "lon_cell": _("Longitude in hundredths of a degree"),
        "hours": _("Hours"),
        "weekday": _("Day of the week, 0 is Monday"),
        "hour": _("Hour of the day"),
        "created_at": _("When"),
        "changed_at": _("Changed"),
        "ended_at": _("Ended"),
    },
)
def needs(person: Any) -> QuerySet[StandingNeed]:
    rows: Any = StandingNeed.objects.filter(person=person)
    return rows.prefetch_related("tags")


@exported(
    Topic.BUYING,
    "standing_need_groups",
    title=_("In which groups I need it"),
    columns={
        "need": Column(_("What"), "need.reference"),
        "group": Column(_("Group"), lambda row: row.group.slug if row.group_is_seen else ""),
    },
)
def need_groups(person: Any) -> QuerySet[NeedGroup]:
    rows = NeedGroup.objects.filter(need__person=person).select_related("need", "group")
    return rows.annotate(group_is_seen=group_is_seen(person, "group"))


@exported(
    Topic.BUYING,
    "standing_need_turns",
    title=_("When it was asked"),
    columns={
        "need": Column(_("What"), "need.reference"),
        "day": _("Day"),
        "outcome": Column(_("What came of it"), choices=NeedTurn.Outcome),
        "hail": Column(_("Hail"), "hail.reference"),
        "reason": _("Reason"),
    },
)
def turns(person: Any) -> QuerySet[NeedTurn]:
    return NeedTurn.objects.filter(need__person=person).select_related("need", "hail")


def _thing(match: NeedMatch) -> str:
    """ "product:tea/longjing", "post:<reference>"."""
    if match.product_id is not None:
        return f"product:{match.product.store.slug}/{match.product.slug}"
    return f"post:{match.post.reference}"


@exported(
    Topic.TOLD,
    "needs_found",
    title=_("What was found for what I wait for"),
    columns={
        "need": Column(_("What"), "need.reference"),
        "product": Column(_("Found"), _thing),
        "group": Column(_("Group"), "group.slug"),
        "found_at": _("When"),
    },
)
def matches(person: Any) -> QuerySet[NeedMatch]:
    """As far as it is still there to be seen."""
    rows = NeedMatch.objects.visible_to(person)
    return rows.select_related("need", "group", "product__store", "post")


@erased
def forget_needs(person: Any) -> None:
    """With what was planned and found for them."""
    theirs = StandingNeed.objects.filter(person=person)
    forget_in_history(theirs)
    theirs.delete()
