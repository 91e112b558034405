"""Send a digest: what somebody has not read, in one mail, as far as they may still see it."""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext

from community.notifications.clocks import zone_of
from community.notifications.hearing import heard_by
from community.notifications.mails import compose, proven
from community.notifications.models import Delivery, Digest, Medium, Notification, Rhythm
from community.notifications.off import Stop
from community.notifications.pacing import rhythm_of
from community.notifications.reading import Line, lines_of, with_events
from community.notifications.wording import Words
from config.kit.claims import finish, retry_later

logger = logging.getLogger(__name__)
State = Digest.State
# A mail that nobody reads to its end helps nobody; the bell has the rest.
MOST = 30


def send_claimed(digest: Digest) -> bool:
    """Send a claimed digest. True if it went.

    As a delivery it is marked as being sent before it goes: a worker that dies costs this one, and what is
    still unread then is in the bell.
    """
    if digest.state != State.WAITING:
        finish(digest)
        return False
    person = digest.person
    rhythm = rhythm_of(person)
    if not person.is_active or not proven({person.pk}) or rhythm.digest == "none":
        return _settle(digest, State.DROPPED)
    if rhythm.is_paused:
        return _put_off(digest, rhythm)
    with translation.override(person.language or settings.LANGUAGE_CODE), timezone.override(zone_of(person)):
        lines = lines_for(digest)
        if not lines:
            return _settle(digest, State.EMPTY)
        return _send(digest, lines)


def lines_for(digest: Digest) -> list[Line]:
    """The lines of its period, the newest first: unread, not mailed already, and theirs to see and hear of now."""
    rows = list(with_events(_unread(digest))[:MOST])
    lines = lines_of(rows, digest.person)
    heard = heard_by(digest.person, [line.event for line in lines])
    return [line for line in lines if line.event.pk in heard]


def _unread(digest: Digest) -> QuerySet[Notification]:
    sent = Delivery.objects.filter(
        notification=OuterRef("pk"), medium=Medium.EMAIL, state=Delivery.State.SENT, done_at__gte=OuterRef("last_at")
    )
    rows = Notification.objects.visible_to(digest.person).unread()
    rows = rows.filter(last_at__gt=digest.since).exclude(Exists(sent)).exclude(digested=F("latest_id"))
    return rows.order_by(F("last_at").desc(), "-pk")


def digest_mail(digest: Digest, lines: Sequence[Line]) -> EmailMultiAlternatives:
    """The mail of a digest, in the current language."""
    person = digest.person
    text = ngettext("%(count)d new thing at Qunpu", "%(count)d new things at Qunpu", len(lines)) % {"count": len(lines)}
    words = Words(text, reverse("bell"), "")
    stop = Stop(person, digest=True, before=rhythm_of(person).digest)
    context: dict[str, Any] = {"words": words, "lines": lines, "stops": [stop]}
    return compose(person, "mail_lines", context, stop)


def _send(digest: Digest, lines: Sequence[Line]) -> bool:
    mail = digest_mail(digest, lines)
    if not Digest.objects.filter(pk=digest.pk, state=State.WAITING, done_at=None).update(state=State.SENDING):
        return False
    try:
        mail.send()
    except (OSError, smtplib.SMTPException) as error:
        logger.warning("digest %s was not taken: %s", digest.pk, error)
        Digest.objects.filter(pk=digest.pk, state=State.SENDING, done_at=None).update(state=State.WAITING)
        retry_later(digest)
        return False
    with transaction.atomic():
        _settle(digest, State.SENT)
        told = [line.notification for line in lines]
        for row in told:
            # What joined it meanwhile is for the next one.
            row.digested = row.latest_id
        Notification.objects.bulk_update(told, ["digested"])
    return True


def _put_off(digest: Digest, rhythm: Rhythm) -> bool:
    """It comes when the pause is over; of a pause without an end the bell holds what was said."""
    if rhythm.paused_until is None:
        return _settle(digest, State.DROPPED)
    Digest.objects.filter(pk=digest.pk, done_at=None).update(due_at=rhythm.paused_until, claimed_until=None, attempts=0)
    return False


def _settle(digest: Digest, state: str) -> bool:
    Digest.objects.filter(pk=digest.pk).update(state=state)
    finish(digest)
    return False
