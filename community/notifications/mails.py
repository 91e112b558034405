"""The mail that tells of an event, in its reader's language and time."""

from __future__ import annotations

from email.utils import formataddr
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from community.notifications.models import Event, Kind
from community.notifications.preferring import off_token
from community.notifications.wording import words_for
from config.kit.reading import exact

SUBJECT = 120


def mail_for(person: Any, event: Event) -> EmailMultiAlternatives:
    """A mail to `person` with what happened, a link to it, and a link that turns this kind off with one tap."""
    language = person.language or settings.LANGUAGE_CODE
    here = ZoneInfo(person.time_zone) if person.time_zone else timezone.get_default_timezone()
    with translation.override(language), timezone.override(here):
        words = words_for(event, 1, person)
        off = settings.SITE_URL + reverse("bell_off", args=[off_token(person, event.kind)])
        context = {
            "person": person,
            "words": words,
            "url": settings.SITE_URL + words.url,
            "off": off,
            "kind": Kind(event.kind).label,
            "when": exact(event.happened_at),
            "lang": "zh-Hans" if language == "zh-hans" else language,
        }
        mail = EmailMultiAlternatives(
            subject=" ".join(words.text.split())[:SUBJECT],
            body=render_to_string("notifications/mail.txt", context),
            to=[formataddr((person.display_name, person.email))],
            headers={"List-Unsubscribe": f"<{off}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"},
        )
        mail.attach_alternative(render_to_string("notifications/mail.html", context), "text/html")
    return mail
