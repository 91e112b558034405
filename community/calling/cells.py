"""Cells of a twentieth of a degree (about five kilometres): where stores are, as one number. Pure."""

from __future__ import annotations

from config.kit.geo import MICRO, Place, box_around

SIDE = MICRO // 20
_ACROSS = 360 * MICRO // SIDE
# Meridians meet at the poles: of a row as many cells as this are looked at to each side, which is all of them below
# 85 degrees, however far. Nearer to a pole one might miss a store of its other side.
_ASIDE = 110


def cell_at(place: Place) -> int:
    return _cell(place.lat // SIDE, place.lon // SIDE)


def cells_around(place: Place, metres: float) -> list[int]:
    """All cells that hold a point within `metres` (at most 50 kilometres), each once; some 4000 of them at most."""
    box = box_around(place, metres)
    rows = range(box.south // SIDE, box.north // SIDE + 1)
    middle = place.lon // SIDE
    columns = {
        column % _ACROSS
        for west, east in box.spans
        for column in range(west // SIDE, east // SIDE + 1)
        if min((column - middle) % _ACROSS, (middle - column) % _ACROSS) <= _ASIDE
    }
    return [_cell(row, column) for row in rows for column in sorted(columns)]


def _cell(row: int, column: int) -> int:
    return row * _ACROSS + column % _ACROSS
