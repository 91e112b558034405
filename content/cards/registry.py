"""Links become cards: each room says how its pages look in one, and what their reader may see of them.

A room's cards.py registers, by the name of a route, a function that gives a card or None for each link:
`@card_for("store") def store_cards(arguments, viewer) -> list[Card | None]`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

from config.kit.money import Money
from content.cards.links import outside_host, own_path


@dataclass(frozen=True)
class Card:
    """What a link shows: whose or what it is, perhaps a price, and a picture or else its initial on a tint.

    `key` chooses the tint and stays the same while the title may change.
    """

    kind: str
    title: str
    url: str
    subtitle: str = ""
    picture: Any = None
    price: Money | None = None
    is_from: bool = False
    is_square: bool = True
    key: str = ""

    @property
    def is_outside(self) -> bool:
        return self.kind == "outside"


Arguments = dict[str, Any]
Maker = Callable[[list[Arguments], Any], list["Card | None"]]

_makers: dict[str, Maker] = {}


def card_for(url_name: str) -> Callable[[Maker], Maker]:
    """Register who makes cards of the pages of a route.

    The maker gets the arguments of all links to that route on a page at once and the viewer, and gives a
    card or None for each, in their order; None where the viewer may not see the page.
    """

    def register(maker: Maker) -> Maker:
        _makers[url_name] = maker
        return maker

    return register


def cards_for(links: Iterable[str], viewer: Any, host: str = "") -> dict[str, Card]:
    """Cards by link; a link without a card is missing: its page does not exist, is not for this viewer, or
    is of no kind that has cards. Costs a constant number of queries for each kind of page."""
    cards: dict[str, Card] = {}
    wanted: dict[str, list[tuple[str, Arguments]]] = defaultdict(list)
    for link in dict.fromkeys(link for link in links if link):
        path = own_path(link, host)
        if path is None:
            outside = outside_host(link)
            if outside:
                cards[link] = Card(kind="outside", title=outside.removeprefix("www."), url=link)
            continue
        found = _resolved(path)
        if found:
            wanted[found[0]].append((link, found[1]))
    for url_name, asked in wanted.items():
        made = _makers[url_name]([arguments for _link, arguments in asked], viewer)
        cards.update({link: card for (link, _arguments), card in zip(asked, made, strict=True) if card})
    return cards


def _resolved(path: str) -> tuple[str, Arguments] | None:
    try:
        match = resolve(urlsplit(path).path)
    except (Resolver404, ValueError):
        return None
    return (match.url_name, match.kwargs) if match.url_name in _makers else None
