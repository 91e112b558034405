"""Report what should not be here, and settle reports."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.moderation.models import Report
from config.kit.errors import Invalid, NotAllowed
from config.kit.lines import one_line
from config.kit.policies import signed_in, staff


@transaction.atomic
def report(person: Any, *, target: models.Model, reason: str, note: str = "") -> Report:
    """Tell the moderators about a post, comment, group, person, store or product that `person` sees.

    Reporting the same thing again changes the reason and note of the one report. Raises NotAllowed, and
    Invalid at "reason" or "note".
    """
    if not signed_in(person):
        raise NotAllowed
    if owner_of(target) == person:
        raise Invalid(_("This is your own."), code="own")
    if reason not in Report.Reason.values:
        raise Invalid(_("Choose a reason."), field="reason", code="unknown_reason")
    note = one_line(note, field="note", most=300, required=False)
    made, _is_new = Report.objects.update_or_create(
        reporter=person,
        target_type=ContentType.objects.get_for_model(target),
        target_id=target.pk,
        defaults={"reason": reason, "note": note, "settled_at": None},
    )
    return made


def owner_of(target: models.Model) -> Any:
    """The person whom a report or an act of moderation about `target` concerns."""
    if isinstance(target, get_user_model()):
        return target
    return getattr(target, "author", None) or getattr(target, "owner", None) or target.store.owner  # type: ignore[attr-defined]


@transaction.atomic
def settle_reports(person: Any, *, target: models.Model) -> int:
    """Mark all open reports about `target` as dealt with. Returns how many. Raises NotAllowed."""
    if not staff(person):
        raise NotAllowed
    about = Report.objects.filter(target_type=ContentType.objects.get_for_model(target), target_id=target.pk)
    return about.filter(settled_at=None).update(settled_at=timezone.now())
