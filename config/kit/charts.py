"""Charts drawn on the server, in the units of the drawings of `c-bar-chart` and `c-heat-strip`."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

WIDTH, HEIGHT = 320, 95


@dataclass(frozen=True)
class Bar:
    """One bar: what it is of, its value as people say it, and its place."""

    label: str
    said: str
    x: str
    y: str
    width: str
    height: str
    now: bool


def bars(values: Sequence[tuple[str, int, str]]) -> list[Bar]:
    """Bars for (label, value, value as said), oldest first; the last one is the current one.

    Nothing is drawn shorter than a hairline, so that a day without sales is still a day.
    """
    if not values:
        return []
    most = max(value for _, value, _ in values) or 1
    step = WIDTH / len(values)
    width = min(step * 0.64, 22)
    drawn = []
    for index, (label, value, said) in enumerate(values):
        height = max(1.0, value / most * HEIGHT)
        left = index * step + (step - width) / 2
        drawn.append(
            Bar(
                label=label,
                said=said,
                x=f"{left:.1f}",
                y=f"{HEIGHT - height:.1f}",
                width=f"{width:.1f}",
                height=f"{height:.1f}",
                now=index == len(values) - 1,
            )
        )
    return drawn


# Squares of a heat strip: side and step in the units of `c-heat-strip`'s drawing, and how many weeks it holds.
SIDE, STEP, WEEKS = 8, 12, 53
# The least number of things for each shade above "nothing".
SHADES = (1, 2, 4, 7)


@dataclass(frozen=True)
class Shade:
    """All days of one shade as the `d` of one path; `level` 0 is a day on which there was nothing."""

    level: int
    path: str


@dataclass(frozen=True)
class Week:
    """A week that had something: its Monday, how many things, and on how many days."""

    begins: date
    things: int
    days: int


@dataclass(frozen=True)
class HeatStrip:
    """A year on one line: 53 columns of weeks, the newest last, seven rows from Monday to Sunday."""

    begins: date
    ends: date
    shades: Sequence[Shade]
    weeks: Sequence[Week]
    things: int
    days: int
    width: int = WEEKS * STEP - (STEP - SIDE)
    height: int = 7 * STEP - (STEP - SIDE)


def heat_strip_begins(today: date) -> date:
    """The Monday with which the strip that ends today begins."""
    return today - timedelta(days=today.weekday(), weeks=WEEKS - 1)


def heat_strip(counts: Mapping[date, int], today: date) -> HeatStrip:
    """The strip of what there was on each day up to today; other days are left out."""
    begins = heat_strip_begins(today)
    paths: list[list[str]] = [[] for _ in range(len(SHADES) + 1)]
    weeks: dict[date, list[int]] = {}
    for index in range((today - begins).days + 1):
        day = begins + timedelta(days=index)
        count = counts.get(day, 0)
        week, weekday = divmod(index, 7)
        paths[bisect_right(SHADES, count)].append(f"M{week * STEP} {weekday * STEP}h{SIDE}v{SIDE}h-{SIDE}z")
        if count:
            weeks.setdefault(day - timedelta(days=weekday), []).append(count)
    return HeatStrip(
        begins=begins,
        ends=today,
        shades=[Shade(level, "".join(drawn)) for level, drawn in enumerate(paths) if drawn],
        weeks=[Week(monday, sum(found), len(found)) for monday, found in weeks.items()],
        things=sum(map(sum, weeks.values())),
        days=sum(map(len, weeks.values())),
    )
