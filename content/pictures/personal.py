"""A person's photos."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, BinaryIO, cast

from django.core.files.storage import default_storage

from config.kit.personal import File, Row, erased, exported, exported_files
from content.pictures.models import Picture


@exported("photos")
def photos(person: Any) -> Iterable[Row]:
    return Picture.objects.filter(owner=person).values("reference", "alt", "width", "height", "created_at")


def _opened(name: str) -> BinaryIO:
    return cast(BinaryIO, default_storage.open(name))


@exported_files
def photo_files(person: Any) -> Iterator[File]:
    for picture in Picture.objects.filter(owner=person).iterator():
        name = picture.file_name(picture.width)
        if default_storage.exists(name):
            yield File(f"photos/{picture.reference}.webp", partial(_opened, name))


@erased
def forget_photos(person: Any) -> None:
    """Row by row: the files go with them."""
    for picture in Picture.objects.filter(owner=person):
        picture.delete()
