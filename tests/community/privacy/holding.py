"""What the database holds, and what an archive does."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import QuerySet

from community.people.models import Person
from community.privacy.writing import write_archive
from config.kit import personal


def texts(mark: str) -> Iterator[tuple[str, str]]:
    """All that the database holds in which `mark` stands, as ("Model.column", text)."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if not isinstance(field, models.CharField | models.TextField | models.JSONField):
                continue
            for value in model._default_manager.values_list(field.name, flat=True):
                for text in strings(value):
                    if mark in text:
                        yield f"{model.__name__}.{field.name}", text


def held(mark: str) -> set[str]:
    """The columns of the database in which `mark` stands, as "Model.column"."""
    return {column for column, _text in texts(mark)}


def strings(value: Any) -> Iterator[str]:
    """All texts in what JSON can hold; the keys are not among them."""
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from strings(part)
    elif value is not None:
        yield str(value)


def opened(person: Person) -> zipfile.ZipFile:
    file = io.BytesIO()
    write_archive(person, file)
    return zipfile.ZipFile(file)


def rows(archive: zipfile.ZipFile, name: str) -> list[dict]:
    return json.loads(archive.read(f"json/{name}.json"))


def said_in(archive: zipfile.ZipFile) -> str:
    """All its words."""
    names = [name for name in archive.namelist() if not name.startswith("photos/")]
    return "".join(archive.read(name).decode() for name in names) + "".join(names)


def models_of_tables(person: Person) -> dict[str, type[models.Model]]:
    """Of which model each table's rows are; the person needs some of each."""
    found = {}
    for table in personal.tables():
        read = table.rows(person)
        found[table.name] = read.model if isinstance(read, QuerySet) else type(next(iter(read)))
    return found
