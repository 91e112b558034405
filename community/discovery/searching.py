"""Find stores, goods, people, picks and groups by words: plain containment, and never what the reader may not see."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import DateTimeField, F, Q, QuerySet, Value

from community.discovery.asking import said_in, words_of
from community.discovery.stores import on_the_street
from community.groups.models import Group
from community.groups.showing import counted, fronts
from community.people.models import Block
from community.picks.models import PickList
from community.picks.showing import fronts_of as list_fronts
from community.picks.showing import named
from community.standing.ordering import RANKED, Candidate, in_order, ranked, topic_named
from community.standing.showing import chips
from community.standing.subjects import Subject
from community.standing.wording import Chip
from shop.catalog.models import Product

# How many of each kind the first page shows, and how many a page of one kind.
FEW = 4
MANY = 40


@dataclass(frozen=True)
class Found:
    """What was found of one kind, and whether there is more; how each stands with the reader, by primary key, and which
    of them have a place that is kept for newcomers."""

    kind: str
    items: Sequence[Any]
    more: bool
    chips: Mapping[int, Chip] = field(default_factory=dict)
    new: Collection[int] = ()


def search(viewer: Any, text: str, *, kind: str = "") -> list[Found]:
    """What `text` finds, by kind; with `kind` (one of `KINDS`) more of that.

    What the reader may trust most comes first, in the topic that the words name, if they do; of equal ones the newest,
    as with groups and picks.

    Empty for a text without words. A constant number of queries.
    """
    words = words_of(text)
    if not words:
        return []
    kinds = [kind] if kind in KINDS else list(KINDS)
    limit = MANY if kind in KINDS else FEW
    topic = topic_named(words)
    return [found for found in (_found(name, viewer, words, limit, topic) for name in kinds) if found.items]


def _found(kind: str, viewer: Any, words: list[str], limit: int, topic: int | None) -> Found:
    rows = KINDS[kind](viewer, words)
    if kind in FRONTS:
        newest = list(rows[: limit + 1])
        return Found(kind, FRONTS[kind](viewer, newest[:limit]), len(newest) > limit)
    owner, since = OWNERS[kind]
    candidates = rows.values_list("pk", owner, since)[:RANKED]
    line = ranked(viewer, (Candidate(*row) for row in candidates), topic)
    shown = in_order(rows, [place.key for place in line[:limit]])
    new = {place.key for place in line[:limit] if place.is_new}
    said = chips([Subject(SUBJECTS[kind], thing, _owner(kind, thing)) for thing in shown], viewer, topic)
    return Found(kind, shown, len(line) > limit, said, new)


def _owner(kind: str, thing: Any) -> Any:
    return {"stores": lambda: thing.owner, "goods": lambda: thing.store.owner, "people": lambda: thing}[kind]()


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
# Kinds that stand for nobody in particular: the newest first, each with more than its row holds.
FRONTS: dict[str, Callable[[Any, list[Any]], Sequence[Any]]] = {"groups": fronts, "picks": list_fronts}
# Whose a row of each kind is, and since when it is there; a person is no newcomer.
OWNERS: dict[str, tuple[Any, Any]] = {
    "stores": ("owner_id", F("created_at")),
    "goods": ("store__owner_id", F("store__created_at")),
    "people": ("pk", Value(None, output_field=DateTimeField())),
}
SUBJECTS = {"stores": "store", "goods": "product", "people": "person"}
