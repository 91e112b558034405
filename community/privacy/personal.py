"""Archives go with the account."""

from __future__ import annotations

from typing import Any

from community.privacy.archiving import forget_archive
from community.privacy.models import Archive
from config.kit.personal import erased


@erased
def forget_archives(person: Any) -> None:
    for archive in Archive.objects.filter(person=person):
        forget_archive(archive)
