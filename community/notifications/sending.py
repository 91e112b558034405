"""Send a notification by mail, at most once, and only if it is still wanted and still theirs to see."""

from __future__ import annotations

import logging
import smtplib
from typing import Any

from community.notifications.mails import mail_for
from community.notifications.models import Delivery, Event, Medium
from community.notifications.seeing import ABOUT, seen_by
from community.notifications.wanting import wanting
from config.kit.claims import finish, retry_later

logger = logging.getLogger(__name__)


def send_mail(delivery: Delivery) -> bool:
    """Send a claimed delivery. True if the mail went.

    It is marked as being sent before it goes. A worker that dies in between may have sent it: rather than
    twice it is then not sent again, and the bell still holds it.
    """
    if delivery.state == Delivery.State.SENDING:
        finish(delivery)
        return False
    person = delivery.notification.person
    event = Event.objects.select_related(*ABOUT).filter(pk=delivery.batch).first()
    if event is None or not _is_wanted(person, event):
        _settle(delivery, Delivery.State.DROPPED)
        return False
    mail = mail_for(person, event)
    if not _move(delivery, Delivery.State.WAITING, Delivery.State.SENDING):
        return False
    try:
        mail.send()
    except (OSError, smtplib.SMTPException) as error:
        logger.warning("mail of delivery %s was not taken: %s", delivery.pk, error)
        _move(delivery, Delivery.State.SENDING, Delivery.State.WAITING)
        retry_later(delivery)
        return False
    _settle(delivery, Delivery.State.SENT)
    return True


def _is_wanted(person: Any, event: Event) -> bool:
    """Whether the person can be reached, wants this kind by mail and may see what it is about: all as of now."""
    if not person.is_active or not person.email:
        return False
    return bool(wanting([person.pk], event.kind, Medium.EMAIL)) and event.pk in seen_by(person, [event])


def _move(delivery: Delivery, before: str, after: str) -> bool:
    return bool(Delivery.objects.filter(pk=delivery.pk, state=before, done_at=None).update(state=after))


def _settle(delivery: Delivery, state: str) -> None:
    Delivery.objects.filter(pk=delivery.pk).update(state=state)
    finish(delivery)
