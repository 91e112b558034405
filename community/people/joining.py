"""Joining: a person comes to be, reached through one contact."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community.people.contacts import Contact
from community.people.models import Person
from config.kit.errors import Conflict
from config.kit.lines import one_line
from config.kit.references import free_slug, readable_slug

NAME_LENGTH = 40
USERNAME_LENGTH = 40
# free_slug may add a hyphen and five signs.
_TAIL = 6
_ATTEMPTS = 5


class ContactTaken(Conflict):
    """Someone is already reached through this contact."""

    code = "contact_taken"
    field = "contact"
    message = _("Someone already uses this e-mail or phone. If it is yours, sign in with it.")


def free_username(name: str) -> str:
    """A username that nobody has, from `name` by its pinyin; "friend-…" where there is nothing to spell."""
    plain = readable_slug(name, fallback="")[: USERNAME_LENGTH - _TAIL].strip("-_")
    # Whoever says no name shows nothing of their contact either.
    return free_slug(Person.objects.all(), plain, fallback="friend", field="username")


def person_reached_by(contact: Contact) -> Person | None:
    """The person whom `contact` reaches, suspended or not."""
    return Person.objects.filter(**{contact.kind: contact.value}).first()


def join(*, contact: Contact, name: str = "", language: str = "") -> Person:
    """Make a person who is reached through `contact`, not yet verified, and has no password.

    `language` is the page's own where none is given. Raises ContactTaken, and Invalid at "name".
    """
    name = one_line(name, field="name", most=NAME_LENGTH, required=False)
    language = language or get_language() or ""
    if language not in dict(settings.LANGUAGES):
        language = settings.LANGUAGE_CODE
    if person_reached_by(contact) is not None:
        raise ContactTaken
    for attempt in range(_ATTEMPTS):
        person = Person(username=free_username(name), name=name, language=language, **{contact.kind: contact.value})
        person.set_unusable_password()
        try:
            with transaction.atomic():
                person.save()
                if contact.is_email:
                    EmailAddress.objects.create(user=person, email=contact.value, primary=True, verified=False)
        except IntegrityError:
            # Two at once: for the same contact the first wins; for the same username we try another.
            if person_reached_by(contact) is not None or attempt == _ATTEMPTS - 1:
                raise ContactTaken from None
        else:
            return person
    raise ContactTaken
