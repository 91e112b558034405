"""What stores and public groups around a place say, newest first.

Around a place are the open stores within a distance, the nearest first and no more than the list of stores near it
shows, and the public groups that are at home where one of those stores says it is. The page is then read like a home
feed: of each channel the newest post, and of those with the newest the page.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Lower

from community.channels.models import Channel
from community.discovery.asking import normalised
from community.discovery.nearby import MOST
from community.discovery.stores import on_the_street
from community.feeds.heard import heard
from community.feeds.hydrating import hydrate, read
from community.feeds.pages import COUNTED, FeedPage, cut, most, page_of
from community.feeds.paging import Head, ids_under, newest_in
from community.feeds.reasons import near_reasons
from community.groups.models import Group
from community.posts.models import PostQuerySet
from config.kit import cursors
from config.kit.geo import Place, distance

# Beside the stores, so many groups: those that were founded last.
MOST_GROUPS = 30


def near_page(viewer: Any, place: Place, metres: float, *, cursor: str | None = None, limit: int = 20) -> FeedPage:
    """A page of what is said within `metres` of `place`. Two queries for the ids and four for the posts.

    A cursor that is not ours begins at the top.
    """
    below, limit = cursors.decode_id(cursor), most(limit)
    standing = heard(viewer)
    if below is not None:
        standing = standing.filter(id__lt=below)
    found = heads_around(viewer, place, metres, standing)
    posts, next_cursor = cut(read(ids_under(standing, found, limit=limit + 1), viewer), limit)
    items = hydrate(posts, viewer, near_reasons(posts))
    return page_of(items, next_cursor, is_first=below is None, feed="near")


def near_new_since(viewer: Any, place: Place, metres: float, newest: str) -> int:
    """How many posts of others came around the place after the one that `newest` names; `COUNTED` + 1 for more."""
    above = cursors.decode_id(newest)
    if above is None:
        return 0
    standing = heard(viewer).filter(id__gt=above)
    if viewer.is_authenticated:
        standing = standing.exclude(author=viewer)
    found = heads_around(viewer, place, metres, standing)
    return len(ids_under(standing, found, limit=COUNTED + 1))


def heads_around(viewer: Any, place: Place, metres: float, standing: PostQuerySet) -> list[Head]:
    """The channels around the place with their newest posts, newest first. One query."""
    boxed = on_the_street(viewer).within(place, metres)
    stores = Channel.objects.filter(Exists(boxed.filter(pk=OuterRef("store_id"))), kind=Channel.Kind.STORE)
    names = boxed.exclude(place_name="").values(home=Lower("place_name"))
    public = Group.objects.annotate(home=Lower("place_name")).filter(access=Group.Access.PUBLIC, home__in=names)
    groups = Channel.objects.readable_by(viewer).filter(group__in=public.values("pk"), kind=Channel.Kind.GROUP)
    fields = ("pk", "head", "kind", "store__lat", "store__lon", "store__place_name", "group__place_name")
    parts = [rows.annotate(head=newest_in(standing, "pk")).values_list(*fields) for rows in (stores, groups)]
    near = _nearest(place, metres, parts[0].union(parts[1], all=True))
    return sorted(near, key=lambda head: head.newest, reverse=True)


def _nearest(place: Place, metres: float, rows: QuerySet[Any, Any]) -> list[Head]:
    """The stores among `rows` that are near enough, and the groups at home where one of them is; those that have
    said something."""
    stores: list[tuple[float, Head, str]] = []
    groups: list[tuple[Head, str]] = []
    for pk, newest, kind, lat, lon, store_place, group_place in rows:
        head = Head(pk, newest or 0, False)
        if kind == Channel.Kind.GROUP:
            groups.append((head, normalised(group_place)))
        else:
            far = distance(place, Place(lat, lon))
            stores += [(far, head, normalised(store_place))] if far <= metres else []
    stores.sort(key=lambda row: (row[0], row[1].channel))
    there = {name for _far, _head, name in stores}
    at_home = sorted((head for head, name in groups if name in there), key=lambda head: -head.channel)
    return [head for head in [row[1] for row in stores[:MOST]] + at_home[:MOST_GROUPS] if head.newest]
