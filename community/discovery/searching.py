"""Find stores, goods, people, picks and groups by words: plain containment, and never what the reader may not see."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

from community.discovery.asking import said_in, words_of
from community.discovery.stores import on_the_street
from community.groups.models import Group
from community.groups.showing import counted, fronts
from community.people.models import Block
from community.picks.models import PickList
from community.picks.showing import fronts_of as list_fronts
from community.picks.showing import named
from shop.catalog.models import Product

# How many of each kind the first page shows, and how many a page of one kind.
FEW = 4
MANY = 40


@dataclass(frozen=True)
class Found:
    """What was found of one kind, and whether there is more."""

    kind: str
    items: Sequence[Any]
    more: bool


def search(viewer: Any, text: str, *, kind: str = "") -> list[Found]:
    """What `text` finds, by kind, each kind's newest first; with `kind` (one of `KINDS`) more of that.

    Empty for a text without words. A constant number of queries.
    """
    words = words_of(text)
    if not words:
        return []
    kinds = [kind] if kind in KINDS else list(KINDS)
    limit = MANY if kind in KINDS else FEW
    return [found for found in (_found(name, viewer, words, limit) for name in kinds) if found.items]


def _found(kind: str, viewer: Any, words: list[str], limit: int) -> Found:
    rows = list(KINDS[kind](viewer, words)[: limit + 1])
    shown: Sequence[Any] = rows[:limit]
    return Found(kind, _FRONTS[kind](viewer, list(shown)) if kind in _FRONTS else shown, len(rows) > limit)


def stores(viewer: Any, words: list[str]) -> QuerySet[Any]:
    return on_the_street(viewer).filter(said_in(words, "name", "tagline", "place_name")).order_by("-id")


def goods(viewer: Any, words: list[str]) -> QuerySet[Any]:
    """On the shelf of an open store, by name, tag, or the store's name."""
    shelf: QuerySet[Any] = Product.objects.visible_to(viewer).published().for_tiles()
    named = said_in(words, "name", "good_for", "store__name")
    tagged = Q(pk__in=Product.objects.filter(tags__name__in=words).values("pk"))
    found = shelf.filter(named | tagged, store__in=on_the_street(viewer).values("pk"))
    return found.prefetch_related("tags").order_by("-id")


def people(viewer: Any, words: list[str]) -> QuerySet[Any]:
    """By name, headline, or what they know. People without a name have not shown themselves yet."""
    model: Any = get_user_model()
    named = said_in(words, "name", "username", "headline")
    knowing = Q(pk__in=model.objects.filter(specialties__name__in=words).values("pk"))
    seen = model.objects.visible_to(viewer).exclude(name="").filter(is_active=True)
    return seen.filter(named | knowing).select_related("photo").prefetch_related("specialties").order_by("-id")


def groups(viewer: Any, words: list[str]) -> QuerySet[Any]:
    found = Group.objects.visible_to(viewer).filter(said_in(words, "name", "about", "place_name"), closed_at=None)
    if viewer.is_authenticated:
        found = found.exclude(owner__in=Block.between(viewer))
    return counted(found).select_related("photo").order_by("-id")


def picks(viewer: Any, words: list[str]) -> QuerySet[Any]:
    """Lists on which the viewer sees something, by title, topic, and how they were chosen."""
    seen = PickList.objects.visible_to(viewer).filled(viewer)
    found = seen.filter(said_in(words, "title", "topic__name", "about"), hidden_at=None)
    return named(found).order_by("-id")


KINDS: dict[str, Callable[[Any, list[str]], QuerySet[Any]]] = {
    "stores": stores,
    "goods": goods,
    "people": people,
    "picks": picks,
    "groups": groups,
}
# Kinds that show more of each than its row holds.
_FRONTS: dict[str, Callable[[Any, list[Any]], Sequence[Any]]] = {"groups": fronts, "picks": list_fronts}
