"""What someone typed into a search field, made comparable."""

from __future__ import annotations

import unicodedata

from django.db.models import Q

MOST = 80
WORDS = 6


def normalised(text: str) -> str:
    """`text` in one form: full-width letters narrow, small letters, single spaces, nothing that cannot be printed."""
    plain = unicodedata.normalize("NFKC", text[: MOST * 4]).lower()
    printable = "".join(sign if unicodedata.category(sign)[0] != "C" else " " for sign in plain)
    return " ".join(printable.split())[:MOST].strip()


def words_of(text: str) -> list[str]:
    """The words of `text`, normalised; Chinese without spaces stays one."""
    return normalised(text).split()[:WORDS]


def said_in(words: list[str], *fields: str) -> Q:
    """Rows in which each word stands in at least one of `fields`."""
    found = Q()
    for word in words:
        somewhere = Q()
        for field in fields:
            somewhere |= Q(**{f"{field}__icontains": word})
        found &= somewhere
    return found
