"""What stands for somebody or something without a picture: a stable colour and a first character."""

from __future__ import annotations

import hashlib
from typing import Any

TINTS = 8


def tint_number(text: str) -> int:
    """1 to TINTS, always the same for the same text: the number of a colour of the style sheet."""
    digest = hashlib.blake2s(text.encode(), digest_size=2).digest()
    return int.from_bytes(digest, "big") % TINTS + 1


def initial(name: Any) -> str:
    """The first letter or character of a name, in upper case; "·" where it has none."""
    return next((sign.upper() for sign in str(name or "") if sign.isalnum()), "·")
