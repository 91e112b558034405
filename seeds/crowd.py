"""A crowd around the town, for benchmarks: made in bulk, past the verbs.

It has no pictures, no orders and no notifications, says what the town says, and keeps to itself: nobody of the town
follows it. What the database holds of it is counted, so running again adds only what is missing; a crowd that broke off
in the middle keeps the gap.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import models, transaction

from community.channels.models import Channel, Subscription
from community.groups.models import Group
from community.people.models import Person
from community.posts.models import Post
from seeds.files import Entry, Town
from shop.catalog.models import Product, Variant
from shop.stock.models import StockItem, StockMovement
from shop.stores.models import Store

NAME = "crowd"
BATCH = 2000
# So many people to a store and to a group, and how many of each a person hears.
PEOPLE_A_STORE, PEOPLE_A_GROUP = 25, 50
GROUPS_EACH, STORES_EACH, FRIENDS_EACH = 3, 6, 4
# Around the lake, in micro-degrees.
CENTRE, SPREAD = (30_250_000, 120_155_000), 90_000
STOCK = 100


def gather(town: Town, *, people: int, posts: int, say: Callable[[str], object]) -> int:
    """Bring the crowd to so many people and posts. Returns how many rows were added."""
    rng = random.Random(NAME)  # noqa: S311 - a crowd, not a secret
    say("The crowd is made in bulk, past the verbs: it has no pictures, orders or notifications.")
    newcomers = _people(town, people)
    added = len(newcomers)
    added += _stores(town, newcomers[::PEOPLE_A_STORE], rng)
    added += _groups(town, newcomers[::PEOPLE_A_GROUP])
    added += _ties(newcomers, rng)
    say(f"{Person.objects.filter(username__startswith=f'{NAME}-').count()} people in the crowd")
    added += _posts(town, posts, rng)
    say(f"{Post.objects.filter(idempotency_key__startswith=f'seed:{NAME}:').count()} posts of the crowd")
    return added


def _keep(model: type[models.Model], rows: Iterable[Any]) -> list[Any]:
    """Write rows a batch at a time, so that no transaction is long. Returns them with their keys."""
    kept: list[Any] = []
    waiting = iter(rows)
    while batch := list(islice(waiting, BATCH)):
        with transaction.atomic():
            kept += model._default_manager.bulk_create(batch)
    return kept


def _people(town: Town, wanted: int) -> list[Person]:
    have = Person.objects.filter(username__startswith=f"{NAME}-").count()
    locked = make_password(None)

    def person(number: int) -> Person:
        like = town.people[number % len(town.people)]
        username = f"{NAME}-{number:06d}"
        return Person(
            username=username,
            name=f"{like['name'][:30]} {number}",
            email=f"{username}@crowd.example",
            headline=like["headline"],
            language=like["language"],
            place_name=like["place"],
            password=locked,
        )

    people = _keep(Person, map(person, range(have, wanted)))
    _keep(Channel, (Channel(kind=Channel.Kind.PERSON, person=person) for person in people))
    return people


def _stores(town: Town, owners: Sequence[Person], rng: random.Random) -> int:
    like = [town.stores[number % len(town.stores)] for number in range(len(owners))]

    def store(owner: Person, entry: Entry) -> Store:
        return Store(
            owner=owner,
            slug=f"{NAME}-store-{owner.username.removeprefix(f'{NAME}-')}",
            name=entry["name"],
            tagline=entry["tagline"],
            story=entry["story"],
            place_name=entry["place"],
            lat=CENTRE[0] + rng.randint(-SPREAD, SPREAD),
            lon=CENTRE[1] + rng.randint(-SPREAD, SPREAD),
            delivery_fee=entry["delivery_fee"],
            delivery_note=entry["delivery_note"],
        )

    stores = _keep(Store, map(store, owners, like))
    _keep(Channel, (Channel(kind=Channel.Kind.STORE, store=store) for store in stores))
    return len(stores) + sum(_goods(store, entry) for store, entry in zip(stores, like, strict=True))


def _goods(store: Store, entry: Entry) -> int:
    """The goods of the store that this one is like, each with one choice, counted."""
    words = ("slug", "name", "description", "good_for", "not_for", "how_to_use", "compared_with")
    goods = _keep(
        Product,
        (Product(store=store, **{word: product.get(word, "") for word in words}) for product in entry["products"]),
    )
    prices = [product["variants"][0]["price"] for product in entry["products"]]
    choices = _keep(
        Variant, (Variant(product=product, price=price) for product, price in zip(goods, prices, strict=True))
    )
    items = _keep(StockItem, (StockItem(variant=choice, available=STOCK) for choice in choices))
    counted = StockMovement.Kind.COUNT
    _keep(StockMovement, (StockMovement(item=item, kind=counted, available_delta=STOCK) for item in items))
    return len(goods)


def _groups(town: Town, owners: Sequence[Person]) -> int:
    def group(owner: Person) -> Group:
        number = int(owner.username.removeprefix(f"{NAME}-"))
        like = town.groups[number % len(town.groups)]
        return Group(
            owner=owner,
            slug=f"{NAME}-group-{number:06d}",
            name=f"{like['name'][:30]} {number}",
            about=like["about"],
            rules=like["rules"],
            access=Group.Access.PUBLIC,
        )

    groups = _keep(Group, map(group, owners))
    channels = _keep(Channel, (Channel(kind=Channel.Kind.GROUP, group=group) for group in groups))
    role = Subscription.Role.OWNER
    _keep(Subscription, (Subscription(person=c.group.owner, channel=c, role=role) for c in channels))
    return len(groups)


def _ties(people: Sequence[Person], rng: random.Random) -> int:
    """Each newcomer joins groups and follows stores and people of the crowd."""
    crowd = {"group__owner": GROUPS_EACH, "store__owner": STORES_EACH, "person": FRIENDS_EACH}
    channels = {key: _channels(key) for key in crowd}

    def ties() -> Iterable[Subscription]:
        for person in people:
            for key, number in crowd.items():
                offered = channels[key]
                for channel, owner in rng.sample(offered, min(number, len(offered))):
                    if owner != person.pk:
                        yield Subscription(person=person, channel_id=channel)

    return len(_keep(Subscription, ties()))


def _channels(owner: str) -> list[tuple[int, int]]:
    """Keys of the crowd's channels of a kind, each with the key of whose it is."""
    rows = Channel.objects.filter(**{f"{owner}__username__startswith": f"{NAME}-"})
    return list(rows.order_by("pk").values_list("pk", owner))


def _posts(town: Town, wanted: int, rng: random.Random) -> int:
    """Everyone speaks in a channel of their own; a few channels say most, as it is everywhere."""
    have = Post.objects.filter(idempotency_key__startswith=f"seed:{NAME}:").count()
    channels = [row for key in ("group__owner", "store__owner", "person") for row in _channels(key)]
    if not channels:
        return 0
    rng.shuffle(channels)

    def post(number: int) -> Post:
        channel, owner = channels[int(len(channels) * rng.random() ** 2.2)]
        said = town.posts[number % len(town.posts)]["text"]
        return Post(channel_id=channel, author_id=owner, text=said, idempotency_key=f"seed:{NAME}:{number}")

    return len(_keep(Post, map(post, range(have, wanted))))
