"""What is held of a person: what they take along, and what is taken away when they close their account.

Each room says so in a module `personal.py`, which is found by its name:

    @exported("posts")
    def posts(person): return Post.objects.filter(author=person).values("reference", "text")

    @erased
    def forget_posts(person): Post.objects.filter(author=person).update(text="")

Both are called by `community.privacy`. An erasing function may be called twice, by a worker that died in between, and
then changes nothing more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

Row = Mapping[str, Any]
Rows = Callable[[Any], Iterable[Row]]
Eraser = Callable[[Any], object]


@dataclass(frozen=True)
class File:
    """A file that the person takes along: `name` is its place in the archive."""

    name: str
    open: Callable[[], BinaryIO]


_tables: dict[str, Rows] = {}
_files: list[Callable[[Any], Iterator[File]]] = []
_erasers: list[Eraser] = []
_obstacles: list[Callable[[Any], str]] = []


def exported(name: str) -> Callable[[Rows], Rows]:
    """Register rows of one's own, under a name that is a file name too. Their columns are those of the first row."""

    def register(rows: Rows) -> Rows:
        _tables[name] = rows
        return rows

    return register


def exported_files(files: Callable[[Any], Iterator[File]]) -> Callable[[Any], Iterator[File]]:
    """Register files of one's own."""
    _files.append(files)
    return files


def erased(eraser: Eraser) -> Eraser:
    """Register what takes away what a room holds of a person."""
    _erasers.append(eraser)
    return eraser


def kept_open_by(obstacle: Callable[[Any], str]) -> Callable[[Any], str]:
    """Register what keeps an account open: it says why, in the reader's language, or "" where nothing does."""
    _obstacles.append(obstacle)
    return obstacle


def tables(person: Any) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """All rows of the person's own, by name."""
    for name in sorted(_tables):
        yield name, [dict(row) for row in _tables[name](person)]


def files(person: Any) -> Iterator[File]:
    """All files of the person's own."""
    for found in _files:
        yield from found(person)


def erasers() -> list[Eraser]:
    """What is to be called to take everything away."""
    return list(_erasers)


def obstacles(person: Any) -> list[str]:
    """Why the person cannot close their account now."""
    return [said for said in (obstacle(person) for obstacle in _obstacles) if said]
