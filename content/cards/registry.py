"""Links become cards: each room says how its pages look in one, and what their reader may see of them.

A room's cards.py registers, by the name of a route, what rows of the database make cards of its pages, and how:
`card_rows("store", CardRows(key=…, find=…, card=…))`. The rows of all kinds are read in one statement. Pages that
are not in the database have a function instead, which gives a card or None for each link:
`@card_for("lesson") def lesson_cards(arguments, viewer) -> list[Card | None]`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import unquote, urlsplit

from django.urls import Resolver404, resolve

from content.cards.card import Arguments, Card
from content.cards.links import outside_host, own_path
from content.cards.rows import CardRows, read

__all__ = ["Arguments", "Card", "CardRows", "card_for", "card_rows", "cards_for"]

# Instead of the name of a route: pages of other sites, whose key is their address.
OUTSIDE = "outside"


Maker = Callable[[list[Arguments], Any], list["Card | None"]]

_makers: dict[str, Maker] = {}
_rows: dict[str, CardRows] = {}


def card_rows(url_name: str, rows: CardRows) -> None:
    """Register which rows make cards of the pages of a route, or of other sites' (`OUTSIDE`)."""
    _rows[url_name] = rows


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
    is of no kind that has cards. One statement, whatever the links lead to."""
    cards: dict[str, Card] = {}
    asked: dict[str, list[tuple[str, Arguments]]] = defaultdict(list)
    for link in dict.fromkeys(link for link in links if link):
        path = own_path(link, host)
        if path is not None:
            found = _resolved(path)
            if found:
                asked[found[0]].append((link, found[1]))
            continue
        outside = outside_host(link)
        if outside:
            cards[link] = Card(kind="outside", title=outside.removeprefix("www."), url=link)
            asked[OUTSIDE].append((link, {"link": link}))
    for url_name in asked.keys() & _makers.keys():
        made = _makers[url_name]([arguments for _link, arguments in asked[url_name]], viewer)
        cards.update({link: card for (link, _arguments), card in zip(asked[url_name], made, strict=True) if card})
    return cards | _of_rows(asked, viewer)


def _of_rows(asked: dict[str, list[tuple[str, Arguments]]], viewer: Any) -> dict[str, Card]:
    """The cards, by link, of those pages that rows of the database make."""
    keys = {
        url_name: {link: _rows[url_name].key(arguments) for link, arguments in pages}
        for url_name, pages in asked.items()
        if url_name in _rows
    }
    made = read([(url_name, _rows[url_name], set(named.values())) for url_name, named in keys.items()], viewer)
    return {
        link: made[url_name, key]
        for url_name, named in keys.items()
        for link, key in named.items()
        if (url_name, key) in made
    }


def _resolved(path: str) -> tuple[str, Arguments] | None:
    """The name of the route and its arguments, for a page of a kind that has cards."""
    try:
        named = unquote(urlsplit(path).path)
        match = resolve("" if "\x00" in named else named)
    except (Resolver404, ValueError):
        return None
    known = match.url_name in _makers or match.url_name in _rows
    return (str(match.url_name), match.kwargs) if known else None
