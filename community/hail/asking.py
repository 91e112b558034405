"""What is asked in groups, as their members read it: the need and how many share it, and nothing of whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404

from community.channels.models import Subscription
from community.groups.models import Group
from community.hail.models import Hail, HailGroup, Second
from community.hail.policies import is_hailer
from community.offers.policies import can_answer
from config.kit import cursors
from config.kit.counting import number_of
from config.kit.policies import signed_in
from shop.stores.limiting import kept_from_selling
from shop.stores.models import Store

PAGE = 20
FEW = 2


@dataclass(frozen=True)
class Asked:
    """A need as its reader sees it: how many others want it too, how many pieces they themselves do (0: none), whether
    it is theirs, and whether they could answer it with a store."""

    hail: Hail
    seconds: int
    quantity: int
    is_mine: bool
    can_answer: bool

    @property
    def can_second(self) -> bool:
        return not self.is_mine

    @property
    def answer_url(self) -> str:
        """Where a seller answers what they read in a group."""
        return f"{self.hail.get_absolute_url()}answer/"


def needs_of(person: Any, group: Group) -> QuerySet[Hail]:
    """Open needs of the group, for its members; none for others."""
    return Hail.objects.asked_in_groups_of(person, group)


def needs_page(person: Any, group: Group, cursor: str | None = None, size: int = PAGE) -> tuple[list[Asked], str]:
    """A page of the group's open needs, the newest first, and the next cursor. At most five queries."""
    rows, onward = cursors.newest_page(_with_all(needs_of(person, group), person), cursor, size)
    sells = bool(rows) and _sells(person)
    return [_asked(hail, person, sells) for hail in rows], onward


def read_by(person: Any, reference: str) -> Hail:
    """The hail at that reference, if the person may read it, whoever's it is. Raises Http404."""
    if not signed_in(person):
        raise Http404
    return get_object_or_404(_with_all(Hail.objects.visible_to(person), person), reference=reference)


def seen_in_group(person: Any, reference: str) -> Hail:
    """An open need of a group that the person shares with its hailer. Raises Http404."""
    return get_object_or_404(Hail.objects.asked_in_groups_of(person), reference=reference)


def asked_of(person: Any, hail: Hail) -> Asked:
    """The need as the person reads it on its own page; `hail` comes from `read_by`."""
    return _asked(hail, person, not is_hailer(person, hail) and can_answer(person, hail))


def only_called(person: Any, hail: Hail) -> Any:
    """The call of a store of the person's, where they read the hail by that alone and in no group of theirs, else None.
    Two queries."""
    called = hail.calls.filter(store__owner=person, ended_at=None).select_related("hail").first()
    return called if called is not None and not groups_of(person, hail) else None


def groups_of(person: Any, hail: Hail) -> list[Group]:
    """In which groups it is asked, of those in which both are. One query."""
    members = Subscription.objects.active().filter(channel__group=OuterRef("group"))
    rows = HailGroup.objects.filter(hail=hail, group__closed_at=None)
    rows = rows.filter(Exists(members.filter(person=person)), Exists(members.filter(person=hail.person_id)))
    return [row.group for row in rows.select_related("group").order_by("id")]


def _with_all(rows: Any, person: Any) -> QuerySet[Hail]:
    """With tags and photos, how many want it too (`second_count`), and how many pieces the person does (`my_pieces`).
    Two queries more."""
    seconds = Second.objects.filter(hail=OuterRef("pk"), person__is_active=True)
    mine = Second.objects.filter(hail=OuterRef("pk"), person=person.pk).values("quantity")
    return rows.annotate(
        second_count=number_of(seconds),
        my_pieces=Coalesce(Subquery(mine[:1]), Value(0)),
    ).prefetch_related("tags", "pictures__picture")


def _asked(hail: Any, person: Any, can_answer: bool) -> Asked:
    is_mine = is_hailer(person, hail)
    return Asked(hail, hail.second_count, hail.my_pieces, is_mine, can_answer and not is_mine)


def _sells(person: Any) -> bool:
    """Whether the person has a store that could answer. Two queries."""
    return Store.objects.selling().owned_by(person).exists() and kept_from_selling(person) is None
