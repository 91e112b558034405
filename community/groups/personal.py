"""The groups that a person founded, and the doors they opened."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When
from django.utils.translation import gettext_lazy as _

from community.groups.models import Group, HandOver, Invitation
from config.kit.personal import Column, Topic, erased, exported, forget_in_history


def group_is_seen(person: Any, path: str = "group") -> Any:
    """An annotation: whether the group of a row is shown to the person, or is their own."""
    return Exists(Group.objects.filter(_shown(person), pk=OuterRef(path)))


def _shown(person: Any) -> Q:
    return Q(pk__in=Group.objects.visible_to(person).values("pk")) | Q(owner=person)


@exported(
    Topic.PEOPLE,
    "groups_owned",
    title=_("My groups"),
    columns={
        "slug": _("Name in addresses"),
        "name": _("Group"),
        "about": _("What it is about"),
        "rules": _("Rules"),
        "rules_version": _("Version of the rules"),
        "questions": _("Questions to those who ask to join"),
        "photo": Column(_("Photo"), "photo.reference", photos=True),
        "access": Column(_("Door"), choices=Group.Access),
        "place_name": _("Where it is"),
        "announced_at": _("Last announcement"),
        "created_at": _("Founded"),
        "closed_at": _("Closed on"),
    },
)
def groups(person: Any) -> QuerySet[Group]:
    return Group.objects.filter(owner=person).select_related("photo")


@exported(
    Topic.PEOPLE,
    "invitations",
    title=_("Invitations of mine"),
    columns={
        "reference": _("Reference"),
        "group": Column(_("Group"), lambda made: made.group.slug if made.group_is_seen else ""),
        "uses": _("Used"),
        "max_uses": _("At most"),
        "expires_at": _("Until"),
        "revoked_at": _("Taken back"),
        "created_at": _("Given out"),
    },
)
def invitations(person: Any) -> QuerySet[Invitation]:
    rows = Invitation.objects.filter(created_by=person).select_related("group")
    return rows.annotate(group_is_seen=group_is_seen(person))


@exported(
    Topic.PEOPLE,
    "groups_handed_over",
    title=_("Groups handed over"),
    columns={
        "group": Column(_("Group"), lambda offer: offer.group.slug if offer.group_is_seen else ""),
        "is_mine": _("By me"),
        "state": Column(_("State"), choices=HandOver.State),
        "created_at": _("Offered"),
        "ended_at": _("Answered"),
    },
)
def hand_overs(person: Any) -> QuerySet[HandOver]:
    """Those that one made and those that one got."""
    rows = HandOver.objects.filter(Q(offered_by=person) | Q(to=person)).select_related("group")
    by_me = Case(When(offered_by=person, then=True), default=False)
    return rows.annotate(group_is_seen=group_is_seen(person), is_mine=by_me)


@erased
def forget_doors(person: Any) -> None:
    """A group that is left without anybody has closed, and keeps no words of its founder's."""
    Invitation.objects.filter(created_by=person).delete()
    HandOver.objects.filter(Q(offered_by=person) | Q(to=person)).delete()
    mine = Group.objects.filter(owner=person)
    forget_in_history(mine)
    mine.update(name="", about="", rules="", questions=[], place_name="", photo=None)
