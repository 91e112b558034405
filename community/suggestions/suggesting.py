"""Whom to follow: people, lists of picks and stores of those whom the reader's circle speaks well of.

Shown only where somebody looks for it, and never told. A suggestion without a path that may be shown is none: that
somebody is suggested would itself tell who dealt with them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, QuerySet

from community.channels.channels import channel_key
from community.channels.models import Channel, Subscription
from community.people.models import Block, PersonMute
from community.picks.models import PickList
from community.standing.subjects import sheet_url
from community.standing.wording import Chip, chip
from community.suggestions.models import Dismissal
from community.trust.models import Freeze
from community.trust.reaching import well_spoken_of
from community.trust.standing import Standing, standing_of
from shop.stores.models import Store

# So many of a kind at most, and so many rows that are looked through for them.
MOST, LOOKED_THROUGH = 8, 200


@dataclass(frozen=True)
class Suggestion:
    """`subject` is a person, a list of picks or a store; `owner` whose it is, and `standing` how they stand with the
    reader; `chip` says why it is suggested."""

    kind: str
    subject: Any
    owner: Any
    standing: Standing
    chip: Chip

    @property
    def key(self) -> str:
        """The key of its channel."""
        return channel_key(self.subject)

    @property
    def picture(self) -> Any:
        return None if self.kind == Channel.Kind.PICKS else self.subject.photo

    @property
    def text(self) -> str:
        """A line of what it is."""
        if self.kind == Channel.Kind.PICKS:
            return f"{self.owner.display_name} · {self.subject.topic}"
        return str(self.subject.headline if self.kind == Channel.Kind.PERSON else self.subject.tagline)


def suggestions(viewer: Any, *, most: int | None = None) -> list[Suggestion]:
    """What the reader may want to follow, the most trusted first; at most `MOST` of a kind, and `most` of different
    people. None for guests. Ten statements, three where nobody is well spoken of."""
    if not viewer.is_authenticated:
        return []
    scores = well_spoken_of(viewer)
    if not scores:
        return []
    found = [(kind, owner, subject) for kind in _KINDS for owner, subject in _subjects(viewer, kind, list(scores))]
    owners = list(dict.fromkeys(owner.pk for _kind, owner, _subject in found))
    standings = standing_of(viewer, owners, most=1)
    made = [
        Suggestion(kind, subject, owner, standing, chip(standing, owner.display_name, sheet_url("person", owner)))
        for kind, owner, subject in found
        if (standing := standings[owner.pk]).path is not None
    ]
    made.sort(key=lambda suggestion: -suggestion.standing.score)
    return _one_each(made)[:most] if most else _few_of_each(made)


def _one_each(made: Sequence[Suggestion]) -> list[Suggestion]:
    """Of each person the first."""
    return list({suggestion.owner.pk: suggestion for suggestion in reversed(made)}.values())[::-1]


def _few_of_each(made: Sequence[Suggestion]) -> list[Suggestion]:
    counts = dict.fromkeys(_KINDS, 0)
    few = []
    for suggestion in made:
        counts[suggestion.kind] += 1
        if counts[suggestion.kind] <= MOST:
            few.append(suggestion)
    return few


def _subjects(viewer: Any, kind: str, owners: list[int]) -> list[tuple[Any, Any]]:
    """(owner, subject) of what may be suggested of theirs: that the reader sees, and neither follows, nor stopped
    following, nor waved off. One query."""
    rows, whose = _KINDS[kind](viewer), {"person": "pk", "picks": "person", "store": "owner"}[kind]
    quiet = Freeze.objects.filter(person=OuterRef(whose), ended_at=None)
    tie = Subscription.objects.filter(person=viewer, **{f"channel__{kind}": OuterRef("pk")})
    waved = Dismissal.objects.filter(person=viewer, **{f"channel__{kind}": OuterRef("pk")})
    rows = rows.filter(~Exists(quiet), ~Exists(tie), ~Exists(waved), **{f"{whose}__in": owners})
    # The staff sees whom they blocked, too.
    rows = rows.exclude(**{f"{whose}__in": Block.between(viewer)}).exclude(**{f"{whose}__in": PersonMute.of(viewer)})
    return [(_owner(kind, row), row) for row in rows.order_by("-pk")[:LOOKED_THROUGH]]


def _owner(kind: str, subject: Any) -> Any:
    return {"person": lambda: subject, "picks": lambda: subject.person, "store": lambda: subject.owner}[kind]()


def _people(viewer: Any) -> QuerySet[Any]:
    """People without a name have not shown themselves yet."""
    people: Any = get_user_model()._default_manager
    return people.visible_to(viewer).filter(is_active=True).exclude(name="").select_related("photo")


def _lists(viewer: Any) -> QuerySet[Any]:
    seen = PickList.objects.visible_to(viewer).filled(viewer).filter(hidden_at=None)
    return seen.select_related("person__photo", "topic")


def _stores(viewer: Any) -> QuerySet[Any]:
    seen = Store.objects.visible_to(viewer).selling().filter(owner__is_active=True)
    return seen.select_related("owner__photo", "photo")


_KINDS = {Channel.Kind.PERSON.value: _people, Channel.Kind.PICKS.value: _lists, Channel.Kind.STORE.value: _stores}
