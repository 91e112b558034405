"""What a profile shows to whom."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.shortcuts import get_object_or_404

from community.channels.channels import channel_of
from community.channels.showing import relation
from community.groups.models import Group
from community.people.models import Person, PersonMute
from community.people.places import person_header, person_sections
from community.people.policies import can_block, can_see_as_own, can_suspend
from content.articles.models import Article
from shop.stores.models import Store

MOST_ARTICLES = 20


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


def groups_shown(person: Person, viewer: Any) -> Any:
    """The groups of `person` that `viewer` may know of: public ones, and those that the viewer is in too."""
    shared = Group.objects.joined_by(viewer).values("pk")
    visible = Group.objects.visible_to(viewer).filter(pk__in=Group.objects.joined_by(person).values("pk"))
    return visible.filter(Q(access=Group.Access.PUBLIC) | Q(pk__in=shared)).select_related("photo").order_by("name")


def calling_card(person: Person, viewer: Any) -> dict[str, Any]:
    """Context of the head of every page about a person. Five queries at most."""
    return {
        "person": person,
        "specialties": sorted(person.specialties.all(), key=lambda tag: tag.pk),
        "is_me": can_see_as_own(viewer, person),
        "channel": channel_of(person),
        "relation": relation(viewer, person),
        "viewer": viewer,
        "may_block": can_block(viewer, person),
        "is_muted": PersonMute.of(viewer).filter(muted=person).exists(),
        "may_suspend": can_suspend(viewer, person),
        "person_header": person_header.one(person, viewer),
    }


def belongings(person: Person, viewer: Any) -> dict[str, Any]:
    """What stands beside the calling card: stores, groups, and what other rooms add. Two queries and theirs."""
    return {
        "stores": list(Store.objects.visible_to(viewer).owned_by(person).select_related("photo")),
        "groups": list(groups_shown(person, viewer)),
        "person_sections": person_sections.one(person, viewer),
    }


def articles_of(person: Person, viewer: Any) -> list[Article]:
    """What the person has published, newest first."""
    seen = Article.objects.visible_to(viewer).published().filter(author=person)
    return list(seen.order_by("-published_at", "-id").defer("body")[:MOST_ARTICLES])
