"""Opaque, signed keyset cursors: where a reader's page ended."""

from __future__ import annotations

from django.core import signing

from config.kit.errors import Invalid

_SALT = "qunpu.cursor"


def encode(*key: int | str) -> str:
    """A cursor for the sort key of the last item shown."""
    return signing.dumps(list(key), salt=_SALT, compress=False)


def decode(cursor: str) -> tuple[int | str, ...]:
    """The sort key behind `cursor`. Raises Invalid for one that this site did not sign."""
    try:
        return tuple(signing.loads(cursor, salt=_SALT))
    except signing.BadSignature as error:
        raise Invalid(field="cursor", code="bad_cursor") from error


def decode_id(cursor: str | None) -> int | None:
    """The row id behind a cursor of one integer; None where there is no cursor or it is not ours."""
    if not cursor:
        return None
    try:
        key = decode(cursor)
    except Invalid:
        return None
    return key[0] if len(key) == 1 and isinstance(key[0], int) else None
