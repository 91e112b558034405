"""Names and tags in running text: @name and #tag, also where Chinese stands around them without spaces."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from enum import Enum

from django.utils.text import slugify

from content.text.addresses import split_addresses

MOST_TAGS = 10
# So many people may one text name; whoever stands behind further @ is not called.
MOST_NAMES = 20
NAME_LENGTH = 40
TAG_LENGTH = 40

# Neither opens within a Latin word or an address: a@b.c, C#, /#top.
_NOT_WITHIN = r"(?<![A-Za-z0-9_/&@＠#＃.])"
# Many close a tag as they open it: #龙井#真好.
_TAG = re.compile(rf"{_NOT_WITHIN}[#＃](?P<tag>\w+(?:-\w+)*)[#＃]?")
# A sign more than the longest name, which tells whether a word ends there.
_AT = re.compile(rf"{_NOT_WITHIN}[@＠](?P<after>[^\s@＠][^\n@＠]{{0,{NAME_LENGTH}}})")
_USERNAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?")
_LATIN = re.compile(r"[A-Za-z0-9_]")


class Mark(Enum):
    """What a piece of a text is."""

    TEXT = "text"
    ADDRESS = "address"
    NAME = "name"
    TAG = "tag"


def tags_of(text: str) -> list[str]:
    """The tags of `text` as slugs, each once, in their order: "#Tea #龙井" gives ["tea", "龙井"]. At most ten."""
    found: dict[str, None] = {}
    for piece, is_address in split_addresses(text):
        for match in () if is_address else _TAG.finditer(piece):
            slug = tag_slug(match["tag"])
            if slug:
                found.setdefault(slug)
    return list(found)[:MOST_TAGS]


def tag_slug(tag: str) -> str:
    """The slug under which a tag is kept; "" where it is none: nothing but digits, or too long."""
    slug = slugify(unicodedata.normalize("NFKC", tag), allow_unicode=True)
    return slug if len(slug) <= TAG_LENGTH and any(sign.isalpha() for sign in slug) else ""


def possible_names(text: str) -> list[list[str]]:
    """For each @ of `text`, at most twenty, what may be the name behind it, longest first.

    Chinese follows a name without a space, so any length may be meant: who is there decides.
    """
    found = []
    for piece, is_address in split_addresses(text):
        found.extend([] if is_address else [_beginnings(match["after"]) for match in _AT.finditer(piece)])
    return found[:MOST_NAMES]


def username_in(name: str) -> str:
    """`name` as a username, "" where it cannot be one."""
    return name.lower() if _USERNAME.fullmatch(name) else ""


def split_marks(text: str, names: Collection[str] = ()) -> Iterator[tuple[str, Mark]]:
    """The pieces of `text` in order, each with what it is; together they are the text.

    A NAME is "@" with one of `names`, the longest that fits; a TAG is what `tags_of` keeps.
    """
    tags = set(tags_of(text)) if "#" in text or "＃" in text else set()
    for piece, is_address in split_addresses(text):
        if is_address:
            yield piece, Mark.ADDRESS
        else:
            yield from _split_words(piece, names, tags)


def _split_words(piece: str, names: Collection[str], tags: Collection[str]) -> Iterator[tuple[str, Mark]]:
    marks = [(match.start(), match.end(), Mark.TAG) for match in _TAG.finditer(piece) if tag_slug(match["tag"]) in tags]
    for match in _AT.finditer(piece) if names else ():
        name = next((name for name in _beginnings(match["after"]) if name in names), "")
        if name:
            marks.append((match.start(), match.start() + 1 + len(name), Mark.NAME))
    end = 0
    for start, stop, mark in sorted(marks, key=lambda found: found[:2]):
        if start < end:
            continue
        if start > end:
            yield piece[end:start], Mark.TEXT
        yield piece[start:stop], mark
        end = stop
    if end < len(piece):
        yield piece[end:], Mark.TEXT


def _beginnings(after: str) -> list[str]:
    """Each beginning of `after` that does not cut a Latin word in two, longest first."""
    return [
        after[:end]
        for end in range(min(len(after), NAME_LENGTH), 0, -1)
        if not after[end - 1].isspace()
        and not (end < len(after) and _LATIN.match(after[end - 1]) and _LATIN.match(after[end]))
    ]
