"""What a page says of itself to those who do not read it: search engines, chats that show a link, readers of feeds.

A room's outlines.py registers, by the name of a route, how its pages are told of:
`@outline("store") def store_outline(context) -> Outline | None`, with what the page's template is given. A room above
may add to it (`@outline_feeds("store")`). What an outline says everybody may know: it is made for a guest.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

Data = dict[str, Any]
Context = Mapping[str, Any]
# What would end the script element, or a line, within it.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}


@dataclass(frozen=True)
class FeedLink:
    """Where what a page says can be subscribed to."""

    title: str
    atom: str
    rss: str


@dataclass(frozen=True)
class Outline:
    """`kind` is OpenGraph's (website, profile, article, product); `data` are things of schema.org; `trail` are the
    names and paths of the pages above, from the top; `properties` are further meta properties.

    `title`, `description` and `image` (an address) stand in where the page's context has no `og_title`, `description`
    or `og_image`.
    """

    kind: str = "website"
    title: str = ""
    description: str = ""
    image: str = ""
    data: Sequence[Data] = ()
    trail: Sequence[tuple[str, str]] = ()
    properties: Sequence[tuple[str, str]] = ()
    feeds: Sequence[FeedLink] = field(default_factory=list)
    is_private: bool = False

    @property
    def scripts(self) -> list[SafeString]:
        """Each thing, and the trail, as JSON-LD: the text of a script element that no browser runs."""
        things = [thing for thing in (*self.data, self._crumbs()) if thing]
        return [ld_json(thing) for thing in things]

    def _crumbs(self) -> Data:
        if not self.trail:
            return {}
        crumbs = [
            {"@type": "ListItem", "position": number, "name": name, "item": absolute(path)}
            for number, (name, path) in enumerate(self.trail, 1)
        ]
        return {"@type": "BreadcrumbList", "itemListElement": crumbs}


PRIVATE = Outline(is_private=True)

_makers: dict[str, Callable[[Context], Outline | None]] = {}
_feeds: dict[str, Callable[[Context], Sequence[FeedLink]]] = {}


def outline(*url_names: str) -> Callable[[Callable[[Context], Outline | None]], Callable[[Context], Outline | None]]:
    """Register who tells of the pages of these routes; None where there is nothing to tell."""

    def register(maker: Callable[[Context], Outline | None]) -> Callable[[Context], Outline | None]:
        _makers.update(dict.fromkeys(url_names, maker))
        return maker

    return register


def outline_feeds(
    *url_names: str,
) -> Callable[[Callable[[Context], Sequence[FeedLink]]], Callable[[Context], Sequence[FeedLink]]]:
    """Register which feeds these routes' pages lead to."""

    def register(maker: Callable[[Context], Sequence[FeedLink]]) -> Callable[[Context], Sequence[FeedLink]]:
        _feeds.update(dict.fromkeys(url_names, maker))
        return maker

    return register


def outline_of(url_name: str, context: Context) -> Outline:
    """The outline of a page of that route with that context."""
    made = _makers[url_name](context) if url_name in _makers else None
    made = made or Outline()
    if url_name in _feeds and not made.is_private:
        made = replace(made, feeds=list(_feeds[url_name](context)))
    return made


def feeds_of(url_name: str, context: Context) -> Sequence[FeedLink]:
    """Where what a page of that route says can be subscribed to; nothing for a page that is not told of outside."""
    return outline_of(url_name, context).feeds if url_name in _feeds else ()


def absolute(path: str) -> str:
    """The address of a page of the site, under the site's own name."""
    return path if "://" in path else f"{settings.SITE_URL}{path}"


def ld_json(thing: Data) -> SafeString:
    """A thing of schema.org as the text of a script element."""
    told = {name: value for name, value in thing.items() if value not in ("", None, [], {})}
    text = json.dumps({"@context": "https://schema.org", **told}, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.translate(_ESCAPES))
