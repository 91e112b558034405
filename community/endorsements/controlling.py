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
    """Whether both accounts belong to one person, by what the site knows. At most three queries.

    Known are: a mailbox that both have, however it is spelled (small letters, and what stands behind a "+"); a contact
    of one that the other has proven with a code lately; and a contact of one under which the other was opening a
    store. Addresses and numbers themselves are unique, so one cannot be two accounts'.

    Not known are: two addresses or numbers of one person; a device, as a browser that another account registers is no
    longer the first one's; a network address, which a household shares; where money goes, which the gateway knows and
    the site does not; and where goods go, for people send each other presents. Nothing is guessed from these: who
    endorses through accounts that nobody can tell apart from people is met by what an endorsement costs, and by
    weighing half what no deal and no group stands behind.
    """
    addresses = EmailAddress.objects.filter(user__in=[person, other]).values_list("user_id", "email")
    mailboxes: dict[int, set[str]] = {person.pk: _mailboxes([person.email]), other.pk: _mailboxes([other.email])}
    for owner, address in addresses:
        mailboxes[owner] |= _mailboxes([address])
    if mailboxes[person.pk] & mailboxes[other.pk]:
        return True
    mine, theirs = _contacts(person), _contacts(other)
    proven = Q(person=person, value__in=theirs) | Q(person=other, value__in=mine)
    if OneTimeCode.objects.filter(proven, used_at__isnull=False).exists():
        return True
    drafts = StoreDraft.objects.filter(person__in=[person, other]).exclude(contact="")
    typed = drafts.values_list("person_id", "contact")
    return any(_spelled(contact) in (theirs if owner == person.pk else mine) for owner, contact in typed)


def _contacts(person: Any) -> set[str]:
    return {contact for contact in (person.email, person.phone) if contact}


def _mailboxes(addresses: Iterable[str]) -> set[str]:
    """Each address without its subaddress (RFC 5233): lin+tea@qunpu.example reaches lin@qunpu.example."""
    found = set()
    for address in addresses:
        name, _at, host = address.lower().rpartition("@")
        if host:
            found.add(f"{name.partition('+')[0] or name}@{host}")
    return found


def _spelled(typed: str) -> str:
    try:
        return parse_contact(typed).value
    except Invalid:
        return ""
