"""One-time codes: sent to a contact, and taken back from whoever can read them there."""

from __future__ import annotations

import secrets
import smtplib
import unicodedata
from datetime import timedelta

from django.core.mail import EmailMessage
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from community.entry import limits
from community.entry.models import CODE_LIFETIME, MAX_TRIES, Knock, OneTimeCode
from community.people.contacts import Contact
from community.people.models import Person
from config.kit.errors import Conflict, DomainError, Invalid
from config.kit.sms import send_sms

DIGITS = 6
KEEP = timedelta(days=1)
Purpose = OneTimeCode.Purpose


class CannotReach(DomainError):
    """The provider of mail or text messages does not take what we send."""

    code = "cannot_reach"
    message = gettext_lazy("The code could not be sent just now. Please try again in a moment.")
    field = "contact"
    status = 503


class CodeWrong(Invalid):
    """Another code than the one that was sent."""

    code = "code_wrong"
    field = "code"


class CodeSpent(Conflict):
    """Used, too old, or tried too often."""

    code = "code_spent"
    field = "code"
    message = gettext_lazy("This code no longer works. Please have a new one sent.")


def send_code(*, contact: Contact, purpose: Purpose, person: Person | None = None, origin: str = "") -> OneTimeCode:
    """Send a code to `contact`, whether or not anyone is known there.

    `origin` comes from `limits.origin_of`. Raises TooOften and CannotReach.
    """
    limits.check(Knock.Door.CODE, key=contact.value, origin=origin)
    limits.knock(Knock.Door.CODE, key=contact.value, origin=origin)
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    row = OneTimeCode(purpose=purpose, kind=contact.kind, value=contact.value, person=person)
    row.digest = _digest(row.reference, code)
    row.save()
    _deliver(contact, code)
    return row


def _digest(reference: str, code: str) -> str:
    return salted_hmac("qunpu.code", f"{reference}:{code}", algorithm="sha256").hexdigest()


def _deliver(contact: Contact, code: str) -> None:
    try:
        if contact.is_email:
            subject = _("%(code)s is your code for Qunpu") % {"code": code}
            body = render_to_string("entry/mail/code.txt", {"code": code, "minutes": CODE_LIFETIME.seconds // 60})
            EmailMessage(subject, body, to=[contact.value]).send()
        else:
            text = _("[Qunpu] Your code is %(code)s. It works for 15 minutes. Tell it to nobody.") % {"code": code}
            send_sms(contact.value, text)
    except (OSError, smtplib.SMTPException) as error:
        raise CannotReach from error


def redeem_code(*, reference: str, purpose: Purpose, code: str, person: Person | None = None) -> Contact:
    """Take a code back, once, and give the contact that it proves.

    Must run outside a transaction that a refusal would undo, for each try counts.
    Raises CodeWrong, with the tries left, and CodeSpent.
    """
    typed = _typed(code)
    asked = OneTimeCode.objects.filter(reference=reference, purpose=purpose, person=person)
    if not asked.usable().update(tries=F("tries") + 1):
        raise CodeSpent
    row = asked.get()
    if not constant_time_compare(row.digest, _digest(row.reference, typed)):
        raise _wrong(MAX_TRIES - row.tries)
    if not asked.filter(used_at=None).update(used_at=timezone.now()):
        raise CodeSpent
    return Contact(row.kind, row.value)  # type: ignore[arg-type]


def _typed(code: str) -> str:
    """The digits that someone typed, full-width or in groups."""
    digits = "".join(sign for sign in unicodedata.normalize("NFKC", code) if sign not in " -\u00a0\t")
    if not digits:
        raise Invalid(_("Please type the code that we sent."), field="code", code="code_missing")
    if len(digits) != DIGITS or not (digits.isascii() and digits.isdigit()):
        raise Invalid(_("The code has six digits."), field="code", code="code_not_digits")
    return digits


def _wrong(left: int) -> DomainError:
    if left <= 0:
        return CodeSpent()
    return CodeWrong(
        ngettext(
            "That is not the code. You have %(count)d more try.",
            "That is not the code. You have %(count)d more tries.",
            left,
        )
        % {"count": left}
    )


def forget_old() -> None:
    """Drop codes of yesterday; for the sweeper."""
    OneTimeCode.objects.filter(created_at__lt=timezone.now() - KEEP).delete()
