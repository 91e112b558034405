"""Opaque keyset cursors: where a reader's page ended. Sealed, so that they tell nobody a primary key."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from config.kit.errors import Invalid
from config.kit.sealing import seal, unseal

_SALT = "qunpu.cursor"
_MOST = 400


class BadCursor(Invalid):
    """A cursor that this site did not give out."""

    code = "bad_cursor"
    field = "cursor"
    message = _("This page of the list is not there. Please begin at the top.")


def encode(*key: int | str) -> str:
    """A cursor for the sort key of the last item shown."""
    return seal(_SALT, key)


def decode(cursor: str) -> tuple[int | str, ...]:
    """The sort key behind `cursor`. Raises BadCursor for one that this site did not make."""
    try:
        return tuple(unseal(_SALT, cursor, most=_MOST))
    except ValueError as error:
        raise BadCursor from error


def decode_id(cursor: str | None) -> int | None:
    """The row id behind a cursor of one integer; None where there is no cursor or it is not ours."""
    if not cursor:
        return None
    try:
        key = decode(cursor)
    except BadCursor:
        return None
    return key[0] if len(key) == 1 and isinstance(key[0], int) else None


def newest_page(rows: QuerySet[Any], cursor: str | None, size: int) -> tuple[list[Any], str]:
    """The rows after `cursor`, latest first, and the cursor to the rest, "" where there is none. One query."""
    below = decode_id(cursor)
    found = list((rows if below is None else rows.filter(pk__lt=below)).order_by("-pk")[: size + 1])
    return found[:size], encode(found[size - 1].pk) if len(found) > size else ""


def oldest_page(rows: QuerySet[Any], cursor: str | None, size: int) -> tuple[list[Any], str]:
    """The same with the earliest first."""
    found = list(rows.filter(pk__gt=decode_id(cursor) or 0).order_by("pk")[: size + 1])
    return found[:size], encode(found[size - 1].pk) if len(found) > size else ""


def encode_moment(when: datetime, row: int) -> str:
    """A cursor for a list that goes by time, and by row id where two have the same."""
    return encode(when.isoformat(), row)


def decode_moment(cursor: str | None) -> tuple[datetime, int] | None:
    """The moment and row id behind such a cursor; None where there is no cursor or it is not ours."""
    try:
        when, row = decode(cursor) if cursor else ("", "")
        return datetime.fromisoformat(str(when)), int(row)
    except (BadCursor, ValueError):
        return None
