"""Have everything that is one's own put together in one file, for a while. What is in it: `writing`."""

from __future__ import annotations

import tempfile
from typing import Any

from django.core.files import File as DjangoFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from community.attention.quotas import Quota, spend
from community.notifications.models import Kind
from community.notifications.telling import tell
from community.privacy.models import Archive
from community.privacy.writing import write_archive
from config.kit.claims import finish, held, nudge, sweeper
from config.kit.errors import NotAllowed
from config.kit.policies import signed_in


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
    """Write the file of a claimed archive and tell its person.

    False if another worker had done so, or if the account was closed meanwhile: then no file is left of it.
    """
    person, mine = archive.person, Archive.objects.filter(pk=archive.pk, done_at=None)
    if person.closed_at is not None:
        return False
    with tempfile.TemporaryFile() as made:
        write_archive(person, made, keep=lambda: mine.update(**held()))
        size = made.tell()
        made.seek(0)
        default_storage.delete(archive.file_name)
        name = default_storage.save(archive.file_name, DjangoFile(made))
    if name != archive.file_name:
        # Another worker has put its own there in this moment.
        default_storage.delete(name)
    with transaction.atomic():
        mine.update(size=size)
        if finish(archive):
            tell(Kind.ARCHIVE, key=f"archive:{archive.reference}", recipient=person)
            return True
    if not Archive.objects.filter(pk=archive.pk).exists():
        default_storage.delete(archive.file_name)
    return False


@sweeper
def forget_old_archives() -> None:
    """Take files away that nobody may fetch any more."""
    for archive in Archive.objects.expired()[:50]:
        forget_archive(archive)


def forget_archive(archive: Archive) -> None:
    default_storage.delete(archive.file_name)
    archive.delete()
