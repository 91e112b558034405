"""Lines of Chinese and Latin text for what is drawn on the server."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from community.brand.faces import face

# Never at the beginning of a line, nor (of the second) at its end.
_NOT_FIRST, _NOT_LAST = "，。、；：？！）》」』】”’…,.;:?!)]}·", "（《「『【“‘([{"


def lines(text: str, size: int, width: int, most: int, *, bold: bool = False) -> list[str]:
    """`text` on lines of at most `width` pixels; what does not fit on `most` of them ends with "…"."""
    written = face(size, bold=bold)
    found = [""]
    for part in _fitting(_parts(text), written, width):
        if found[-1] and written.getlength((found[-1] + part).rstrip()) > width:
            found.append("")
        found[-1] += part if found[-1] else part.lstrip()
    cut = len(found) > most or any(written.getlength(line.rstrip()) > width for line in found)
    shown = [line.rstrip() for line in found[:most]]
    if cut:
        last = shown[-1]
        while last and written.getlength(f"{last}…") > width:
            last = last[:-1].rstrip()
        shown[-1] = f"{last}…"
    return shown


def _parts(text: str) -> Iterator[str]:
    """The smallest parts that a line may be made of: Latin words with the space behind them, Chinese signs with the
    marks that belong to them."""
    part = ""
    for sign in text:
        sticks = sign in _NOT_FIRST or (part and part[-1] in _NOT_LAST)
        is_word = part and not part[-1].isspace() and not _is_wide(part[-1]) and not _is_wide(sign)
        if part and not (sticks or is_word or sign.isspace()):
            yield part
            part = ""
        part += sign
    if part:
        yield part


def _fitting(parts: Iterable[str], written: Any, width: int) -> Iterator[str]:
    """A word longer than a line is broken anywhere."""
    for part in parts:
        yield from (part,) if written.getlength(part.rstrip()) <= width else part


def _is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WF"
