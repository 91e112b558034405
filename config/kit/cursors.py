"""Opaque keyset cursors: where a reader's page ended. Sealed, so that they tell nobody a primary key."""

from __future__ import annotations

import base64
import hashlib
import json
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from config.kit.errors import Invalid

_SALT = "qunpu.cursor"
_MOST = 400


class BadCursor(Invalid):
    """A cursor that this site did not give out."""

    code = "bad_cursor"
    field = "cursor"
    message = _("This page of the list is not there. Please begin at the top.")


@lru_cache(maxsize=4)
def _seal(secret: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"{_SALT}:{secret}".encode()).digest()))


def encode(*key: int | str) -> str:
    """A cursor for the sort key of the last item shown."""
    return _seal(settings.SECRET_KEY).encrypt(json.dumps(key).encode()).decode().rstrip("=")


def decode(cursor: str) -> tuple[int | str, ...]:
    """The sort key behind `cursor`. Raises BadCursor for one that this site did not make."""
    try:
        padded = cursor[:_MOST].encode("ascii") + b"=" * (-len(cursor[:_MOST]) % 4)
        return tuple(json.loads(_seal(settings.SECRET_KEY).decrypt(padded)))
    except (InvalidToken, UnicodeEncodeError) as error:
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
