"""What pages show of a group's shelf: what stands on it, and who says what for it.

Whose goods the reader may trust most come first, with places kept for newcomers, as in every list.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Prefetch, QuerySet, Value, When, Window
from django.db.models.functions import Coalesce, RowNumber
from django.http import Http404
from django.shortcuts import get_object_or_404

from community.groups.models import Group
from community.groups.showing import group_of
from community.shelves.models import ShelfItem, ShelfVoucher
from community.shelves.places import shelf_thing
from community.shelves.policies import can_take_down, seller_id_of
from community.standing.ordering import RANKED, Candidate, Page, in_order, page_of, ranked
from community.standing.showing import chips_in_order
from community.standing.subjects import Subject
from community.standing.wording import Chip
from shop.catalog.models import Product, ProductPicture
from shop.stores.models import Store

PAGE = 20
FEW = 3
WORDS = 3


@dataclass
class Shelved:
    """One thing on the shelf: the first words for it (the reader's own first), how many there are, what rooms beside
    say for it (`more`), how its seller stands with the reader, and whether its place is a newcomer's."""

    item: ShelfItem
    count: int = 0
    words: list[ShelfVoucher] = field(default_factory=list)
    mine: ShelfVoucher | None = None
    is_sellers: bool = False
    more: list[Any] = field(default_factory=list)
    chip: Chip | None = None
    is_new: bool = False

    @property
    def subject(self) -> Any:
        return self.item.subject

    @property
    def picture(self) -> Any:
        return self.subject.photo if self.item.store_id else self.subject.picture


def shelf_of(viewer: Any, group: Group) -> list[Shelved]:
    """The first few things on the shelf as `viewer` may see it. Seven queries, one for an empty shelf."""
    page = _page(viewer, group, None, FEW)
    return _things(viewer, page)


def shelf_page(viewer: Any, group: Group, cursor: str | None, limit: int = PAGE) -> tuple[list[Shelved], str]:
    """A page of the shelf and the next cursor. Twelve queries, and those of rooms beside."""
    page = _page(viewer, group, cursor, limit)
    things = _things(viewer, page)
    more = shelf_thing.collect([thing.item for thing in things], viewer)
    said = chips_in_order([_subject(thing) for thing in things], viewer)
    for thing, chip in zip(things, said, strict=True):
        thing.more, thing.chip = more.get(thing.item.pk, []), chip
    return things, page.next_cursor


def _page(viewer: Any, group: Group, cursor: str | None, limit: int) -> Page:
    """Five queries at most, one for an empty shelf."""
    rows = ShelfItem.objects.visible_to(viewer).filter(group=group)
    owner = Coalesce("store__owner_id", "product__store__owner_id")
    since = Coalesce("store__created_at", "product__store__created_at")
    newest = rows.order_by("-id").values_list("pk", owner, since)[:RANKED]
    return page_of(ranked(viewer, (Candidate(*row) for row in newest)), rows, cursor, limit)


def _things(viewer: Any, page: Page) -> list[Shelved]:
    """What stands at those places. Three queries."""
    things = shelved(in_order(named(ShelfItem.objects.all()), page.keys), viewer)
    for thing in things:
        thing.is_new = thing.item.pk in page.new
    return things


def _subject(thing: Shelved) -> Subject:
    if thing.item.store_id:
        return Subject("store", thing.subject, thing.subject.owner)
    return Subject("product", thing.subject, thing.subject.store.owner)


def taken_down(viewer: Any, group: Group) -> list[ShelfItem]:
    """What was taken off: all of it for those who keep the group, for others what they had vouched for."""
    rows = named(ShelfItem.objects.filter(group=group, taken_down_at__isnull=False)).order_by("-taken_down_at")
    if not can_take_down(viewer, ShelfItem(group=group)):
        rows = rows.filter(vouchers__person=viewer.pk) if viewer.is_authenticated else rows.none()
    return list(rows[:PAGE])


def named(items: QuerySet[ShelfItem]) -> QuerySet[ShelfItem]:
    """With what is named and pictured of each; one query more for the pictures."""
    pictures = Prefetch("product__pictures", ProductPicture.objects.select_related("picture"))
    related = ("group", "store__photo", "store__owner", "product__store__owner")
    return items.select_related(*related).prefetch_related(pictures)


def shelved(items: Iterable[ShelfItem], viewer: Any) -> list[Shelved]:
    """The items with what is said for them. One query."""
    found = {item.pk: Shelved(item, is_sellers=seller_id_of(item.subject) == viewer.pk) for item in items}
    if not found:
        return []
    own_first = Case(When(person=viewer.pk, then=Value(0)), default=Value(1), output_field=IntegerField())
    words = ShelfVoucher.objects.standing(viewer).filter(item__in=found).order_by()
    words = words.annotate(
        place=Window(RowNumber(), partition_by=F("item"), order_by=[own_first, F("id")]),
        of=Window(Count("pk"), partition_by=F("item")),
    )
    for said in words.filter(place__lte=WORDS).select_related("person__photo").order_by("item", "place"):
        thing = found[said.item_id]
        thing.count = said.of
        thing.words.append(said)
        if said.person_id == viewer.pk:
            thing.mine = said
    return list(found.values())


def item_of(person: Any, slug: str, reference: str) -> ShelfItem:
    """What stands on the group's shelf under that reference, if the person may see it. Raises Http404."""
    group = group_of(person, slug)
    rows = named(ShelfItem.objects.visible_to(person).filter(group=group))
    return get_object_or_404(rows, reference=reference)


def taken_down_item(person: Any, slug: str, reference: str) -> ShelfItem:
    """What was taken off, for those who may put it back. Raises Http404."""
    group = group_of(person, slug)
    rows = named(ShelfItem.objects.filter(group=group, taken_down_at__isnull=False))
    found = get_object_or_404(rows, reference=reference)
    if not can_take_down(person, found):
        raise Http404
    return found


def subject_named(person: Any, *, product: str = "", store: str = "") -> Product | Store | None:
    """The product "<store>/<slug>" or the store "<slug>", if the person may see it and it is on sale there."""
    if "\x00" in product + store:
        return None
    if store:
        return Store.objects.visible_to(person).filter(slug=store).select_related("photo", "owner").first()
    at, _slash, slug = product.partition("/")
    rows = Product.objects.visible_to(person).published().filter(store__slug=at, slug=slug)
    return rows.select_related("store__owner").prefetch_related("pictures__picture").first()


def standing_in(subjects: list[Any], viewer: Any, kind: str) -> dict[int, list[tuple[Group, int]]]:
    """On which groups' shelves each of the stores or products stands, and with how many words, as `viewer` may see
    it, by primary key of the subject. Two queries at most."""
    keys = [subject.pk for subject in subjects]
    items = ShelfItem.objects.visible_to(viewer).filter(**{f"{kind}__in": keys}).select_related("group")
    rows = list(items.order_by("-id")[:PAGE])
    words = ShelfVoucher.objects.standing(viewer).filter(item__in=rows).order_by()
    counts = dict(words.values_list("item").annotate(count=Count("pk"))) if rows else {}
    found: dict[int, list[tuple[Group, int]]] = defaultdict(list)
    for row in rows:
        found[getattr(row, f"{kind}_id")].append((row.group, counts.get(row.pk, 0)))
    return found
