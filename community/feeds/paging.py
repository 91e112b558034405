"""Which posts stand on a page of the home feed: two queries, exact however large the audience and quiet the sources.

1. *Heads*: of each source (a heard subscription, or a channel of one's own) the newest post that stands, by one probe
   of the index `(channel, -id)`; the newest `limit` of them are kept.
2. *Page*: the newest posts of those channels. Nothing older than the last of `limit` heads can stand on the page, for
   each head is itself a post; nor anything older than the `limit`-th newest post of any one of the channels. Both
   bounds go into the query, so it reads at most `limit` posts of each channel.

Both take the same `standing` posts (what the reader may see, on this side of the cursor); were they to differ, a head
could be a post that the page leaves out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from community.channels.models import Channel, Subscription
from community.people.models import Block
from community.posts.models import PostQuerySet
from shop.stores.models import Store


@dataclass(frozen=True)
class Head:
    """A source of a feed, by its channel's primary key, and the id of its newest post that stands."""

    channel: int
    newest: int
    is_own: bool


def heads(person: Any, standing: PostQuerySet, *, limit: int, kind: str = "") -> list[Head]:
    """The sources with the newest posts, newest first; `kind` keeps to groups, stores, people or lists. One query."""
    heard = heard_by(person).annotate(head=newest_in(standing, "channel_id"), own=Value(0))
    own_stream = Channel.objects.filter(person=person).annotate(head=newest_in(standing, "pk"), own=Value(1))
    own_stores = Channel.objects.filter(store__owner=person).annotate(head=newest_in(standing, "pk"), own=Value(1))
    own_lists = Channel.objects.filter(picks__person=person).annotate(head=newest_in(standing, "pk"), own=Value(1))
    mine = [own_stream, own_stores, own_lists]
    if kind:
        heard, mine = heard.filter(channel__kind=kind), [rows.filter(kind=kind) for rows in mine]
    rows = heard.values_list("channel_id", "head", "own").union(
        *(rows.values_list("pk", "head", "own") for rows in mine), all=True
    )
    newest_first = rows.order_by(F("head").desc(nulls_last=True))[:limit]
    return [Head(channel, head, bool(own)) for channel, head, own in newest_first if head is not None]


def newest_in(standing: PostQuerySet, channel: str) -> Subquery:
    """The id of the newest post that stands in the channel which `channel` names of the outer row."""
    return Subquery(standing.filter(channel=OuterRef(channel)).order_by("-id").values("id")[:1])


def heard_by(person: Any) -> QuerySet[Subscription]:
    """The subscriptions that feed the person's home: active, not silenced, of channels that one can still read.

    The latter is `Channel.objects.readable_by` asked along the subscription, one row at a time.
    """
    group = Q(channel__kind=Channel.Kind.GROUP, channel__group__closed_at=None)
    store = Q(channel__kind=Channel.Kind.STORE, channel__store__owner__is_active=True)
    store &= ~Q(channel__store__state=Store.State.CLOSED) & ~Q(channel__store__owner=person)
    stream = Q(channel__kind=Channel.Kind.PERSON, channel__person__is_active=True)
    stream &= ~Q(channel__person=person) & ~Q(channel__person__in=Block.between(person))
    lists = Q(channel__kind=Channel.Kind.PICKS, channel__picks__person__is_active=True)
    lists &= Q(channel__picks__hidden_at=None, channel__picks__deleted_at=None)
    lists &= ~Q(channel__picks__person=person) & ~Q(channel__picks__person__in=Block.between(person))
    return Subscription.objects.heard().filter(group | store | stream | lists, person=person)


def ids_under(standing: PostQuerySet, found: list[Head], *, limit: int) -> list[int]:
    """Ids of the newest `limit` posts of the channels of `found`, newest first. One query, none without heads.

    Whatever the channels hold, it reads at most `limit` posts of each.
    """
    if not found:
        return []
    channels = [head.channel for head in found]
    # What came since the heads were found stands above the page: counted for its floor it would end the feed early.
    standing = standing.filter(id__lte=found[0].newest)
    nth = standing.filter(channel=OuterRef("pk")).order_by("-id").values("id")[limit - 1 : limit]
    floors = Channel.objects.filter(pk__in=channels).annotate(floor=Subquery(nth))
    floor = floors.order_by(F("floor").desc(nulls_last=True)).values("floor")[:1]
    posts = standing.filter(channel__in=channels, id__gte=Coalesce(Subquery(floor), Value(0)))
    if len(found) >= limit:
        posts = posts.filter(id__gte=found[limit - 1].newest)
    # Sorting by an expression keeps the database from walking the whole table backwards in search of quiet channels.
    return list(posts.order_by((F("id") + 0).desc()).values_list("id", flat=True)[:limit])
