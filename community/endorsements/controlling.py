"""Accounts that are in one hand, as far as the site knows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Q

from community.entry.models import OneTimeCode
from community.people.contacts import parse_contact
from config.kit.errors import Invalid
from shop.stores.models import StoreDraft


def is_in_one_hand(person: Any, other: Any) -> bool:
    """Whether both accounts belong to `person`, by what the site knows. At most four queries.

    Known are: a mailbox of the other that `person` has proven, however it is spelled (small letters, and what stands
    behind a "+"); a contact of one that the other has proven with a code lately; and a contact of `person` under which
    the other was opening a store. Of theirs only what they have proven counts: else to be refused would tell them whose
    a contact is that they only typed. Addresses and numbers themselves are unique, so one cannot be two accounts'.

    Not known are: two addresses or numbers of one person; a device, as a browser that another account registers is no
    longer the first one's; a network address, which a household shares; where money goes, which the gateway knows and
    the site does not; and where goods go, for people send each other presents. Nothing is guessed from these: who
    endorses through accounts that nobody can tell apart from people is met by what an endorsement costs, and by
    weighing half what no deal and no group stands behind.
    """
    mine, theirs = _proven(person), {contact for contact in (other.email, other.phone) if contact}
    addresses = EmailAddress.objects.filter(user=other).values_list("email", flat=True)
    if _mailboxes(mine) & _mailboxes([*theirs, *addresses]):
        return True
    shown = Q(person=person, value__in=theirs) | Q(person=other, value__in=mine)
    if OneTimeCode.objects.filter(shown, used_at__isnull=False).exists():
        return True
    drafts = StoreDraft.objects.filter(person=other).exclude(contact="")
    return any(_spelled(contact) in mine for contact in drafts.values_list("contact", flat=True))


def _proven(person: Any) -> set[str]:
    rows = EmailAddress.objects.filter(user=person, verified=True)
    return {*rows.values_list("email", flat=True), *([person.phone] if person.phone_verified else [])}


def _mailboxes(contacts: Iterable[str]) -> set[str]:
    """Each address without its subaddress (RFC 5233): lin+tea@qunpu.example reaches lin@qunpu.example."""
    found = set()
    for address in contacts:
        name, _at, host = address.lower().rpartition("@")
        if host:
            found.add(f"{name.partition('+')[0] or name}@{host}")
    return found


def _spelled(typed: str) -> str:
    try:
        return parse_contact(typed).value
    except Invalid:
        return ""
