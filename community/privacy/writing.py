"""The file that a person takes along: a page to read, a sheet for each table, the same for programs, and the photos."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from io import TextIOWrapper
from itertools import islice
from tempfile import SpooledTemporaryFile, TemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import timezone, translation

from community.notifications.clocks import zone_of
from community.privacy.cells import cells, sheet_row
from config.kit import personal
from config.kit.personal import File, Row, Table

# Rows that the page shows of a table; the rest are in its sheet, and the page still opens on a phone.
MOST_SHOWN = 1000
CHUNK = 200
# What is written of a table before it goes through a file on the disk.
IN_MEMORY = 1 << 20


@dataclass
class Written:
    """A table as it came out: how many rows there are, and the name of its sheet in the archive."""

    table: Table
    sheet: str
    count: int = 0

    @property
    def topic(self) -> str:
        return str(self.table.topic.label)

    @property
    def left_out(self) -> int:
        """How many rows the page does not show."""
        return max(0, self.count - MOST_SHOWN)


def write_archive(person: Any, file: IO[bytes], *, keep: Callable[[], object] = lambda: None) -> None:
    """Write the ZIP with all that is the person's own, in their language and by their clock.

    `keep` is called now and then while it takes. What is in memory does not grow with what there is.
    """
    zone = zone_of(person)
    with (
        translation.override(person.language or None),
        timezone.override(zone),
        ZipFile(file, "w", ZIP_DEFLATED) as archive,
        TemporaryFile() as body,
    ):
        tables = []
        for table in personal.tables():
            tables.append(_write_table(archive, table, person, body))
            keep()
        for found in personal.files(person):
            _write_file(archive, found)
            keep()
        about = {
            "person": person,
            "now": timezone.now(),
            "zone": str(zone),
            "written": [table for table in tables if table.count],
            "empty": [table for table in tables if not table.count],
        }
        _say(archive, "README.txt", render_to_string("privacy/readme.txt", about))
        _write_page(archive, about, body)


def sheet_name(table: Table) -> str:
    """Where the sheet of the table lies, in the language that is active."""
    title = re.sub(r"[^\w-]+", " ", str(table.title)).strip()
    return f"csv/{title}.csv"


def _write_table(archive: ZipFile, table: Table, person: Any, body: IO[bytes]) -> Written:
    """Write the table for programs and as a sheet, and add it to the body of the page. Reads it once."""
    out = Written(table, sheet_name(table))
    with SpooledTemporaryFile(IN_MEMORY) as plain, SpooledTemporaryFile(IN_MEMORY) as sheet:
        # With the mark by which a spreadsheet knows UTF-8.
        lines = TextIOWrapper(sheet, "utf-8-sig", newline="")
        writer = csv.writer(lines)
        writer.writerow(str(column.label) for column in table.columns.values())
        for rows in _chunks(table.read(person)):
            plain.write("".join(_as_json(row, first=not out.count and not at) for at, row in enumerate(rows)).encode())
            writer.writerows(sheet_row(table, row) for row in rows)
            body.write(_rows_of_page(out, rows).encode())
            out.count += len(rows)
        plain.write(b"\n]\n" if out.count else b"[]\n")
        lines.flush()
        _copy(archive, f"json/{table.name}.json", plain)
        if out.count:
            body.write(render_to_string("privacy/archive/end.html", {"out": out}).encode())
            _copy(archive, out.sheet, sheet)
    return out


def _as_json(row: Row, *, first: bool) -> str:
    said = json.dumps(row, cls=DjangoJSONEncoder, ensure_ascii=False)
    return f"[\n{said}" if first else f",\n{said}"


def _rows_of_page(out: Written, rows: list[Row]) -> str:
    """The rows as the page has them, with the head of the table before the first."""
    shown = [cells(out.table, row) for row in rows[: max(0, MOST_SHOWN - out.count)]]
    return render_to_string("privacy/archive/rows.html", {"out": out, "rows": shown})


def _write_page(archive: ZipFile, about: dict[str, Any], body: IO[bytes]) -> None:
    """What stands above needs to know what is below, so it is written last."""
    with archive.open("index.html", "w") as page:
        page.write(render_to_string("privacy/archive/head.html", about).encode())
        body.seek(0)
        shutil.copyfileobj(body, page)
        page.write(render_to_string("privacy/archive/foot.html", about).encode())


def _write_file(archive: ZipFile, found: File) -> None:
    """Photos are compressed already."""
    entry = ZipInfo(found.name, timezone.localtime().timetuple()[:6])
    entry.compress_type = ZIP_STORED
    with found.open() as source, archive.open(entry, "w") as place:
        shutil.copyfileobj(source, place)


def _copy(archive: ZipFile, name: str, file: IO[bytes]) -> None:
    file.seek(0)
    with archive.open(name, "w") as place:
        shutil.copyfileobj(file, place)


def _say(archive: ZipFile, name: str, text: str) -> None:
    with archive.open(name, "w") as place:
        place.write(text.encode())


def _chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    waiting = iter(rows)
    while chunk := list(islice(waiting, CHUNK)):
        yield chunk
