"""Open stores to look around in, with whom one knows among those who follow them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, QuerySet, Window
from django.db.models.functions import RowNumber
from taggit.models import Tag

from community.channels.models import Channel, Subscription
from community.people.models import Block
from config.kit import cursors
from shop.catalog.models import Product
from shop.stores.models import Store, StoreQuerySet

PER_PAGE = 12
TAGS = 14
FACES = 3
GOODS = 3


@dataclass(frozen=True)
class StoreCard:
    """A store as a list shows it: its newest goods, who of the reader's people follows it, how far it is in metres."""

    store: Store
    products: Sequence[Product]
    known: Sequence[Any] = ()
    known_count: int = 0
    metres: float | None = None


@dataclass(frozen=True)
class StoresPage:
    cards: Sequence[StoreCard]
    next_cursor: str
    tags: Sequence[Tag] = field(default_factory=list)


def stores_page(viewer: Any, *, tag: str = "", cursor: str | None = None, limit: int = PER_PAGE) -> StoresPage:
    """Stores where one can buy now, those opened last first; with `tag`, those that have such goods on the shelf."""
    stores = on_the_street(viewer)
    if tag:
        stores = stores.filter(Exists(Product.objects.published().filter(store=OuterRef("pk"), tags__name=tag)))
    found, next_cursor = cursors.newest_page(stores, cursor, limit)
    tags = [] if cursors.decode_id(cursor) is not None else list(busiest_tags(viewer))
    return StoresPage(cards(found, viewer), next_cursor, tags)


def on_the_street(viewer: Any) -> StoreQuerySet:
    """Open stores that the viewer may see, without those of people blocked either way."""
    stores = Store.objects.visible_to(viewer).selling().select_related("owner", "photo")
    return stores.exclude(owner__in=Block.between(viewer)) if viewer.is_authenticated else stores


def busiest_tags(viewer: Any) -> QuerySet[Tag]:
    """The tags that most goods on the shelves of open stores carry."""
    shelf = Product.objects.published().filter(store__in=on_the_street(viewer).values("pk"))
    tagged = Tag.objects.filter(product__in=shelf).annotate(count=Count("product"))
    return tagged.order_by("-count", "name")[:TAGS]


def cards(stores: Sequence[Store], viewer: Any, metres: dict[int, float] | None = None) -> list[StoreCard]:
    """How a list shows `stores`, in their order. At most six queries; `metres` are distances by primary key."""
    goods, known, counts = newest_goods(stores), *known_followers(stores, viewer)
    far = metres or {}
    return [
        StoreCard(store, goods[store.pk], known[store.pk], counts.get(store.pk, 0), far.get(store.pk))
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
