"""Say when one wants to be reached: quiet hours, and a digest."""

from __future__ import annotations

from datetime import time
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.notifications.clocks import zone_of
from community.notifications.digests import next_digest
from community.notifications.models import Delivery, Rhythm
from config.kit.errors import Invalid, NotAllowed

HOURS = range(24)
WEEKDAYS = range(7)


def rhythm_of(person: Any) -> Rhythm:
    """The person's rhythm, or an unsaved one with what holds without it. One query."""
    return Rhythm.objects.filter(person=person.pk).first() or Rhythm(person=person)


@transaction.atomic
def set_quiet_hours(
    person: Any,
    *,
    quiet: bool,
    start: time | None = None,
    end: time | None = None,
    days: int | None = None,
) -> Rhythm:
    """Turn quiet hours on or off; `start`, `end` and `days` (a bit a day, Monday the lowest) stay where not given.

    What was held is looked at again at once. Raises NotAllowed, and Invalid at "end" or "days".
    """
    rhythm = own_rhythm(person)
    rhythm.quiet = quiet
    rhythm.quiet_start, rhythm.quiet_end = start or rhythm.quiet_start, end or rhythm.quiet_end
    if days is not None:
        rhythm.quiet_days = days
    if rhythm.quiet and rhythm.quiet_start == rhythm.quiet_end:
        raise Invalid(_("Quiet hours end at another time than they begin."), field="end", code="no_hours")
    if rhythm.quiet_days & ~Rhythm.EVERY_DAY or (rhythm.quiet and not rhythm.quiet_days):
        raise Invalid(_("Choose at least one day."), field="days", code="no_days")
    rhythm.save()
    look_again(person)
    return rhythm


@transaction.atomic
def set_digest(person: Any, *, digest: str, hour: int | None = None, weekday: int | None = None) -> Rhythm:
    """Have what was not read sent every day or week at an `hour` of one's own clock, or not at all.

    Raises NotAllowed, and Invalid at "digest", "hour" or "weekday" (0 is Monday).
    """
    rhythm = own_rhythm(person)
    if digest not in Rhythm.Digest.values:
        raise Invalid(_("There is no such rhythm."), field="digest", code="unknown_rhythm")
    if hour is not None and hour not in HOURS:
        raise Invalid(_("Choose an hour from 0 to 23."), field="hour", code="no_such_hour")
    if weekday is not None and weekday not in WEEKDAYS:
        raise Invalid(_("Choose a day of the week."), field="weekday", code="no_such_day")
    rhythm.digest = digest
    rhythm.digest_hour = rhythm.digest_hour if hour is None else hour
    rhythm.digest_weekday = rhythm.digest_weekday if weekday is None else weekday
    rhythm.next_digest_at = next_digest(rhythm, timezone.now(), zone_of(person))
    rhythm.save()
    return rhythm


def look_again(person: Any) -> None:
    """Have what was held for the person looked at now: it goes, or is held anew."""
    waiting = Delivery.objects.filter(notification__person=person, held=True, state=Delivery.State.WAITING)
    waiting.filter(done_at=None).update(due_at=timezone.now())


def own_rhythm(person: Any) -> Rhythm:
    """The person's rhythm, made where there was none, and locked. Call it in a transaction. Raises NotAllowed."""
    if not person.is_authenticated:
        raise NotAllowed
    Rhythm.objects.get_or_create(person=person)
    return Rhythm.objects.select_for_update().get(person=person)
