"""Say which kinds of notifications one wants, and by which medium."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from community.notifications.models import Kind, Medium, Preference
from config.kit.errors import Invalid, NotAllowed


def prefer(person: Any, *, kind: str, medium: str, enabled: bool) -> Preference:
    """Turn a kind on or off for one medium. Raises NotAllowed, and Invalid at "kind" or "medium"."""
    if not person.is_authenticated:
        raise NotAllowed
    if kind not in Kind.values:
        raise Invalid(_("There is no such kind of notification."), field="kind", code="unknown_kind")
    if medium not in Medium.values:
        raise Invalid(_("There is no such way to be told."), field="medium", code="unknown_medium")
    preference, _made = Preference.objects.update_or_create(
        person=person, kind=kind, medium=medium, defaults={"enabled": enabled}
    )
    return preference


@transaction.atomic
def prefer_all(person: Any, *, wanted: Mapping[tuple[str, str], bool]) -> None:
    """Set several (kind, medium) at once. Raises what `prefer` raises, and then changes nothing."""
    for (kind, medium), enabled in wanted.items():
        prefer(person, kind=kind, medium=medium, enabled=enabled)
