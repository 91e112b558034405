"""Archives are made and closed accounts taken away in the background."""

from celery import shared_task

from community.privacy.archiving import put_together
from community.privacy.closing import take_away
from community.privacy.models import Archive, Erasure
from config.kit.claims import claim, swept_by


@shared_task
def make_archive(pk: int) -> None:
    """Make the archive with that primary key."""
    if archive := claim(Archive, pk):
        put_together(archive)


@shared_task
def erase(pk: int) -> None:
    """Take away the account of the erasure with that primary key."""
    if erasure := claim(Erasure, pk):
        take_away(erasure)


swept_by(Archive, make_archive)
swept_by(Erasure, erase)
