"""What a link shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from config.kit.money import Money

Arguments = dict[str, Any]


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

    @property
    def host(self) -> str:
        """Of an outside page, where the link leads: whatever the page calls itself, that is beside it."""
        return (urlsplit(self.url).hostname or "").removeprefix("www.") if self.is_outside else ""
