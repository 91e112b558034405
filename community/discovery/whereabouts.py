"""Where a reader says to be: kept in the session and nowhere else, until they have us forget it."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from community.discovery.nearby import Here, chosen_distance
from config.kit.geo import Place

_HERE, _WITHIN = "near_here", "near_within"
Session = MutableMapping[str, Any]


def here_of(session: Session) -> Here | None:
    """Where the reader said to be in this session."""
    kept = session.get(_HERE)
    return Here(Place(kept[0], kept[1]), kept[2]) if kept else None


def within_of(session: Session) -> int:
    """How far they would go, in metres."""
    return chosen_distance(str(session.get(_WITHIN, "")))


def keep(session: Session, here: Here, metres: int) -> None:
    """Remember where they are and how far they would go."""
    session[_HERE] = [here.place.lat, here.place.lon, here.name]
    session[_WITHIN] = metres


def forget(session: Session) -> None:
    """Know nothing of it any more."""
    for key in (_HERE, _WITHIN):
        session.pop(key, None)
