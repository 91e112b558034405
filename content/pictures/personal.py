"""A person's photos."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any, BinaryIO, cast

from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from config.kit.personal import CHUNK, Column, File, Topic, erased, exported, exported_files
from content.pictures.models import Picture


@exported(
    Topic.ME,
    "photos",
    title=_("Photos"),
    columns={
        "reference": Column(_("Photo"), photos=True),
        "alt": _("What it shows"),
        "width": _("Width"),
        "height": _("Height"),
        "is_private": _("Only where it hangs"),
        "created_at": _("Put up"),
    },
)
def photos(person: Any) -> QuerySet[Picture]:
    return Picture.objects.filter(owner=person)


def files_of(pictures: QuerySet[Picture]) -> Iterator[File]:
    """The widest variant of each, where the archive's tables look for it."""
    for picture in pictures.iterator(chunk_size=CHUNK):
        name = picture.file_name(picture.width)
        if default_storage.exists(name):
            yield File(f"photos/{picture.reference}.webp", partial(_opened, name))


def _opened(name: str) -> BinaryIO:
    return cast(BinaryIO, default_storage.open(name))


@exported_files
def photo_files(person: Any) -> Iterator[File]:
    return files_of(Picture.objects.filter(owner=person))


@erased
def forget_photos(person: Any) -> None:
    """Row by row: the files go with them."""
    for picture in Picture.objects.filter(owner=person):
        picture.delete()
