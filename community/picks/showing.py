"""What pages show of picks: whose lists, what stands on them, and who picked what one looks at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Value,
    When,
    Window,
)
from django.db.models.functions import Cast, Coalesce, RowNumber
from django.http import Http404
from django.shortcuts import get_object_or_404

from community.channels.models import Channel, Subscription
from community.people.models import Person
from community.picks.judging import BAD_FROM, let_down
from community.picks.models import Pick, PickList
from shop.catalog.models import Product, ProductPicture, Variant
from shop.stores.models import Store

# Pickers named beside what they picked, and faces of a list on a row.
NAMED, FACES = 2, 3


@dataclass(frozen=True)
class Picked:
    """A pick as a page shows it. `is_off` is said to its picker alone: for all others it is not there."""

    pick: Pick
    is_off: bool = False
    let_down: int = 0

    @property
    def subject(self) -> Any:
        return self.pick.subject

    @property
    def picture(self) -> Any:
        return self.subject.photo if self.pick.store_id else self.subject.picture

    @property
    def pays(self) -> int:
        """Per cent that the store says it pays; 0 for nothing."""
        return self.pick.seller.commission

    @property
    def is_bad(self) -> bool:
        """Whether so many were let down that it counts against its picker's word."""
        return self.let_down >= BAD_FROM


@dataclass(frozen=True)
class ListFront:
    """A list by its title: how much of it the viewer sees, and the first few."""

    picks: PickList
    count: int
    few: Sequence[Pick] = ()

    @property
    def picture(self) -> Any:
        first = next(iter(self.few), None)
        return Picked(first).picture if first else None


@dataclass(frozen=True)
class PickedBy:
    """Who picked something: the first few, those whom the viewer knows before all others, and how many there are."""

    picks: list[Pick] = field(default_factory=list)
    count: int = 0

    @property
    def others(self) -> int:
        return self.count - len(self.picks)


def person_of(viewer: Any, username: str) -> Person:
    """The person of that address, if the viewer may see them. Raises Http404."""
    return get_object_or_404(Person.objects.visible_to(viewer).select_related("photo"), username=username.lower())


def list_of(viewer: Any, username: str, slug: str) -> PickList:
    """The person's list at that address, if the viewer may see it. Raises Http404."""
    return get_object_or_404(named(PickList.objects.visible_to(viewer)), person__username=username, slug=slug)


def deleted_list(viewer: Any, username: str, slug: str) -> PickList:
    """A list that its person took away. Raises Http404."""
    rows = named(PickList.objects.filter(deleted_at__isnull=False, person=viewer.pk))
    return get_object_or_404(rows, person__username=username, slug=slug)


def pick_of(viewer: Any, reference: str) -> Pick:
    """One's own pick that stands, of whatever came of what it is about. Raises Http404."""
    return get_object_or_404(_own(viewer, withdrawn_at=None), reference=reference)


def withdrawn_pick(viewer: Any, reference: str) -> Pick:
    """One's own pick that one took off its list. Raises Http404."""
    return get_object_or_404(_own(viewer, withdrawn_at__isnull=False), reference=reference)


def _own(viewer: Any, **where: Any) -> QuerySet[Pick]:
    if not viewer.is_authenticated:
        raise Http404
    return tiled(Pick.objects.filter(list__person=viewer, list__deleted_at=None, **where))


def named(lists: QuerySet[PickList]) -> QuerySet[PickList]:
    """With whose they are, and their topics."""
    return lists.select_related("person__photo", "topic")


def tiled(picks: QuerySet[Pick]) -> QuerySet[Pick]:
    """With all that a tile or a card shows of each; two queries more."""
    prices = Prefetch("product__variants", Variant.objects.active().select_related("stock"))
    pictures = Prefetch("product__pictures", ProductPicture.objects.select_related("picture"))
    related = ("list__person__photo", "list__topic", "store__photo", "product__store")
    return picks.select_related(*related).prefetch_related(prices, pictures)


def lists_of(person: Person, viewer: Any) -> list[ListFront]:
    """The person's lists on which the viewer sees something, the latest changed first; of one's own all. Four queries
    at most."""
    lists = PickList.objects.visible_to(viewer).filter(person=person)
    return fronts(lists if person == viewer else lists.filled(viewer), viewer)


def fronts(lists: QuerySet[PickList], viewer: Any) -> list[ListFront]:
    """The lists with how much of them the viewer sees and the first few. Four queries at most."""
    return fronts_of(viewer, list(named(lists)))


def fronts_of(viewer: Any, rows: list[PickList]) -> list[ListFront]:
    """The same of lists that are read already, with person and topic. Three queries at most."""
    seen = Pick.objects.on_the_shelf(viewer).filter(list__in=rows).order_by()
    place = Window(RowNumber(), partition_by=F("list"), order_by=[F("position"), F("id")])
    of = Window(Count("pk"), partition_by=F("list"))
    few: dict[int, list[Any]] = defaultdict(list)
    pictures = Prefetch("product__pictures", ProductPicture.objects.select_related("picture"))
    shown = seen.annotate(place=place, of=of).filter(place__lte=FACES).select_related("store__photo", "product__store")
    for pick in shown.prefetch_related(pictures).order_by("list", "place") if rows else ():
        few[pick.list_id].append(pick)
    return [ListFront(row, few[row.pk][0].of if few[row.pk] else 0, few[row.pk]) for row in rows]


def picked_on(picks: PickList, viewer: Any) -> list[Picked]:
    """What stands on the list, in its order: what is no longer on the shelf is shown to its picker alone. Six queries
    at most."""
    seen = tiled(Pick.objects.on_the_shelf(viewer).filter(list=picks))
    is_own = viewer.is_authenticated and picks.person_id == viewer.pk
    if not is_own:
        return shown(list(seen))
    rows = list(tiled(Pick.objects.filter(list=picks, withdrawn_at=None)))
    there = set(Pick.objects.on_the_shelf(AnonymousUser()).filter(list=picks).values_list("pk", flat=True))
    return shown(rows, off={row.pk for row in rows} - there)


def shown(rows: Sequence[Pick], off: Iterable[int] = ()) -> list[Picked]:
    """The picks with how many were let down. Two queries at most."""
    counts, gone = let_down(rows), set(off)
    return [Picked(row, row.pk in gone, counts.get(row.pk, 0)) for row in rows]


def counted_against(person: Person) -> list[Pick]:
    """The picks of the person that count against their word, those they took back too, the latest first."""
    rows = list(tiled(Pick.objects.filter(list__person=person)).order_by("-id"))
    counts = let_down(rows)
    return [pick for pick in rows if counts.get(pick.pk, 0) >= BAD_FROM]


def picked_by(subjects: Sequence[Any], viewer: Any, kind: str) -> dict[int, PickedBy]:
    """Who picked each of the products or stores (`kind`), by primary key of the subject. One query."""
    rows = Pick.objects.visible_to(viewer).filter(**{f"{kind}__in": [subject.pk for subject in subjects]})
    return _first_of(rows, viewer, f"{kind}_id", NAMED)


def picked_by_members(items: Sequence[Any], viewer: Any) -> dict[int, PickedBy]:
    """What members of their group picked of the things on its shelf (ShelfItem), by primary key. One query.

    All items stand on the shelf of one group.
    """
    members = Subscription.objects.members_visible_to(viewer)
    members = members.filter(channel__group__in={item.group_id for item in items})
    stores = {item.store_id for item in items} - {None}
    products = {item.product_id for item in items} - {None}
    rows = Pick.objects.visible_to(viewer).filter(Q(store__in=stores) | Q(product__in=products))
    rows = rows.filter(list__person__in=members.values("person_id"))
    # A store and a product may have the same key.
    big = BigIntegerField()
    thing = Coalesce(Cast("product_id", big), Cast("store_id", big) * -1, output_field=big)
    found = _first_of(rows.annotate(thing=thing), viewer, "thing", NAMED)
    things = {item.pk: item.product_id or -item.store_id for item in items}
    return {pk: found[thing] for pk, thing in things.items() if thing in found}


def _first_of(rows: QuerySet[Pick], viewer: Any, key: str, most: int) -> dict[int, PickedBy]:
    # Who picked it on two lists is named once, with the later word.
    same = Q(product=OuterRef("product_id")) | Q(store=OuterRef("store_id"))
    later = Pick.objects.on_the_shelf(viewer).filter(same, list__person=OuterRef("list__person"), pk__gt=OuterRef("pk"))
    order = [known_first(viewer), F("id").desc()]
    rows = (
        rows.exclude(Exists(later.filter(list__deleted_at=None, list__hidden_at=None)))
        .order_by()
        .annotate(
            place=Window(RowNumber(), partition_by=F(key), order_by=order), of=Window(Count("pk"), partition_by=F(key))
        )
    )
    found: dict[int, PickedBy] = {}
    named_rows: QuerySet[Any] = rows.filter(place__lte=most).select_related(
        "list__person__photo", "list__topic", "store", "product__store"
    )
    for pick in named_rows.order_by(key, "place"):
        about = getattr(pick, key)
        before = found.get(about, PickedBy())
        found[about] = PickedBy([*before.picks, pick], pick.of)
    return found


def known_first(viewer: Any) -> Case:
    """Puts picks of people whom the viewer follows or shares a group with before all others."""
    if not viewer.is_authenticated:
        return Case(default=Value(1), output_field=IntegerField())
    mine = Subscription.objects.active().filter(person=viewer)
    followed = mine.filter(channel__kind=Channel.Kind.PERSON, channel__person=OuterRef("list__person"))
    listed = mine.filter(channel__kind=Channel.Kind.PICKS, channel__picks=OuterRef("list"))
    groups = mine.filter(channel__kind=Channel.Kind.GROUP, channel__group__closed_at=None).values("channel_id")
    together = Subscription.objects.active().filter(channel__in=groups, person=OuterRef("list__person"))
    known = Exists(followed) | Exists(listed) | Exists(together)
    return Case(When(known, then=Value(0)), default=Value(1), output_field=IntegerField())


def subject_named(person: Any, *, product: str = "", store: str = "") -> Product | Store | None:
    """The product "<store>/<slug>" or the store "<slug>", if the person may see it and it is on sale there."""
    if "\x00" in product + store:
        return None
    if store:
        there = Store.objects.visible_to(person).exclude(state=Store.State.CLOSED)
        return there.filter(slug=store).select_related("photo", "owner").first()
    at, _slash, slug = product.partition("/")
    rows = Product.objects.visible_to(person).published().filter(store__slug=at, slug=slug)
    return rows.select_related("store__owner").prefetch_related("pictures__picture").first()
