"""The home feed: what a person's groups, stores and people say, newest first, nothing ranked and nothing added."""

from __future__ import annotations

from typing import Any

from community.feeds.heard import heard
from community.feeds.hydrating import hydrate, read
from community.feeds.pages import COUNTED, FeedPage, cut, most, page_of
from community.feeds.paging import heads, ids_under
from community.feeds.reasons import reasons_for
from config.kit import cursors


def home_page(person: Any, *, cursor: str | None = None, limit: int = 20) -> FeedPage:
    """A page of the person's feed, `limit` items below `cursor`.

    Two queries for the ids and four for the posts. A cursor that is not ours begins at the top.
    """
    if not person.is_authenticated:
        return FeedPage()
    limit, below = most(limit), cursors.decode_id(cursor)
    standing = heard(person)
    if below is not None:
        standing = standing.filter(id__lt=below)
    found = heads(person, standing, limit=limit + 1)
    posts, next_cursor = cut(read(ids_under(standing, found, limit=limit + 1), person), limit)
    own = [head.channel for head in found if head.is_own]
    return page_of(hydrate(posts, person, reasons_for(posts, own)), next_cursor, is_first=below is None)


def newest_of(person: Any) -> int:
    """The id of the newest post of the person's feed, 0 for none. One query."""
    return next((head.newest for head in heads(person, heard(person), limit=1)), 0)


def new_since(person: Any, newest: str) -> int:
    """How many posts of others came to the person's feed after the one that `newest` names.

    `COUNTED` + 1 stands for more than that; 0 also where `newest` is not ours.
    """
    above = cursors.decode_id(newest)
    if above is None or not person.is_authenticated:
        return 0
    standing = heard(person).filter(id__gt=above).exclude(author=person)
    found = heads(person, standing, limit=COUNTED + 1)
    return len(ids_under(standing, found, limit=COUNTED + 1))
