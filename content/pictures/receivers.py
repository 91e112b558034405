"""A picture's files go with its row."""

from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver

from content.pictures.models import Picture


@receiver(post_delete, sender=Picture)
def remove_files(sender: Any, *, instance: Picture, **_: Any) -> None:
    """After commit, so that a deletion that is taken back loses nothing."""
    names = [instance.file_name(width) for width in instance.widths]

    def remove() -> None:
        for name in names:
            default_storage.delete(name)

    transaction.on_commit(remove)
