"""The town's pictures: drawn for whoever needs them, and taken in as a photo would be."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.db import connection

from community.people.models import Person
from content.pictures.ingesting import take_picture
from content.pictures.models import Picture
from seeds.files import read_yaml
from seeds.pictures import draw

ALTS = Path(__file__).resolve().parent / "pictures" / "alts.yaml"
# As many as decode at once; drawing and encoding leave the interpreter to each other.
HANDS = 2
SQUARE, WIDE, SMALL = (1200, 1200), (1200, 900), (640, 640)


@dataclass(frozen=True)
class Wish:
    """A motif to draw for `owner`; `key` names where it will hang and makes it look like no other."""

    owner: Person
    key: str
    motif: str
    size: tuple[int, int]


class Album:
    """Collects wishes, takes them all at once, and hands the pictures out by key."""

    def __init__(self) -> None:
        self._wishes: dict[str, Wish] = {}
        self._taken: dict[str, Picture] = {}

    def __len__(self) -> int:
        return len(self._wishes)

    def wish(self, owner: Person, key: str, motifs: Sequence[str], size: tuple[int, int] | None = None) -> None:
        """Ask for pictures `key/0`, `key/1`, …: square ones where several stand side by side, else wide ones."""
        for number, motif in enumerate(motifs):
            name = f"{key}/{number}"
            self._wishes[name] = Wish(owner, name, motif, size or (SQUARE if len(motifs) > 1 else WIDE))

    def take(self) -> int:
        """Draw and keep all that was wished for. Returns how many."""
        with ThreadPoolExecutor(HANDS) as pool:
            self._taken = dict(zip(self._wishes, pool.map(_take, self._wishes.values()), strict=True))
        return len(self._taken)

    def of(self, key: str) -> list[Picture]:
        """The pictures wished for under `key`, in their order."""
        found, number = [], 0
        while f"{key}/{number}" in self._taken:
            found.append(self._taken[f"{key}/{number}"])
            number += 1
        return found

    def one(self, key: str) -> Picture | None:
        return next(iter(self.of(key)), None)


@cache
def _alts() -> dict[str, dict[str, str]]:
    return read_yaml(ALTS)


def alt_of(motif: str, language: str) -> str:
    """What a motif shows, in a person's language."""
    return _alts()[motif.partition(":")[0]]["en" if language == "en" else "zh"]


def _take(wish: Wish) -> Picture:
    drawn = BytesIO()
    # Fast to write and to read; it is gone in a moment.
    draw(wish.motif, seed=zlib.crc32(wish.key.encode()), size=wish.size).save(drawn, "BMP")
    drawn.seek(0)
    try:
        alt = alt_of(wish.motif, wish.owner.language or settings.LANGUAGE_CODE)
        return take_picture(wish.owner, file=drawn, alt=alt)
    finally:
        # Each thread has a connection of its own.
        connection.close()
