"""Pause everything: no mail, no push, no digest, until a moment or until it is ended. The bell goes on counting.

Only codes for signing in and warnings about the account still come. What is held goes afterwards as after quiet hours:
in one message a medium, and without what was read meanwhile.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.notifications.clocks import first_moment, zone_of
from community.notifications.models import Rhythm
from community.notifications.pacing import look_again, own_rhythm, rhythm_of
from config.kit.errors import Invalid

# What a pause without an end holds is looked at so often; ending the pause looks at all of it at once.
LOOK_AGAIN = timedelta(days=7)
LONGEST = timedelta(days=366)


class PauseFor(models.TextChoices):
    """How long, where one says it by a tap."""

    HOUR = "hour", _("For an hour")
    TOMORROW = "tomorrow", _("Until tomorrow morning")
    OPEN = "open", _("Until I turn it on again")


@transaction.atomic
def pause(person: Any, *, until: datetime | None = None) -> Rhythm:
    """Hold everything until then, or until `resume`. Raises NotAllowed, and Invalid at "paused_until"."""
    rhythm, now = own_rhythm(person), timezone.now()
    if until is not None and not now < until <= now + LONGEST:
        raise Invalid(_("Choose a time within a year from now."), field="paused_until", code="no_such_pause")
    rhythm.paused_at, rhythm.paused_until = now, until
    rhythm.save(update_fields=["paused_at", "paused_until"])
    # What a longer pause before this one held.
    look_again(person)
    return rhythm


@transaction.atomic
def resume(person: Any) -> Rhythm:
    """End the pause; what it held goes now. Raises NotAllowed."""
    rhythm = own_rhythm(person)
    rhythm.paused_at = rhythm.paused_until = None
    rhythm.save(update_fields=["paused_at", "paused_until"])
    look_again(person)
    return rhythm


def end_of(choice: str, person: Any, now: datetime) -> datetime | None:
    """When the pause that was chosen ends (UTC): tomorrow morning is when quiet hours end, on the person's clock."""
    if choice == PauseFor.HOUR:
        return now + timedelta(hours=1)
    if choice == PauseFor.TOMORROW:
        zone = zone_of(person)
        tomorrow = now.astimezone(zone).date() + timedelta(days=1)
        return first_moment(datetime.combine(tomorrow, rhythm_of(person).quiet_end), zone).astimezone(UTC)
    return None


def held_until(rhythm: Rhythm | None, now: datetime) -> datetime | None:
    """When to look again at what a pause holds now; None where nothing is paused. No query."""
    if rhythm is None or not rhythm.is_paused:
        return None
    return rhythm.paused_until or now + LOOK_AGAIN
