"""The rows from which cards are made: of one shape for all kinds of pages, so that one statement reads them all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, F, IntegerField, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast

from content.cards.card import Arguments, Card
from content.pictures.models import Picture

_PICTURE = {
    "reference": TextField,
    "alt": TextField,
    "width": IntegerField,
    "height": IntegerField,
    "is_private": BooleanField,
}
_COLUMNS = [f"c_{name}" for name in ("key", "name", "line", "more", "currency", "low", "high", *_PICTURE)]


@dataclass(frozen=True)
class Row:
    """What the database says of a page that a link leads to. `low` and `high` are prices in minor units.

    `name`, `line` and `more` are whatever the kind of page put there.
    """

    key: str
    name: str
    line: str
    more: str
    low: int | None
    high: int | None
    currency: str
    picture: Picture | None


@dataclass(frozen=True)
class CardRows:
    """How pages of one kind become cards.

    `key` names the page that the arguments of its route mean; `find` gives the rows of those keys that the viewer may
    see, made by `columns`; `card` makes one of them a card.
    """

    key: Callable[[Arguments], str]
    find: Callable[[set[str], Any], QuerySet[Any, Any]]
    card: Callable[[Row], Card]


def columns(
    found: QuerySet[Any, Any],
    *,
    key: Any,
    name: Any,
    line: Any = "",
    more: Any = "",
    low: Any = None,
    high: Any = None,
    currency: Any = "",
    photo: QuerySet[Any, Any] | str = "",
) -> QuerySet[Any, Any]:
    """`found` in the one shape. Each argument is the name of a field, an expression, or nothing.

    `photo` is the path of a foreign key to a picture, or the pictures of a row of which the first one is meant,
    as a queryset with an OuterRef.
    """
    texts = {"key": key, "name": name, "line": line, "more": more, "currency": currency}
    values: dict[str, Any] = {f"c_{label}": Cast(_part(part, Value("")), TextField()) for label, part in texts.items()}
    for label, part in (("low", low), ("high", high)):
        values[f"c_{label}"] = Cast(_part(part, Value(None)), IntegerField())
    for field, kind in _PICTURE.items():
        values[f"c_{field}"] = Cast(_photo(photo, field), kind())
    return found.order_by().annotate(**values)


def _part(part: Any, nothing: Value) -> Any:
    """An expression for what `columns` was given."""
    if part is None or part == "":
        return nothing
    return F(part) if isinstance(part, str) else part


def _photo(photo: QuerySet[Any, Any] | str, field: str) -> Any:
    if isinstance(photo, str):
        return F(f"{photo}__{field}") if photo else Value(None)
    return Subquery(photo.values(f"picture__{field}")[:1])


def read(wanted: Sequence[tuple[str, CardRows, set[str]]], viewer: Any) -> dict[tuple[str, str], Card]:
    """Cards by the name of the route and the key of the page. One statement, whatever kinds of pages are wanted."""
    kinds = {name: rows for name, rows, _keys in wanted}
    parts = [
        rows.find(keys, viewer).annotate(c_kind=Value(name, TextField())).values_list("c_kind", *_COLUMNS)
        for name, rows, keys in wanted
    ]
    if not parts:
        return {}
    found = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    return {(name, key): kinds[name].card(_row(key, *rest)) for name, key, *rest in found}


def _row(key: str, *rest: Any) -> Row:
    name, line, more, currency, low, high, reference, *picture = rest
    shown = Picture(reference=reference, **dict(zip(list(_PICTURE)[1:], picture, strict=True))) if reference else None
    return Row(key, name, line, more, low, high, currency, shown)
