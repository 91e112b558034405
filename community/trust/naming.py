"""What of a trace its reader may be told: who is named, and which of their words.

A word is named where the reader can find it anyway: an endorsement, a purchase of which its buyer wrote a review, an
answer that its reader may read and whoever asked found useful; as far as what they say in public leans as their word
does. All else is "someone you trust", without a number, and where the reader trusts so few that they could tell who it
is, "people here".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import BigIntegerField, Case, CharField, F, QuerySet, TextField, Value, When
from django.db.models.functions import Cast
from django.urls import reverse

from community.channels.models import Subscription
from community.endorsements.models import Endorsement
from community.people.models import Block
from community.posts.models import UsefulMark
from community.trust.core.evidence import Kind
from community.trust.tracing import Edge, Trace
from shop.reviews.models import Review

PERSON, REVIEW, ENDORSEMENT, USEFUL, GROUP, BLOCK = range(6)
ENDORSEMENTS, GROUPS = 1, 2
NONE = ("", "")
CONTENT = "content"


@dataclass(frozen=True)
class Who:
    """A person as a path names them."""

    pk: int
    username: str
    name: str

    @property
    def url(self) -> str:
        return reverse("person", args=[self.username])


@dataclass
class Names:
    """What the reader may be told of the people, reviews, endorsements and groups of some traces."""

    people: dict[int, Who] = field(default_factory=dict)
    allowed: dict[int, int] = field(default_factory=dict)
    # Of a buyer and a seller: how many public reviews were content, and how many were not.
    reviews: dict[tuple[int, int], list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    endorsements: dict[tuple[int, int], tuple[str, str]] = field(default_factory=dict)
    # Whoever found an answer of whom useful.
    useful: set[tuple[int, int]] = field(default_factory=set)
    groups: dict[int, tuple[str, str]] = field(default_factory=dict)
    # Of whom one has blocked the other.
    apart: set[frozenset[int]] = field(default_factory=set)

    def may_name(self, edge: Edge) -> bool:
        """Whether what ties the two of an edge may be told, both of whom the reader may see."""
        if not self._sees_both(edge):
            return False
        both = self.allowed[edge.src] & self.allowed[edge.dst] & GROUPS
        shares_group = bool(both) and any(channel in self.groups for channel in edge.channels)
        return shares_group or self.has_public_word(edge)

    def may_name_own(self, edge: Edge) -> bool:
        """The same of an edge that begins with the reader, who knows what they said themself; of a group they share it
        is for the other to say."""
        if edge.dst not in self.people:
            return False
        return bool(edge.rows) or bool(self.allowed[edge.dst] & GROUPS)

    def has_public_word(self, edge: Edge, *, against: bool = False) -> bool:
        """Whether whoever speaks in an edge says in public that they are content, endorse, or were helped; `against`:
        that they are not content. Who says the one in public and meant the other in private is not named for it."""
        if not self._sees_both(edge):
            return False
        content, not_content = self.reviews.get((edge.src, edge.dst), (0, 0))
        if against:
            return not_content > 0
        return content > 0 or self.endorsement(edge) != NONE or self.is_useful(edge)

    def _sees_both(self, edge: Edge) -> bool:
        ends = (edge.src, edge.dst)
        return all(end in self.people for end in ends) and frozenset(ends) not in self.apart

    def is_useful(self, edge: Edge) -> bool:
        """Whether it may be told that the first found an answer of the second useful."""
        allowed = self.allowed.get(edge.src, 0) & ENDORSEMENTS
        return bool(allowed and edge.kinds[Kind.FOUND_USEFUL]) and (edge.src, edge.dst) in self.useful

    def endorsement(self, edge: Edge) -> tuple[str, str]:
        """The sentence and topic of an endorsement that may be told; two empty words where there is none."""
        allowed = self.allowed.get(edge.src, 0) & ENDORSEMENTS
        return self.endorsements.get((edge.src, edge.dst), NONE) if allowed else NONE


def names_for(viewer: Any, traces: Iterable[Trace]) -> Names:
    """All that the traces may name. One statement, none where nothing was said."""
    words = [word for trace in traces for word in (*trace.words, *trace.against)]
    edges = [edge for word in words for edge in (word.edge, *word.route)]
    people = {person for edge in edges for person in (edge.src, edge.dst)}
    channels = {channel for edge in edges for channel in edge.channels}
    names = Names()
    if not people:
        return names
    for what, first, second, said, more in _rows(viewer, people, edges, channels):
        if what == PERSON:
            names.people[first], names.allowed[first] = Who(first, said, more), second
        elif what == REVIEW:
            names.reviews[first, second][0 if said == CONTENT else 1] += 1
        elif what == ENDORSEMENT:
            names.endorsements[first, second] = (said, more)
        elif what == BLOCK:
            names.apart.add(frozenset((first, second)))
        elif what == USEFUL:
            names.useful.add((first, second))
        else:
            names.groups[first] = (said, more)
    return names


def _rows(viewer: Any, people: set[int], edges: list[Edge], channels: set[int]) -> QuerySet[Any]:
    """Each part is asked only where something may come of it: most of the time goes into making the statement."""
    blocks = Block.objects.filter(person__in=people, blocked__in=people)
    parts = [
        _part(PERSON, _people(viewer, people), "pk", _choices(), _text("username"), _name()),
        _part(BLOCK, blocks, "person_id", F("blocked_id"), _text(Value("")), Value("")),
    ]
    if ends := _ends(edges, Kind.BOUGHT_CONTENT, Kind.BOUGHT_NOT_CONTENT):
        said = Case(When(content=True, then=Value(CONTENT)), default=Value(""), output_field=TextField())
        reviews = Review.objects.visible_to(viewer).standing().filter(buyer__in=ends[0], store__owner__in=ends[1])
        parts.append(_part(REVIEW, reviews, "buyer_id", F("store__owner_id"), said, Value("")))
    if ends := _ends(edges, Kind.ENDORSED):
        given = Endorsement.objects.visible_to(viewer).filter(by__in=ends[0], about__in=ends[1])
        parts.append(_part(ENDORSEMENT, given, "by_id", F("about_id"), _text("sentence"), _text("topic__name")))
    if ends := _ends(edges, Kind.FOUND_USEFUL):
        marks = UsefulMark.objects.visible_to(viewer).filter(person__in=ends[0], about__in=ends[1])
        parts.append(_part(USEFUL, marks, "person_id", F("about_id"), _text(Value("")), Value("")))
    if channels and viewer.is_authenticated:
        mine = Subscription.objects.active().filter(person=viewer, channel__in=channels)
        group = "channel__group__"
        parts.append(_part(GROUP, mine, "channel_id", Value(0), _text(f"{group}slug"), _text(f"{group}name")))
    return parts[0].union(*parts[1:], all=True)


def _ends(edges: list[Edge], *kinds: Kind) -> tuple[set[int], set[int]] | None:
    """Who says a fact of one of the kinds, and of whom; None where nobody does."""
    said = [edge for edge in edges if any(edge.kinds[kind] for kind in kinds)]
    return ({edge.src for edge in said}, {edge.dst for edge in said}) if said else None


def _part(what: int, rows: QuerySet[Any], first: str, second: Any, said: Any, more: Any) -> QuerySet[Any]:
    columns = (Value(what), Cast(first, BigIntegerField()), Cast(second, BigIntegerField()), said, _text(more))
    return rows.order_by().values_list(*columns)


def _text(value: Any) -> Any:
    return Cast(value, TextField())


def _people(viewer: Any, people: set[int]) -> QuerySet[Any]:
    seen: QuerySet[Any] = get_user_model()._default_manager.visible_to(viewer)  # type: ignore[attr-defined]
    return seen.filter(pk__in=people, is_active=True)


def _name() -> Any:
    return Case(When(name="", then=F("username")), default=F("name"), output_field=CharField())


def _choices() -> Any:
    """What the person allows, as flags; without a row all of it."""
    endorsements = Case(When(path_choice__endorsements=False, then=Value(0)), default=Value(ENDORSEMENTS))
    groups = Case(When(path_choice__groups=False, then=Value(0)), default=Value(GROUPS))
    return endorsements + groups
