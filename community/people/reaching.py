"""How a person is reached: their contacts, proven or not, changed and dropped."""

from __future__ import annotations

import smtplib
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from community.people.contacts import Contact
from community.people.joining import ContactTaken, person_reached_by
from community.people.models import Person
from community.people.signing_in import end_ways_in
from config.kit.errors import Conflict, Invalid


@dataclass(frozen=True)
class KnownContact:
    """A contact of a person, and whether they have shown that it is theirs."""

    contact: Contact
    verified: bool


class LastContact(Conflict):
    """Without any contact there would be no way back in."""

    code = "last_contact"
    message = gettext_lazy("This is the only way to reach you. Add another one first.")


def known_contacts(person: Person) -> list[KnownContact]:
    """The person's contacts, phone first."""
    known = []
    if person.phone:
        known.append(KnownContact(Contact("phone", person.phone), person.phone_verified))
    if person.email:
        verified = EmailAddress.objects.filter(user=person, email=person.email, verified=True).exists()
        known.append(KnownContact(Contact("email", person.email), verified))
    return known


def verify_contact(person: Person, *, contact: Contact) -> bool:
    """Note that the person has shown that `contact` is theirs. True the first time.

    The first time ends all sessions of the person and their API key: whoever opened a store with another's address must
    not stay in it once its true owner comes. Raises Invalid for a contact that is not the person's.
    """
    if getattr(person, contact.kind) != contact.value:
        raise Invalid(field="contact")
    if any(known.contact == contact and known.verified for known in known_contacts(person)):
        return False
    with transaction.atomic():
        _mark(person, contact)
        end_ways_in(person)
    return True


def _mark(person: Person, contact: Contact) -> None:
    if contact.is_email:
        EmailAddress.objects.filter(user=person).exclude(email=contact.value).delete()
        EmailAddress.objects.update_or_create(
            user=person, email=contact.value, defaults={"verified": True, "primary": True}
        )
    else:
        person.phone_verified = True
        person.save(update_fields=["phone_verified"])


def change_contact(person: Person, *, contact: Contact) -> Person:
    """Reach the person through `contact`, which they have just proven, instead of their other one of that kind.

    The e-mail that is given up gets a word of it. Raises ContactTaken.
    """
    holder = person_reached_by(contact)
    if holder is not None and holder != person:
        raise ContactTaken(_("This e-mail or phone belongs to another account."))
    before = person.email
    setattr(person, contact.kind, contact.value)
    try:
        with transaction.atomic():
            person.save(update_fields=[contact.kind])
            _mark(person, contact)
            if contact.is_email and before and before != contact.value:
                transaction.on_commit(lambda: _tell_old(person, before))
    except IntegrityError:
        raise ContactTaken(_("This e-mail or phone belongs to another account.")) from None
    return person


def _tell_old(person: Person, address: str) -> None:
    with override(person.language or settings.LANGUAGE_CODE):
        text = render_to_string("people/mail/contact_changed.txt", {"person": person})
        mail = EmailMessage(_("Your e-mail at Qunpu was changed"), text, to=[address])
        try:
            mail.send()
        except (OSError, smtplib.SMTPException):
            # The change stands; the note is a courtesy.
            return


def drop_contact(person: Person, *, kind: str) -> Person:
    """Stop reaching the person through their e-mail or phone. Raises LastContact, and Invalid for what they lack."""
    known = known_contacts(person)
    if not any(row.contact.kind == kind for row in known):
        raise Invalid(field="contact")
    if not any(row.verified for row in known if row.contact.kind != kind):
        raise LastContact
    with transaction.atomic():
        setattr(person, kind, "")
        if kind == "email":
            EmailAddress.objects.filter(user=person).delete()
        else:
            person.phone_verified = False
        person.save(update_fields=[kind, "phone_verified"])
    return person
