"""A page of a feed: its items and where the next one begins."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from community.feeds.hydrating import FeedItem
from community.posts.models import Post
from config.kit import cursors

# Beyond this many new posts, or groups with new posts, a page only says "more than".
COUNTED = 20


@dataclass(frozen=True)
class FeedPage:
    """`next_cursor` is None on the last page.

    `newest` names the first item, for asking what came after it; `channel` is the key of the channel whose
    page it is, `feed` names one that is neither a channel's nor a home feed: "tag:tea", "near".
    """

    items: Sequence[FeedItem] = field(default_factory=list)
    next_cursor: str | None = None
    newest: str = ""
    is_first: bool = True
    channel: str = ""
    feed: str = ""

    def __bool__(self) -> bool:
        return bool(self.items)


def cut(posts: Iterable[Post], limit: int) -> tuple[list[Post], str | None]:
    """Of at most `limit` + 1 posts those that the page shows, and the cursor to the rest."""
    found = list(posts)
    shown = found[:limit]
    return shown, cursors.encode(shown[-1].pk) if len(found) > limit else None


def page_of(
    items: Sequence[FeedItem], next_cursor: str | None, *, is_first: bool = True, channel: str = "", feed: str = ""
) -> FeedPage:
    newest = cursors.encode(items[0].post.pk if items else 0)
    return FeedPage(items, next_cursor, newest, is_first, channel, feed)


def most(limit: int) -> int:
    """A number of items that a page can hold, for whatever was asked."""
    return min(max(limit, 1), 100)
