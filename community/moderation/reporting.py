"""Report what should not be here."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

from community.attention.quotas import Quota, spend
from community.channels.models import Subscription
from community.events import case_opened
from community.moderation import registry
from community.moderation.logging import checked_reason
from community.moderation.models import Case, ModerationAction, Outcome, Report
from community.moderation.settling import log_end_of, settle
from config.kit.errors import Invalid, NotAllowed
from config.kit.lines import one_line
from config.kit.policies import signed_in, staff

NOTE_LENGTH = 300


@transaction.atomic
def report(person: Any, *, target: models.Model, reason: str, note: str = "") -> Report:
    """Tell the moderators about something that `person` sees: of its group, or the staff.

    Reporting the same thing again changes the reason and note of the one report, and opens its case again. Raises
    NotAllowed, QuotaReached, and Invalid at "reason" or "note".
    """
    if not signed_in(person):
        raise NotAllowed
    about = owner_of(target, person)
    if about == person:
        raise Invalid(_("This is your own."), code="own")
    reason, note = checked(reason, note)
    spend(person, Quota.REPORTS)
    return write_report(person, target=target, about=about, reason=reason, note=note)


def checked(reason: str, note: str) -> tuple[str, str]:
    """What a report says. Raises Invalid at "reason" or "note"."""
    if reason not in Report.Reason.values:
        raise Invalid(_("Choose a reason."), field="reason", code="unknown_reason")
    return reason, one_line(note, field="note", most=NOTE_LENGTH, required=False)


def write_report(reporter: Any, *, target: models.Model, about: Any, reason: str, note: str) -> Report:
    """Write a report down and open its case. `reporter` is None for a guest; rights and limits are the caller's."""
    case = open_case(target, about=about)
    made, _is_new = Report.objects.update_or_create(
        reporter=reporter,
        target_type=case.target_type,
        target_id=target.pk,
        defaults={"reason": reason, "note": note, "settled_at": None, "outcome": "", "answer": "", "case": case},
    )
    return made


def owner_of(target: models.Model, reporter: Any = None) -> Any:
    """The person whom a report or an act of moderation about `target` concerns; None where it is nobody here."""
    entry = registry.of_target(target)
    if entry is None:
        raise Invalid(_("This cannot be reported."), code="not_reportable")
    return entry.about(target, reporter)


def open_case(target: models.Model, *, about: Any, note: str = "") -> Case:
    """The open case about `target`; made where there is none. Of two at once one makes it."""
    kind = ContentType.objects.get_for_model(target)
    one = {"target_type": kind, "target_id": target.pk, "about": about, "settled_at": None}
    found = Case.objects.filter(**one).first()
    if found is not None:
        return found
    group = registry.group_of(target)
    try:
        with transaction.atomic():
            case = Case.objects.create(**one, group=group, for_staff=keeps_order(about, group), note=note)
            case_opened.send(sender=Case, case=case)
            return case
    except IntegrityError:
        return Case.objects.get(**one)


def keeps_order(person: Any, group: Any) -> bool:
    """Whether the person moderates the group, or there is none: then the staff looks at what is said of them."""
    if group is None or person is None:
        return True
    rows = Subscription.objects.keepers().filter(person=person, channel__group=group)
    return bool(group.owner_id == person.pk or rows.exists())


@transaction.atomic
def settle_reports(person: Any, *, target: models.Model, reason: str) -> int:
    """Mark all open cases about `target` as dealt with, which is logged. Returns how many.

    Raises NotAllowed, Invalid at "reason".
    """
    if not staff(person):
        raise NotAllowed
    reason, kind = checked_reason(reason), ContentType.objects.get_for_model(target)
    open_cases = Case.objects.filter(target_type=kind, target_id=target.pk, settled_at=None)
    ended = [case for case in open_cases if settle(case, by=person, outcome=Outcome.ACTED, reason=reason)]
    for case in ended:
        log_end_of(case, by=person, verb=ModerationAction.Verb.SETTLE_REPORTS, reason=reason)
    return len(ended)
