"""What a profile shows to whom."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.shortcuts import get_object_or_404
from django.utils import timezone

from community.channels.channels import channel_of
from community.channels.models import Subscription
from community.channels.showing import relation
from community.groups.models import Group
from community.people.models import Person, PersonMute
from community.people.places import person_actions, person_header, person_sections, person_trust
from community.people.policies import can_block, can_see_as_own, can_suspend
from shop.stores.models import Store


def person_of(viewer: Any, username: str) -> Person:
    """The person of that address, if the viewer may see them. Raises Http404."""
    seen = Person.objects.visible_to(viewer).select_related("photo").prefetch_related("specialties")
    return get_object_or_404(seen, username=username.lower())


def blocked_by(viewer: Any, username: str) -> Person:
    """The person of that address, whom the viewer has blocked. Raises Http404."""
    return get_object_or_404(Person, username=username, blocked_by__person=viewer.pk)


def muted_by(viewer: Any, username: str) -> Person:
    """The person of that address, whom the viewer has muted. Raises Http404."""
    return get_object_or_404(Person, username=username, muted_by__person=viewer.pk)


def groups_shown(person: Person, viewer: Any, *, fellow_in: Group | None = None) -> QuerySet[Group]:
    """The groups of which `person` lets `viewer` know that they are in them; hidden ones never.

    Unless the person chose otherwise a public group is shown to everyone, any other to its members. With `fellow_in`
    as if the viewer were in that group too.
    """
    tie = Subscription.objects.active().filter(person=person, channel__group=OuterRef("pk"))
    shown_to, choice = Subscription.ShownTo, Subquery(tie.values("shown_to")[:1])
    fellow = Q(pk__in=Group.objects.joined_by(viewer).values("pk"))
    if fellow_in is not None:
        fellow |= Q(pk=fellow_in.pk)
    to_all = Q(shown_to=shown_to.EVERYONE) | Q(shown_to="", access=Group.Access.PUBLIC)
    to_fellows = Q(shown_to__in=("", shown_to.MEMBERS)) & fellow
    listed = Group.objects.visible_to(viewer).listed().filter(Exists(tie)).annotate(shown_to=choice)
    return listed.filter(to_all | to_fellows).select_related("photo").order_by("name")


def calling_card(person: Person, viewer: Any) -> dict[str, Any]:
    """Context of the head of every page about a person. Five queries at most, and those of other rooms."""
    return {
        "person": person,
        "specialties": sorted(person.specialties.all(), key=lambda tag: tag.pk),
        "nth_year": (timezone.now() - person.date_joined).days // 365 + 1,
        "is_me": can_see_as_own(viewer, person),
        "channel": channel_of(person),
        "relation": relation(viewer, person),
        "viewer": viewer,
        "may_block": can_block(viewer, person),
        "is_muted": PersonMute.of(viewer).filter(muted=person).exists(),
        "may_suspend": can_suspend(viewer, person),
        "person_header": person_header.one(person, viewer),
        "person_actions": person_actions.one(person, viewer),
    }


def belongings(person: Person, viewer: Any, *, fellow_in: Group | None = None) -> dict[str, Any]:
    """What stands beside the calling card: stores, groups, and what other rooms add. Two queries and theirs.

    `fellow_in` as for `groups_shown`.
    """
    return {
        "stores": list(Store.objects.visible_to(viewer).owned_by(person).select_related("photo")),
        "groups": list(groups_shown(person, viewer, fellow_in=fellow_in)),
        "person_trust": person_trust.one(person, viewer),
        "person_sections": person_sections.one(person, viewer),
    }
