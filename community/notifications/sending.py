"""Send a delivery, at most once, and only if it is still wanted, still theirs to see, and not quiet just now."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone, translation

from community.notifications.clocks import zone_of
from community.notifications.hearing import heard_by, heard_on_duty
from community.notifications.joining import ONE
from community.notifications.models import Delivery, Event, Medium, Notification, Rhythm
from community.notifications.pausing import held_until
from community.notifications.quiet import quiet_until
from community.notifications.reading import Line, lines_of, with_events
from community.notifications.recipients import EACH_COUNTS, ORDER_KINDS
from community.notifications.seeing import ABOUT, seen_by
from community.notifications.wanting import choices
from community.notifications.ways import Message, NotTaken, asked_for, carry, reached
from community.notifications.wording import Words, words_for, words_for_several
from config.kit.claims import finish, held, retry_later

logger = logging.getLogger(__name__)
State = Delivery.State
# What quiet hours held goes in one message; more than this many lines waits for the next.
TOGETHER = 50


@dataclass(frozen=True)
class Parcel:
    """Deliveries that go to one person by one medium in one message, and the lines that it tells of."""

    deliveries: Sequence[Delivery]
    lines: Sequence[Line]


def send_delivery(delivery: Delivery) -> bool:
    """Send a claimed delivery, and with it what quiet hours held for the same person. True if it went.

    It is marked as being sent before it goes. A worker that dies in between may have sent it: rather than
    twice it is then not sent again, and the bell still holds it, and the next digest.
    """
    if delivery.state != State.WAITING:
        finish(delivery)
        return False
    person = delivery.notification.person
    with translation.override(person.language or settings.LANGUAGE_CODE), timezone.override(zone_of(person)):
        with transaction.atomic():
            parcel = _pack(delivery, person)
        if not parcel.lines:
            return False
        return _carry(parcel, person, delivery.medium)


def _pack(delivery: Delivery, person: Any) -> Parcel:
    """Decide what of it goes, mark that as being sent, drop what is no longer wanted, put off what is too early.

    The lines stay locked meanwhile: what joins one either goes along or sets off a delivery of its own.
    """
    until = _quiet_for(delivery, person)
    if until is not None:
        _put_off(delivery, until)
        return Parcel([], [])
    rows = _together(delivery, person)
    lines = _lines_to_tell(rows, person)
    going = [row for row in rows if row.pk in lines]
    _settle([row for row in rows if row.pk not in lines], State.DROPPED)
    Delivery.objects.filter(pk__in=[row.pk for row in going]).update(state=State.SENDING)
    unseen = [row.notification_id for row in going if not row.notification.shown]
    Notification.objects.filter(pk__in=unseen).update(read_at=timezone.now())
    # Two deliveries of one line say the same.
    return Parcel(going, list({line.notification.pk: line for line in lines.values()}.values()))


def _quiet_for(delivery: Delivery, person: Any) -> datetime | None:
    """When the person's pause or quiet hours end, if it is quiet now; mail of an order goes at any hour of a day.

    Such a mail is a receipt that lies in the mailbox, and a payment or a parcel may hang on it. A push makes a sound.
    A pause is the person's own word of just now, and holds everything.
    """
    rhythm, now = Rhythm.objects.select_for_update().filter(person=person).first(), timezone.now()
    paused = held_until(rhythm, now)
    if paused is not None or rhythm is None or not rhythm.quiet:
        return paused
    if delivery.medium == Medium.EMAIL and delivery.notification.kind in ORDER_KINDS:
        return None
    return quiet_until(now, zone_of(person), rhythm.quiet_start, rhythm.quiet_end, rhythm.quiet_days)


def _put_off(delivery: Delivery, until: datetime) -> None:
    Delivery.objects.filter(pk=delivery.pk, done_at=None).update(
        held=True, due_at=until, claimed_until=None, attempts=0
    )


def _together(delivery: Delivery, person: Any) -> list[Delivery]:
    """The delivery; if quiet hours held it, with all others that they held. Whoever gathers first has them all."""
    rows = Delivery.objects.filter(pk=delivery.pk)
    if delivery.held:
        mine = Q(notification__person=person, medium=delivery.medium, held=True, due_at__lte=timezone.now())
        rows = Delivery.objects.filter(mine | Q(pk=delivery.pk))
    chosen = list(
        rows.filter(state=State.WAITING, done_at=None).order_by("pk").values_list("pk", "notification_id")[:TOGETHER]
    )
    list(Notification.objects.select_for_update().filter(pk__in=[line for _pk, line in chosen]).order_by("pk"))
    rows = Delivery.objects.filter(pk__in=[pk for pk, _line in chosen], state=State.WAITING, done_at=None)
    rows.update(**held())
    return list(rows.select_related("notification").order_by("-pk"))


def _lines_to_tell(rows: Sequence[Delivery], person: Any) -> dict[int, Line]:
    """By delivery: the line that it tells of, where it is still wanted and still the person's to see."""
    if not person.is_active:
        return {}
    events = Event.objects.select_related(*ABOUT).in_bulk([row.batch for row in rows])
    rows = [row for row in rows if row.batch in events and _is_awaited(row, events[row.batch])]
    whole = {row.notification_id for row in rows if not row.single}
    lines = {line.notification.pk: line for line in lines_of(list(with_events(_lines(whole))), person)}
    told: dict[int, Line] = {}
    for row in rows:
        if row.single:
            event = events[row.batch]
            told[row.pk] = Line(row.notification, event, words_for(event, ONE, person))
        elif row.notification_id in lines:
            told[row.pk] = lines[row.notification_id]
    fine = _wanted(person, [line.event for line in told.values()], rows[0].medium) if rows else set()
    return {pk: line for pk, line in told.items() if line.event.pk in fine}


def _is_awaited(row: Delivery, event: Event) -> bool:
    """Not if it was read meanwhile; an order's step is mailed even so."""
    line = row.notification
    return line.read_at is None or not line.shown or event.kind in EACH_COUNTS


def _lines(keys: set[int]) -> QuerySet[Notification]:
    return Notification.objects.filter(pk__in=keys)


def _wanted(person: Any, events: Sequence[Event], medium: str) -> set[int]:
    """Primary keys of those events that the person may see, wants by this medium and is reached by: all as of now."""
    said = choices(person)
    is_reached = bool(reached({person.pk}, medium))
    fine = seen_by(person, events) & heard_by(person, events) & heard_on_duty(person, events)
    return {
        event.pk
        for event in events
        if event.pk in fine and said[event.kind, medium] and (is_reached or person.pk in asked_for(event, medium))
    }


def _carry(parcel: Parcel, person: Any, medium: str) -> bool:
    message = Message(person, _words(parcel.lines), parcel.lines, _tag(parcel.lines), _mark(parcel.deliveries))
    try:
        went = carry(message, medium)
    except NotTaken as error:
        logger.warning("%s to %s was not taken: %s", medium, person.pk, error)
        _take_back(parcel, error.wait)
        return False
    _settle(parcel.deliveries, State.SENT if went else State.DROPPED)
    return went


def _words(lines: Sequence[Line]) -> Words:
    return lines[0].words if len(lines) == 1 else words_for_several(len(lines))


def _tag(lines: Sequence[Line]) -> str:
    return lines[0].notification.reference if len(lines) == 1 else "gathered"


def _mark(deliveries: Sequence[Delivery]) -> str:
    return ",".join(str(row.pk) for row in deliveries)


def _take_back(parcel: Parcel, wait: timedelta) -> None:
    """Nothing went: all of it waits again, at least for `wait`."""
    with transaction.atomic():
        for row in parcel.deliveries:
            if Delivery.objects.filter(pk=row.pk, state=State.SENDING, done_at=None).update(state=State.WAITING):
                retry_later(row, wait=wait)
        unseen = [row.notification_id for row in parcel.deliveries if not row.notification.shown]
        Notification.objects.filter(pk__in=unseen, shown=False).update(read_at=None)


def _settle(rows: Sequence[Delivery], state: str) -> None:
    Delivery.objects.filter(pk__in=[row.pk for row in rows], done_at=None).update(
        state=state, done_at=timezone.now(), claimed_until=None
    )
