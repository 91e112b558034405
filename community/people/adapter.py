"""How allauth meets our people: usernames, phones, and what it sends."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from community.people.contacts import parse_contact
from community.people.joining import free_username
from community.people.models import Person
from config.kit.errors import Invalid
from config.kit.sms import send_sms


class AccountAdapter(DefaultAccountAdapter):
    """allauth's account adapter for `Person`, who has one e-mail, one phone, or both."""

    # Phones

    def clean_phone(self, phone: str) -> str:
        """E.164. Raises a form's ValidationError."""
        try:
            contact = parse_contact(phone)
        except Invalid as error:
            raise ValidationError(str(error), code=error.code) from error
        return contact.value

    def set_phone(self, user: Person, phone: str, verified: bool) -> None:
        user.phone, user.phone_verified = phone, verified
        user.save(update_fields=["phone", "phone_verified"])

    def get_phone(self, user: Person) -> tuple[str, bool] | None:
        return (user.phone, user.phone_verified) if user.phone else None

    def set_phone_verified(self, user: Person, phone: str) -> None:
        if user.phone == phone:
            self.set_phone(user, phone, True)

    def get_user_by_phone(self, phone: str) -> Person | None:
        return Person.objects.filter(phone=phone).first() if phone else None

    def send_verification_code_sms(self, user: Person, phone: str, code: str, **kwargs: Any) -> None:
        text = _("[Qunpu] Your code is %(code)s. It works for 15 minutes. Tell it to nobody.") % {"code": code}
        send_sms(phone, text)

    def send_unknown_account_sms(self, phone: str, **kwargs: Any) -> None:
        """Nobody is told whether a number is known: signing in and joining are one."""

    def send_account_already_exists_sms(self, phone: str) -> None:
        """As above."""

    # People

    def populate_username(self, request: HttpRequest, user: Person) -> None:
        user.username = user.username or free_username(user.name)

    def generate_unique_username(self, txts: list[str | None], regex: str | None = None) -> str:
        return free_username(next((text for text in txts if text), ""))

    def get_login_stages(self) -> list[str]:
        """None: contacts are verified by the codes of community.entry, and a passkey is a way in of its own."""
        return []

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Never by allauth: our own pages ask first (community.entry.session.confirmed_first)."""
        return False
