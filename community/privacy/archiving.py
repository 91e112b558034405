"""Everything that is one's own, in one file that a person can open and read."""

from __future__ import annotations

import csv
import json
import tempfile
import zipfile
from collections.abc import Iterable
from io import StringIO
from typing import IO, Any

from django.core.files import File as DjangoFile
from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from community.attention.quotas import Quota, spend
from community.notifications.models import Kind
from community.notifications.telling import tell
from community.privacy.models import Archive
from config.kit import personal
from config.kit.claims import finish, nudge, sweeper
from config.kit.errors import NotAllowed
from config.kit.policies import signed_in

# A spreadsheet takes a cell that begins so for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@transaction.atomic
def ask_for_archive(person: Any) -> Archive:
    """Have a worker put together all that is the person's own; while one is under way, that one.

    Raises NotAllowed, QuotaReached.
    """
    if not signed_in(person):
        raise NotAllowed
    if under_way := Archive.objects.filter(person=person, done_at=None).first():
        return under_way
    spend(person, Quota.EXPORTS)
    try:
        with transaction.atomic():
            archive = Archive.objects.create(person=person)
    except IntegrityError:
        return Archive.objects.get(person=person, done_at=None)
    from community.privacy.tasks import make_archive

    nudge(make_archive, archive.pk)
    return archive


def put_together(archive: Archive) -> bool:
    """Write the file of a claimed archive and tell its person. False if another worker had done so."""
    person = archive.person
    with tempfile.TemporaryFile() as made:
        write_archive(person, made)
        size = made.tell()
        made.seek(0)
        default_storage.delete(archive.file_name)
        default_storage.save(archive.file_name, DjangoFile(made))
    with transaction.atomic():
        Archive.objects.filter(pk=archive.pk, done_at=None).update(size=size)
        if not finish(archive):
            if not Archive.objects.filter(pk=archive.pk).exists():
                # The account was taken away meanwhile.
                default_storage.delete(archive.file_name)
            return False
        tell(Kind.ARCHIVE, key=f"archive:{archive.reference}", recipient=person)
    return True


def write_archive(person: Any, file: IO[bytes]) -> None:
    """The ZIP: a page that says what is in it, each table as JSON and as CSV, and the photos."""
    with translation.override(person.language or None), zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        counts = []
        for name, rows in personal.tables(person):
            counts.append((name, len(rows)))
            archive.writestr(f"{name}.json", as_json(rows))
            archive.writestr(f"{name}.csv", as_csv(rows))
        for found in personal.files(person):
            with found.open() as source:
                # Photos are compressed already.
                archive.writestr(zipfile.ZipInfo(found.name), source.read(), zipfile.ZIP_STORED)
        about = {"person": person, "counts": counts, "now": timezone.now()}
        archive.writestr("README.txt", render_to_string("privacy/readme.txt", about))


def as_json(rows: list[dict[str, Any]]) -> str:
    return json.dumps(rows, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)


def as_csv(rows: list[dict[str, Any]]) -> str:
    """A table for spreadsheets: with a mark that says it is UTF-8, times in UTC."""
    text = StringIO()
    if rows:
        table = csv.writer(text)
        table.writerow(rows[0])
        table.writerows([_cell(value) for value in row.values()] for row in rows)
    return "\ufeff" + text.getvalue()


def _cell(value: Any) -> str:
    if isinstance(value, str):
        text = value
    elif isinstance(value, Iterable):
        text = " ".join(str(part) for part in value)
    else:
        text = "" if value is None else json.dumps(value, cls=DjangoJSONEncoder).strip('"')
    return f"'{text}" if text.startswith(FORMULA) and not isinstance(value, int) else text


@sweeper
def forget_old_archives() -> None:
    """Take files away that nobody may fetch any more."""
    for archive in Archive.objects.expired()[:50]:
        forget_archive(archive)


def forget_archive(archive: Archive) -> None:
    default_storage.delete(archive.file_name)
    archive.delete()
