"""Where goods go and how to reach the buyer, as people type it."""

from __future__ import annotations

import re
import unicodedata

from django.utils.translation import gettext as _

from config.kit.errors import Invalid
from config.kit.lines import one_line
from config.kit.mailboxes import is_mailbox

PHONE = re.compile(r"\+?[0-9][0-9 ()/-]{3,28}[0-9]")


def phone_number(text: str, *, field: str = "phone") -> str:
    """A phone number as one would dial it, with its spaces. Raises Invalid at `field`.

    Landlines and numbers abroad are as good as mobiles: a courier dials it, not we.
    """
    number = one_line(unicodedata.normalize("NFKC", text), field=field, most=30)
    if not PHONE.fullmatch(number):
        raise Invalid(_("A phone number has only digits, for example 138 0013 8000."), field=field, code="bad_phone")
    return number


def guest_contact(text: str, *, field: str = "guest_contact") -> str:
    """An e-mail address or a phone number. Raises Invalid at `field`."""
    contact = one_line(unicodedata.normalize("NFKC", text), field=field, most=254)
    if "@" not in contact:
        return phone_number(contact, field=field)
    if not is_mailbox(contact):
        message = _("This does not look like an e-mail address, for example name@example.com.")
        raise Invalid(message, field=field, code="bad_email")
    return contact
