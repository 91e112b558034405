"""What is held of a person: what they take along, and what is taken away when they close their account.

Each room says so in a module `personal.py`, which is found by its name:

    @exported(Topic.SAID, "posts", title=_("Posts"), columns={
        "reference": _("Reference"),
        "text": _("Text"),
        "state": Column(_("State"), choices=Standing),
        "passed_on": Column(_("Passes on"), "repost_of.reference"),
    })
    def posts(person): return Post.objects.filter(author=person).select_related("repost_of")

    @erased
    def forget_posts(person): Post.objects.filter(author=person).update(text="")

Both are called by `community.privacy`. An erasing function may be called twice, by a worker that died in between, and
then changes nothing more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet, TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Label = str | Promise
Row = dict[str, Any]
Rows = Callable[[Any], Iterable[Any]]
Eraser = Callable[[Any], object]

# Rows that are in memory at a time.
CHUNK = 500


class Topic(TextChoices):
    """What a table is about: in this order they are read."""

    ME = "me", pgettext_lazy("what a table is about", "Me")
    SAID = "said", _("What I said")
    PEOPLE = "people", _("Groups and people")
    BUYING = "buying", _("Buying")
    SELLING = "selling", _("Selling")
    ORDERS = "orders", _("On the way of orders")
    DECISIONS = "decisions", _("Reports and decisions")
    TOLD = "told", _("What I am told")
    WAYS = "ways", _("Ways in, and limits")


@dataclass(frozen=True)
class Column:
    """A column of what a person takes along.

    `source` is a dotted path from the row's object, or a function of it; by default an attribute of the column's own
    key. `choices` puts stored codes into words for who reads. `money` says that it is in minor units, and which column
    of the table names the currency. `photos`: its value is the reference of a picture, or a list of such.
    """

    label: Label
    source: str | Callable[[Any], Any] = ""
    choices: type[TextChoices] | None = None
    money: str = ""
    photos: bool = False

    def read(self, key: str, row: Any) -> Any:
        """The value of this column, which is called `key`, in `row`."""
        if callable(self.source):
            return self.source(row)
        value = row
        for name in (self.source or key).split("."):
            value = getattr(value, name, None)
        return value


@dataclass(frozen=True)
class Table:
    """Rows of a person's own. `name` and the keys of the columns are for programs and stay as they are; `title` and the
    labels are for who reads."""

    topic: Topic
    name: str
    title: Label
    columns: Mapping[str, Column]
    rows: Rows

    def read(self, person: Any) -> Iterator[Row]:
        """What is the person's own, the newest first unless `rows` orders it, never all of it in memory."""
        found = self.rows(person)
        if isinstance(found, QuerySet):
            found = (found if found.query.order_by else found.order_by("-pk")).iterator(chunk_size=CHUNK)
        for row in found:
            yield {key: column.read(key, row) for key, column in self.columns.items()}


@dataclass(frozen=True)
class File:
    """A file that the person takes along: `name` is its place in the archive."""

    name: str
    open: Callable[[], BinaryIO]


_tables: dict[str, Table] = {}
_files: list[Callable[[Any], Iterator[File]]] = []
_erasers: list[Eraser] = []
_obstacles: list[Callable[[Any], str]] = []


def exported(topic: Topic, name: str, *, title: Label, columns: Mapping[str, Column | Label]) -> Callable[[Rows], Rows]:
    """Register rows of one's own: a function that gives a queryset, or any objects, for a person.

    `name` is a file name and a key, as are the keys of `columns`; a column that needs no more is given as its label.
    """
    made = {key: given if isinstance(given, Column) else Column(given) for key, given in columns.items()}

    def register(rows: Rows) -> Rows:
        if name in _tables:
            raise ValueError(f"there is a table {name} already")
        _tables[name] = Table(topic, name, title, made, rows)
        return rows

    return register


def exported_files(files: Callable[[Any], Iterator[File]]) -> Callable[[Any], Iterator[File]]:
    """Register files of one's own."""
    _files.append(files)
    return files


def erased(eraser: Eraser) -> Eraser:
    """Register what takes away what a room holds of a person."""
    _erasers.append(eraser)
    return eraser


def kept_open_by(obstacle: Callable[[Any], str]) -> Callable[[Any], str]:
    """Register what keeps an account open: it says why, in the reader's language, or "" where nothing does."""
    _obstacles.append(obstacle)
    return obstacle


def tables() -> list[Table]:
    """All tables, by what they are about, as the rooms have them."""
    topics = list(Topic)
    return sorted(_tables.values(), key=lambda table: topics.index(table.topic))


def files(person: Any) -> Iterator[File]:
    """All files of the person's own."""
    for found in _files:
        yield from found(person)


def erasers() -> list[Eraser]:
    """What is to be called to take everything away."""
    return list(_erasers)


def obstacles(person: Any) -> list[str]:
    """Why the person cannot close their account now."""
    return [said for said in (obstacle(person) for obstacle in _obstacles) if said]


def forget_in_history(rows: QuerySet) -> None:
    """The admin's history notes what an operator acted on by what it was called then: take those words out of it."""
    keys = [str(pk) for pk in rows.values_list("pk", flat=True)]
    kind = ContentType.objects.get_for_model(rows.model)
    for start in range(0, len(keys), CHUNK):
        about = LogEntry.objects.filter(content_type=kind, object_id__in=keys[start : start + CHUNK])
        about.update(object_repr="")
