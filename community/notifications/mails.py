"""What goes by mail: one line, several that quiet hours held, or a digest, in the reader's language and time.

Every such mail ends with links that stop it with one tap, and says so to mail programs (RFC 8058). There is no picture
in it and no address that counts who opened it.
"""

from __future__ import annotations

import smtplib
from collections.abc import Sequence
from email.utils import formataddr
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import punycode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from community.channels.models import Channel, Subscription
from community.notifications.models import Kind
from community.notifications.off import Stop, off_link, source_of
from community.notifications.reading import Line
from community.notifications.recipients import AUDIENCE
from community.notifications.ways import Message, NotTaken
from community.notifications.wording import Words
from config.kit.reading import exact

SUBJECT = 120


def proven(people: set[int]) -> set[int]:
    """Those of `people` (primary keys) who have shown that their e-mail is theirs. One query."""
    rows = EmailAddress.objects.filter(user__in=people, verified=True, user__email=F("email"))
    return set(rows.values_list("user_id", flat=True))


def mail_message(message: Message) -> bool:
    """Send a message of notifications. Raises NotTaken."""
    mail = mail_for(message.person, message.words, message.lines)
    try:
        mail.send()
    except (OSError, smtplib.SMTPException) as error:
        raise NotTaken(str(error)) from error
    return True


def mail_for(person: Any, words: Words, lines: Sequence[Line]) -> EmailMultiAlternatives:
    """A mail of one line, or of several: what happened, links to it, and links that have less of it sent."""
    kinds = tuple(sorted({line.event.kind for line in lines}))
    stop = Stop(person, kinds)
    context = {"words": words, "lines": lines, "stops": [stop, *_sources(person, lines)]}
    return compose(person, "mail" if len(lines) == 1 else "mail_lines", context, stop)


def _sources(person: Any, lines: Sequence[Line]) -> list[Stop]:
    """Where the one line is news: the source that it came from."""
    event = lines[0].event
    if len(lines) > 1 or event.kind not in AUDIENCE or event.kind == Kind.ANNOUNCEMENT:
        return []
    channel: Channel = event.post.channel
    level = Subscription.objects.filter(person=person, channel=channel).values_list("level", flat=True).first()
    return [Stop(person, source=source_of(channel), before=level)] if level else []


def _in_ascii(address: str) -> str:
    """`address` with its host as the mail goes by it: 茶.example is xn--… there."""
    name, _at, host = address.rpartition("@")
    return f"{name}@{punycode(host)}"


def compose(person: Any, template: str, context: dict[str, Any], stop: Stop) -> EmailMultiAlternatives:
    """A mail as text and HTML; `stop` is what a mail program's own button ends. The language is the current one."""
    language = get_language() or settings.LANGUAGE_CODE
    words: Words = context["words"]
    context |= {
        "person": person,
        "site": settings.SITE_URL,
        "lang": "zh-Hans" if language == "zh-hans" else language,
        "settings_url": settings.SITE_URL + reverse("settings_notifications"),
        "when": exact(context["lines"][0].event.happened_at),
        "links": [(_("No more %(what)s") % {"what": one.what}, off_link(one)) for one in context["stops"]],
    }
    mail = EmailMultiAlternatives(
        subject=" ".join(words.text.split())[:SUBJECT],
        body=render_to_string(f"notifications/{template}.txt", context),
        to=[formataddr((person.display_name, _in_ascii(person.email)))],
        headers={
            "List-Unsubscribe": f"<{off_link(stop)}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )
    mail.attach_alternative(render_to_string(f"notifications/{template}.html", context), "text/html")
    return mail
