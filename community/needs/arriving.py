"""What comes is held against the needs that wait: found by their words, so that what it costs grows with the needs
that share one, and not with all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any

from django.db import transaction
from django.db.models import F
from django.urls import Resolver404, resolve
from django.utils import timezone

from community.calling.indexing import placed, said_of
from community.calling.matching import COMMON, TAG
from community.calling.models import StoreTerm
from community.channels.models import Subscription
from community.needs.fitting import Found, fits
from community.needs.models import Arrival, NeedMatch, NeedTerm, StandingNeed
from community.notifications.models import Kind
from community.notifications.telling import tell
from community.people.models import Block, PersonMute
from community.posts.models import Post
from community.shelves.models import ShelfVoucher
from config.kit.claims import held, nudge
from shop.catalog.models import Product

# Needs that are looked at before the place is saved.
CHUNK = 500


class Overtaken(Exception):
    """Another worker is further with it, or it changed meanwhile."""


@transaction.atomic
def came(**thing: Any) -> None:
    """A product (`product_id`) or post (`post_id`) is there, or is there otherwise. Inside the verb's transaction."""
    from community.needs.tasks import look_who_waits

    again = {"wanted": F("wanted") + 1, "reached": 0, "due_at": timezone.now(), "done_at": None, "attempts": 0}
    if not Arrival.objects.filter(**thing).update(**again):
        Arrival.objects.bulk_create([Arrival(**thing)], ignore_conflicts=True)
    nudge(look_who_waits, Arrival.objects.values_list("pk", flat=True).get(**thing))


def look(arrival: Arrival) -> bool:
    """Hold what came against the needs that share a word with it, a chunk at a time. False where it changed meanwhile,
    and is to be looked at once more. Raises Overtaken."""
    thing = arrival.product or arrival.post
    found = _found(thing)
    groups = _groups(thing) if found else []
    shared = cache(_shared)
    while found and groups:
        keys = NeedTerm.objects.filter(term__in=list(found), need__gt=arrival.reached).order_by("need")
        chunk = list(keys.values_list("need", flat=True).distinct()[:CHUNK])
        if not chunk:
            break
        with transaction.atomic():
            _move_on(arrival, chunk[-1])
            for need, group in _waiting(thing, chunk, groups):
                terms = {row.term: row.is_tag for row in need.terms.all()}
                if fits(terms, found, shared):
                    _tell(need, thing, group)
    done = Arrival.objects.filter(pk=arrival.pk, wanted=arrival.wanted)
    return bool(done.update(done_at=timezone.now(), claimed_until=None))


def _move_on(arrival: Arrival, reached: int) -> None:
    """Save the place and renew the lease."""
    rows = Arrival.objects.filter(pk=arrival.pk, wanted=arrival.wanted, reached=arrival.reached, done_at=None)
    if not rows.update(reached=reached, attempts=1, **held()):
        raise Overtaken
    arrival.reached = reached


def _found(thing: Any) -> Found:
    """The words of what came and where they stand: of a product all that is said of it; of a post its tags, and of the
    product to which it leads. Three queries at most."""
    if isinstance(thing, Product):
        is_there = Product.objects.published().filter(pk=thing.pk, store__owner__is_active=True).exists()
        return placed(said_of(thing)) if is_there else {}
    if thing.state != "visible":
        return {}
    said = [(TAG, None, name) for name in thing.tags.names()]
    product = _linked(thing.link)
    return placed([*said, *(said_of(product) if product else [])])


def _linked(link: str) -> Product | None:
    """The product on sale to which a link of the site leads."""
    try:
        found = resolve(link.partition("?")[0]) if link.startswith("/") else None
    except Resolver404:
        return None
    if found is None or found.url_name != "product":
        return None
    at = {"store__slug": found.kwargs["store"], "slug": found.kwargs["product"]}
    return Product.objects.published().filter(**at).first()


def _groups(thing: Any) -> list[int]:
    """The groups in which it now is: those of the seller, and those on whose shelf it stands; of a post its own. Two
    queries."""
    if isinstance(thing, Post):
        return [thing.channel.group_id] if thing.channel.group_id is not None else []
    sellers = Subscription.objects.active().filter(person=thing.store.owner_id, channel__group__closed_at=None)
    mine = sellers.exclude(channel__group=None).values_list("channel__group", flat=True)
    words = ShelfVoucher.objects.filter(item__product=thing, item__taken_down_at=None, item__group__closed_at=None)
    return sorted({*mine, *words.values_list("item__group", flat=True)})


def _waiting(thing: Any, needs: Iterable[int], groups: list[int]) -> list[tuple[StandingNeed, int]]:
    """Those of `needs` that stand, and a group of theirs in which the thing is. Five queries."""
    author = thing.store.owner_id if isinstance(thing, Product) else thing.author_id
    apart = PersonMute.objects.filter(muted=author).values("person")
    rows = StandingNeed.objects.standing().filter(pk__in=needs).exclude(person=author).exclude(person__in=apart)
    rows = rows.exclude(person__in=Block.between(author)).prefetch_related("terms", "in_groups")
    waiting = list(rows.order_by("pk"))
    ties = Subscription.objects.active().filter(person__in={need.person_id for need in waiting})
    joined: dict[int, set[int]] = defaultdict(set)
    for person, group in ties.filter(channel__group__in=groups).values_list("person", "channel__group"):
        joined[person].add(group)
    found = []
    for need in waiting:
        chosen = {row.group_id for row in need.in_groups.all()}
        shared = joined[need.person_id] & chosen if chosen else joined[need.person_id]
        if shared:
            found.append((need, min(shared)))
    return found


def _shared(term: str) -> int:
    """How many stores have the word, as far as it matters."""
    return StoreTerm.objects.filter(term=term)[:COMMON].count()


def _tell(need: StandingNeed, thing: Any, group: int) -> None:
    """Tell it once; what its person may not see is not told, and not remembered either."""
    about = {"product": thing} if isinstance(thing, Product) else {"post": thing}
    match, is_new = NeedMatch.objects.get_or_create(need=need, **about, defaults={"group_id": group})
    if not is_new:
        return
    if not NeedMatch.objects.visible_to(need.person).filter(pk=match.pk).exists():
        match.delete()
        return
    tell(Kind.NEED, key=f"need:{match.pk}", recipient_id=need.person_id, need_match=match)
