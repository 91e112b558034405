"""The one family of refusals that verbs raise and pages and API turn into answers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class DomainError(Exception):
    """A refusal in the reader's language.

    `code` is stable for programs, `message` is for people, `field` names the input at fault
    ("" if none does), `status` is the HTTP status of the answer, `link` a page that says more.
    """

    code = "refused"
    message: str | Promise = _("That is not possible.")
    field = ""
    status = 400
    link = ""

    def __init__(self, message: str | Promise | None = None, *, field: str | None = None, code: str | None = None):
        if message is not None:
            self.message = message
        if field is not None:
            self.field = field
        if code is not None:
            self.code = code
        super().__init__(self.code)

    @property
    def members(self) -> dict[str, Any]:
        """What programs are told beside code and message: further members of the problem detail."""
        return {}

    def __str__(self) -> str:
        return str(self.message)


class Invalid(DomainError):
    """What was given cannot be used as it is."""

    code = "invalid"
    message = _("Please check what you entered.")


class NotAllowed(DomainError):
    """The actor has no right to do this."""

    code = "not_allowed"
    message = _("You may not do this.")
    status = 403


class Conflict(DomainError):
    """The world moved on: what was asked for is no longer possible."""

    code = "conflict"
    message = _("This has changed in the meantime. Please look again.")
    status = 409


class TooMany(DomainError):
    """A limit is reached; the message says which and when it ends."""

    code = "too_many"
    message = _("That is too much at once. Please try again later.")
    status = 429


@contextmanager
def fields_renamed(**names: str) -> Iterator[None]:
    """Refusals from inside name the caller's fields: `with fields_renamed(picture="photo"): …`"""
    try:
        yield
    except DomainError as error:
        error.field = names.get(error.field, error.field)
        raise
