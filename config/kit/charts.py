"""Charts drawn on the server: where the bars stand, in the units of `c-bar-chart`'s drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
