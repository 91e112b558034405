"""Contacts: the e-mail or phone number through which a person is reached, in one spelling."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal

import phonenumbers
from django.utils.translation import gettext_lazy as _
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from config.kit.errors import Invalid
from config.kit.mailboxes import is_mailbox

# Where a number without a country code belongs.
DEFAULT_REGION = "CN"
MAX_LENGTH = 254
# What a text message cannot reach.
_DEAF = {
    PhoneNumberType.FIXED_LINE,
    PhoneNumberType.TOLL_FREE,
    PhoneNumberType.PREMIUM_RATE,
    PhoneNumberType.SHARED_COST,
    PhoneNumberType.UAN,
    PhoneNumberType.VOICEMAIL,
    PhoneNumberType.PAGER,
}


@dataclass(frozen=True)
class Contact:
    """An e-mail in small letters, or a mobile number in E.164 form (+8613800138000)."""

    kind: Literal["email", "phone"]
    value: str

    def __str__(self) -> str:
        """As people write it: 138 0013 8000, +1 201-555-0123, anna@qunpu.example."""
        if self.kind == "email":
            return self.value
        number = phonenumbers.parse(self.value, None)
        at_home = phonenumbers.region_code_for_number(number) == DEFAULT_REGION
        style = PhoneNumberFormat.NATIONAL if at_home else PhoneNumberFormat.INTERNATIONAL
        return phonenumbers.format_number(number, style)

    @property
    def is_email(self) -> bool:
        return self.kind == "email"


def parse_contact(text: str, *, field: str = "contact") -> Contact:
    """The contact that someone typed, full-width signs and spaces and all.

    A number without a country code is taken for one of `DEFAULT_REGION`. Raises Invalid at `field`.
    """
    cleaned = unicodedata.normalize("NFKC", text).strip()
    if not cleaned:
        raise Invalid(_("Please give an e-mail or a phone number."), field=field, code="contact_missing")
    if len(cleaned) > MAX_LENGTH:
        raise Invalid(_("That is too long for an e-mail or a phone number."), field=field, code="contact_too_long")
    return _email(cleaned, field) if "@" in cleaned else _phone(cleaned, field)


def _email(text: str, field: str) -> Contact:
    address = "".join(text.split()).lower()
    if not is_mailbox(address):
        message = _("This e-mail is not complete. It looks like anna@example.com.")
        raise Invalid(message, field=field, code="email_invalid")
    return Contact("email", address)


def _phone(text: str, field: str) -> Contact:
    wrong = Invalid(
        _("This is neither a phone number nor an e-mail. A number looks like 138 0013 8000."),
        field=field,
        code="contact_invalid",
    )
    if any(unicodedata.category(sign).startswith(("L", "C")) for sign in text):
        raise wrong
    try:
        number = phonenumbers.parse(text, DEFAULT_REGION)
    except phonenumbers.NumberParseException as error:
        raise wrong from error
    if not phonenumbers.is_valid_number(number):
        raise Invalid(_("There is no such phone number. Please check its digits."), field=field, code="phone_invalid")
    if phonenumbers.number_type(number) in _DEAF:
        raise Invalid(_("Please give a mobile number: a code is sent to it."), field=field, code="phone_not_mobile")
    return Contact("phone", phonenumbers.format_number(number, PhoneNumberFormat.E164))
