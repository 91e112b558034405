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
from community.feeds.paging import heads_of, posts_under
from community.feeds.reasons import near_reasons
from community.groups.models import Group
from config.kit import cursors
from config.kit.geo import Place, distance

# Beside the stores, so many groups: those that were founded last.
MOST_GROUPS = 30


def near_page(viewer: Any, place: Place, metres: float, *, cursor: str | None = None, limit: int = 20) -> FeedPage:
    """A page of what is said within `metres` of `place`. Three queries, and three to hydrate them.

    A cursor that is not ours begins at the top.
    """
    below, limit = cursors.decode_id(cursor), most(limit)
    standing = heard(viewer)
    if below is not None:
        standing = standing.filter(id__lt=below)
    found = heads_of(channels_around(viewer, place, metres), standing, limit=limit + 1)
    chosen = posts_under(standing, found, limit=limit + 1).values("pk")[: limit + 1]
    posts, next_cursor = cut(read(chosen, viewer) if found else [], limit)
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
    found = heads_of(channels_around(viewer, place, metres), standing, limit=COUNTED + 1)
    return len(posts_under(standing, found, limit=COUNTED + 1).values_list("id")[: COUNTED + 1])


def channels_around(viewer: Any, place: Place, metres: float) -> list[int]:
    """Primary keys of the channels around the place. One query."""
    boxed = on_the_street(viewer).within(place, metres)
    stores = Channel.objects.filter(Exists(boxed.filter(pk=OuterRef("store_id"))), kind=Channel.Kind.STORE)
    names = boxed.exclude(place_name="").values(home=Lower("place_name"))
    public = Group.objects.annotate(home=Lower("place_name")).filter(access=Group.Access.PUBLIC, home__in=names)
    groups = Channel.objects.filter(group__in=public.values("pk"), kind=Channel.Kind.GROUP)
    fields = ("pk", "kind", "store__lat", "store__lon", "store__place_name", "group__place_name")
    rows = stores.values_list(*fields).union(groups.values_list(*fields), all=True)
    return _nearest(place, metres, rows)


def _nearest(place: Place, metres: float, rows: QuerySet[Any, Any]) -> list[int]:
    """The stores among `rows` that are near enough, and the groups at home where one of them is."""
    stores: list[tuple[float, int, str]] = []
    groups: list[tuple[int, str]] = []
    for pk, kind, lat, lon, store_place, group_place in rows:
        if kind == Channel.Kind.GROUP:
            groups.append((pk, normalised(group_place)))
        else:
            far = distance(place, Place(lat, lon))
            stores += [(far, pk, normalised(store_place))] if far <= metres else []
    stores.sort()
    there = {name for _far, _pk, name in stores}
    at_home = sorted((pk for pk, name in groups if name in there), reverse=True)
    return [pk for _far, pk, _name in stores[:MOST]] + at_home[:MOST_GROUPS]
