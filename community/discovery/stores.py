"""Open stores to look around in, with whom one knows among those who follow them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Window
from django.db.models.functions import RowNumber
from taggit.models import Tag

from community.channels.models import Channel, Subscription
from community.people.models import Block
from community.standing.ordering import RANKED, Candidate, in_order, page_of, ranked, topic_named
from community.standing.showing import chips
from community.standing.subjects import Subject
from community.standing.wording import Chip
from config.kit import cursors
from shop.catalog.models import Product
from shop.stores.models import Store, StoreQuerySet

PER_PAGE = 12
TAGS = 14
FACES = 3
GOODS = 3


@dataclass(frozen=True)
class StoreCard:
    """A store as a list shows it: its newest goods, who of the reader's people follows it, how far it is in metres, how
    it stands with the reader, and whether it is there because places are kept for newcomers."""

    store: Store
    products: Sequence[Product]
    known: Sequence[Any] = ()
    known_count: int = 0
    metres: float | None = None
    chip: Chip | None = None
    is_new: bool = False


@dataclass(frozen=True)
class StoresPage:
    cards: Sequence[StoreCard]
    next_cursor: str
    tags: Sequence[Tag] = field(default_factory=list)


def stores_page(viewer: Any, *, tag: str = "", cursor: str | None = None, limit: int = PER_PAGE) -> StoresPage:
    """Stores where one can buy now, those whom the reader may trust most first, of equal ones those opened last; with
    `tag`, those that have such goods on the shelf, by what is said of them in that topic."""
    stores = on_the_street(viewer)
    topic = None
    if tag:
        stores = stores.filter(Exists(Product.objects.published().filter(store=OuterRef("pk"), tags__name=tag)))
        topic = topic_named([tag])
    line = ranked(viewer, candidates(stores), topic)
    page = page_of(line, stores, cursor, limit)
    shown = in_order(stores, page.keys)
    tags = [] if cursors.decode_id(cursor) is not None else list(busiest_tags(viewer))
    return StoresPage(cards(shown, viewer, topic=topic, new=page.new), page.next_cursor, tags)


def candidates(stores: QuerySet[Store]) -> list[Candidate]:
    """The newest of `stores`, to be put in order. One query."""
    rows = stores.order_by("-pk").values_list("pk", "owner_id", "created_at")[:RANKED]
    return [Candidate(*row) for row in rows]


def on_the_street(viewer: Any) -> StoreQuerySet:
    """Open stores that the viewer may see, without those of people blocked either way."""
    stores = Store.objects.visible_to(viewer).selling().select_related("owner", "photo")
    return stores.exclude(owner__in=Block.between(viewer)) if viewer.is_authenticated else stores


def busiest_tags(viewer: Any) -> QuerySet[Tag]:
    """The tags that most goods on the shelves of open stores carry."""
    shelf = Product.objects.published().filter(store__in=on_the_street(viewer).values("pk"))
    tagged = Tag.objects.filter(product__in=shelf).annotate(count=Count("product"))
    return tagged.order_by("-count", "name")[:TAGS]


def cards(
    stores: Sequence[Store],
    viewer: Any,
    metres: dict[int, float] | None = None,
    *,
    topic: int | None = None,
    new: Collection[int] = (),
) -> list[StoreCard]:
    """How a list shows `stores`, in their order. At most ten queries; `metres` are distances by primary key, `new` the
    keys of those whose place is kept for newcomers."""
    goods, known, counts = newest_goods(stores), *known_followers(stores, viewer)
    far, said = metres or {}, chips([Subject("store", store, store.owner) for store in stores], viewer, topic)
    return [
        StoreCard(
            store,
            goods[store.pk],
            known[store.pk],
            counts.get(store.pk, 0),
            far.get(store.pk),
            said.get(store.pk),
            store.pk in new,
        )
        for store in stores
    ]


def newest_goods(stores: Sequence[Store]) -> dict[int, list[Product]]:
    """The newest few products on each store's shelf, by the store's primary key."""
    place = Window(RowNumber(), partition_by=F("store"), order_by=F("id").desc())
    shelf = Product.objects.published().filter(store__in=[store.pk for store in stores])
    newest = shelf.annotate(place=place).filter(place__lte=GOODS).values_list("pk", flat=True)
    found: dict[int, list[Product]] = defaultdict(list)
    for product in Product.objects.filter(pk__in=list(newest)).for_tiles().order_by("-id"):
        found[product.store_id].append(product)
    return found


def known_followers(stores: Sequence[Store], viewer: Any) -> tuple[dict[int | None, list[Any]], dict[int, int]]:
    """Whom the viewer follows and who follows the store: the first few, and how many, by the store's primary key."""
    faces: dict[int | None, list[Any]] = defaultdict(list)
    if not viewer.is_authenticated or not stores:
        return faces, {}
    followed = Subscription.objects.active().filter(person=viewer, channel__kind=Channel.Kind.PERSON)
    rows = Subscription.objects.active().filter(channel__store__in=[store.pk for store in stores])
    rows = rows.filter(person__in=followed.values("channel__person"), person__is_active=True)
    rows = rows.exclude(person__in=Block.between(viewer)).order_by()
    counts = dict(rows.values_list("channel__store").annotate(count=Count("pk")))
    place = Window(RowNumber(), partition_by=F("channel__store"), order_by="id")
    for row in rows.annotate(place=place).filter(place__lte=FACES).select_related("person__photo", "channel"):
        faces[row.channel.store_id].append(row.person)
    return faces, counts
