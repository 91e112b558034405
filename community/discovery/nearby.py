"""Stores within a distance of where the reader says to be: those they may trust most first, then the nearest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from community.discovery.asking import normalised
from community.discovery.stores import StoreCard, cards, on_the_street
from community.standing.ordering import Candidate, ranked
from config.kit.errors import Invalid
from config.kit.geo import MICRO, Place, distance

# Metres that a reader can choose from.
CHOICES = (500, 1000, 3000, 10_000)
MOST = 50
_COORDINATES = re.compile(r"(-?\d{1,3}(?:\.\d+)?)\s*[,;/ ]\s*(-?\d{1,3}(?:\.\d+)?)", re.ASCII)


class UnknownPlace(Invalid):
    code = "unknown_place"


@dataclass(frozen=True)
class Here:
    """Where the reader says to be, and how it is called."""

    place: Place
    name: str = ""

    @property
    def text(self) -> str:
        """As the reader could have typed it."""
        return self.name or ", ".join(f"{part:.4f}" for part in degrees(self.place))


def stores_near(viewer: Any, place: Place, metres: float, limit: int = MOST) -> list[tuple[int, float]]:
    """Primary keys and distances in metres of the open stores within `metres` of `place`, nearest first. One query."""
    boxed = on_the_street(viewer).within(place, metres).values_list("pk", "lat", "lon")
    far = ((pk, distance(place, Place(lat or 0, lon or 0))) for pk, lat, lon in boxed)
    return sorted((row for row in far if row[1] <= metres), key=lambda row: (row[1], row[0]))[:limit]


def near_cards(viewer: Any, place: Place, metres: float, limit: int = MOST) -> list[StoreCard]:
    """The same stores as a list shows them: those whom the reader may trust most first, of equal ones the nearest."""
    found = dict(stores_near(viewer, place, metres, limit))
    stores = on_the_street(viewer).in_bulk(found)
    near = [Candidate(pk, stores[pk].owner_id, stores[pk].created_at) for pk in found if pk in stores]
    line = ranked(viewer, near)
    new = {place.key for place in line if place.is_new}
    return cards([stores[place.key] for place in line], viewer, found, new=new)


def find_place(viewer: Any, text: str) -> Here:
    """Where `text` means: coordinates ("30.25, 120.15") or a place that a store names as its own.

    Raises UnknownPlace, at "at".
    """
    asked = normalised(text)
    if not asked:
        raise UnknownPlace(_("Say where you are: a place, or coordinates."), field="at", code="missing")
    if numbers := coordinates(asked):
        return Here(_point(*numbers))
    named = [
        (name, Place(lat or 0, lon or 0))
        for name, lat, lon in on_the_street(viewer)
        .exclude(lat=None)
        .filter(place_name__icontains=asked)
        .values_list("place_name", "lat", "lon")[:500]
    ]
    if not named:
        raise UnknownPlace(
            _("No store names this place. Try another name, or coordinates such as 30.25, 120.15."), field="at"
        )
    exact = [(name, place) for name, place in named if normalised(name) == asked] or named
    name = Counter(name for name, _place in exact).most_common(1)[0][0]
    return Here(_middle([place for other, place in exact if other == name]), name)


def coordinates(text: str) -> tuple[float, float] | None:
    """Latitude and longitude in degrees, where the text is such a pair and not a name."""
    numbers = _COORDINATES.fullmatch(normalised(text))
    return (float(numbers[1]), float(numbers[2])) if numbers else None


def _point(lat: float, lon: float) -> Place:
    try:
        return Place.from_degrees(lat, lon)
    except ValueError as error:
        message = _("Latitude is between -90 and 90, longitude between -180 and 180.")
        raise UnknownPlace(message, field="at", code="not_on_earth") from error


def _middle(places: Sequence[Place]) -> Place:
    """The place that is nearest to the average of all: one of them, for an average may lie in the lake."""
    lat = sum(place.lat for place in places) / len(places)
    lon = sum(place.lon for place in places) / len(places)
    return min(places, key=lambda place: (place.lat - lat) ** 2 + (place.lon - lon) ** 2)


def place_names(viewer: Any) -> list[str]:
    """Names of places that can be asked for, those with most stores first."""
    names = on_the_street(viewer).exclude(lat=None).exclude(place_name="").values_list("place_name", flat=True)
    return [name for name, _count in Counter(names[:1000]).most_common(8)]


def chosen_distance(text: str) -> int:
    """The choice that `text` names; the second one for anything else."""
    return int(text) if text in {str(choice) for choice in CHOICES} else CHOICES[1]


def degrees(place: Place) -> tuple[float, float]:
    """Latitude and longitude in degrees."""
    return place.lat / MICRO, place.lon / MICRO
