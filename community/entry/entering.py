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
from community.people.suspending import end_suspension
from config.kit.errors import Invalid, NotAllowed
from config.kit.reading import exact


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
    """The person may not come in; the message says why and until when."""

    code = "suspended"

    def __init__(self, person: Person) -> None:
        self.person = person
        words = {"reason": person.suspended_reason or _("no reason was written down")}
        said = _("This account is suspended: %(reason)s")
        if person.suspended_until is not None:
            words["until"] = exact(person.suspended_until)
            said = _("This account is suspended until %(until)s: %(reason)s")
        super().__init__(said % words)


def refuse_suspended(person: Person) -> None:
    """Raises Suspended, with the reason, for someone who is suspended; one whose time is over is let in."""
    if not person.is_active and not end_suspension(person):
        raise Suspended(person)


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
