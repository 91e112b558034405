"""How much guests may put up from one network address, before anyone knows who they are.

A photo costs seconds of decoding and stays on disk for as long as its draft; an opening tells, by its refusal, who is
already here. `origin` comes from `community.entry.limits.origin_of`.
"""

from __future__ import annotations

from community.entry.limits import check, knock
from community.entry.models import Knock


def count_photo(origin: str) -> None:
    """Call it before a guest's photo is taken in. Raises TooOften at "photo"."""
    _count(Knock.Door.PHOTO, origin, field="photo")


def count_newcomer(origin: str) -> None:
    """Call it before a store is opened for a newcomer, outside of the transaction. Raises TooOften at "contact"."""
    _count(Knock.Door.STORE, origin, field="contact")


def _count(door: Knock.Door, origin: str, *, field: str) -> None:
    check(door, origin=origin, field=field)
    knock(door, origin=origin)
