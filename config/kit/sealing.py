"""Sealed tokens: what this site told somebody and believes when it comes back, and what nobody else can read.

Each use has a salt of its own, so that no token serves for another.
"""

from __future__ import annotations

import base64
import hashlib
import json
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


def seal(salt: str, value: Any) -> str:
    """A token, fit for an address, that holds `value`: something that JSON can write."""
    return _key(salt, settings.SECRET_KEY).encrypt(json.dumps(value).encode()).decode().rstrip("=")


def unseal(salt: str, token: str, *, most: int, age: int | None = None) -> Any:
    """What `token` holds. Raises ValueError for one that this site did not make, or made more than `age` seconds ago.

    Of a token only the first `most` characters are looked at: nobody makes the site work on a long one.
    """
    try:
        padded = token[:most].encode("ascii") + b"=" * (-len(token[:most]) % 4)
        return json.loads(_key(salt, settings.SECRET_KEY).decrypt(padded, ttl=age))
    except InvalidToken as error:
        raise ValueError("The token is not ours, or too old.") from error


@lru_cache(maxsize=8)
def _key(salt: str, secret: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"{salt}:{secret}".encode()).digest()))
