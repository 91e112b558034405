"""E-mail addresses as people have them."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import validate_email


def is_mailbox(address: str) -> bool:
    """Whether `address` is one as people have them.

    Quoted names and hosts by number are none, though the standards have them: a mailbox had thousands of spellings
    then, each with limits of its own, and mail could be sent to machines that are not there for it.
    """
    try:
        validate_email(address)
    except ValidationError:
        return False
    return not any(sign in address for sign in '"[\\')
