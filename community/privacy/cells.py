"""How a value that a person takes along is written: for programs as it is kept, for people in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from config.kit.money import Money
from config.kit.personal import Column, Row, Table

# A spreadsheet takes a cell that begins so for a formula, in full width too.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True)
class Cell:
    """A value on the page: its column's label, its words, and the photos that it names."""

    label: str
    words: str
    photos: tuple[str, ...] = ()


def cells(table: Table, row: Row) -> list[Cell]:
    """A row as the page shows it, without what is empty."""
    shown = []
    for key, column in table.columns.items():
        if column.photos:
            cell = Cell(str(column.label), "", tuple(_parts(row[key])))
        else:
            amount = _money(column, row, key)
            cell = Cell(str(column.label), words(column, row[key]) if amount is None else str(amount))
        shown.append(cell)
    return shown


def sheet_row(table: Table, row: Row) -> list[str]:
    """A row for a spreadsheet: amounts as plain numbers, and nothing that it takes for a formula."""
    line = []
    for key, column in table.columns.items():
        amount = _money(column, row, key)
        if amount is not None:
            line.append(str(amount.major))
        elif isinstance(row[key], int):
            line.append(words(column, row[key]))
        else:
            line.append(guarded(words(column, row[key])))
    return line


def guarded(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def words(column: Column, value: Any) -> str:
    """A value in the language and the time zone that are active."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M:%S}"
    if isinstance(value, str | Promise | int):
        return str(_label(column, value))
    if isinstance(value, dict):
        return ": ".join(words(column, part) for part in value.values())
    if isinstance(value, Iterable):
        return "\n".join(words(column, part) for part in value)
    return str(value)


def _label(column: Column, value: Any) -> Any:
    return dict(column.choices.choices).get(value, value) if column.choices else value


def _parts(value: Any) -> list[Any]:
    """What there is of a list, or of one value."""
    if not value:
        return []
    return [value] if isinstance(value, str) else list(value)


def _money(column: Column, row: Row, key: str) -> Money | None:
    if not column.money or row[key] is None or not row[column.money]:
        return None
    return Money(row[key], row[column.money])
