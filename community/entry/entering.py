"""Coming in: by a code, which also lets in whom nobody knows yet, or by a password."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from community.entry import limits
from community.entry.codes import Purpose, redeem_code
from community.entry.models import Knock
from community.people.contacts import Contact
from community.people.joining import ContactTaken, join, person_reached_by
from community.people.models import Person
from community.people.reaching import verify_contact
from config.kit.errors import Invalid, NotAllowed


@dataclass(frozen=True)
class Entered:
    """Who came in, and whether they have only just joined."""

    person: Person
    joined: bool


class WrongPassword(Invalid):
    """No such pair. It is not said which of the two is wrong."""

    code = "wrong_password"
    field = "password"
    message = _("This password does not go with that e-mail or phone.")


class Suspended(NotAllowed):
    """The person may not come in; the message says why."""

    code = "suspended"


def refuse_suspended(person: Person) -> None:
    """Raises Suspended, with the reason, for someone who is suspended."""
    if not person.is_active:
        reason = person.suspended_reason or _("no reason was written down")
        raise Suspended(_("This account is suspended: %(reason)s") % {"reason": reason})


def enter_by_code(*, reference: str, code: str, language: str = "") -> Entered:
    """Who holds the contact that the code was sent to; a new person where nobody does.

    Raises CodeWrong, CodeSpent. The person may be suspended.
    """
    contact = redeem_code(reference=reference, purpose=Purpose.ENTER, code=code)
    with transaction.atomic():
        person = person_reached_by(contact)
        joined = person is None
        if person is None:
            person = _join(contact, language)
        verify_contact(person, contact=contact)
    return Entered(person, joined)


def _join(contact: Contact, language: str) -> Person:
    try:
        return join(contact=contact, language=language)
    except ContactTaken:
        # Someone was quicker, with the same contact: it is theirs as much as ours.
        return Person.objects.get(**{contact.kind: contact.value})


def enter_by_password(*, contact: Contact, password: str, origin: str = "") -> Person:
    """The person of that contact and password, suspended or not. Raises WrongPassword and TooOften."""
    limits.check(Knock.Door.PASSWORD, key=contact.value, origin=origin)
    person = person_reached_by(contact)
    if person is None:
        # The same work as a check, so that the time does not tell who is known.
        Person().set_password(password)
    elif person.check_password(password):
        return person
    limits.knock(Knock.Door.PASSWORD, key=contact.value, origin=origin)
    raise WrongPassword
