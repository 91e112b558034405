"""Booking: every movement of money as one entry whose postings add up to nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Sum

from config.kit.money import Money
from shop.ledger.models import Account, JournalEntry, Posting

Kind = Account.Kind


@dataclass(frozen=True)
class Leg:
    """One side of an entry: an account, named by its kind and store, and a debit (above zero) or credit (below)."""

    kind: str
    amount: Money
    store: Any = None


def debit(kind: str, amount: Money, store: Any = None) -> Leg:
    """`amount` goes to this account."""
    return Leg(kind, amount, store)


def credit(kind: str, amount: Money, store: Any = None) -> Leg:
    """`amount` comes from this account."""
    return Leg(kind, -amount, store)


def book(key: str, memo: str, postings: Sequence[Leg]) -> JournalEntry | None:
    """Write an entry. `key` names what is booked: the same key again gives the entry that stands.

    Legs of nothing are left out; where all are, nothing is written and the answer is None.
    Raises ValueError where debits and credits of a currency differ: that is a fault in the caller.
    """
    legs = [leg for leg in postings if leg.amount]
    if not legs:
        return None
    for currency in {leg.amount.currency for leg in legs}:
        if sum(leg.amount.minor for leg in legs if leg.amount.currency == currency):
            raise ValueError(f"{key}: debits and credits of {currency} differ")
    standing = JournalEntry.objects.filter(key=key).first()
    if standing:
        return standing
    try:
        with transaction.atomic():
            entry = JournalEntry.objects.create(key=key, memo=memo)
            accounts = _accounts(legs)
            Posting.objects.bulk_create(
                Posting(entry=entry, account=account, amount=leg.amount.minor)
                for leg, account in zip(legs, accounts, strict=True)
            )
    except IntegrityError:
        # Another transaction booked the same thing between our look and our write.
        return JournalEntry.objects.get(key=key)
    return entry


def balance(kind: str, currency: str, store: Any = None) -> Money:
    """What stands on the account: its debits less its credits; nothing where it was never used."""
    account = {"account__kind": kind, "account__store": store, "account__currency": currency}
    total = Posting.objects.filter(**account).aggregate(total=Sum("amount"))["total"]
    return Money(total or 0, currency)


def _accounts(legs: Sequence[Leg]) -> list[Account]:
    """The account of each leg. New ones are made in one order, so that two transactions never wait for each other."""
    wanted = {_key(leg): leg for leg in legs}
    found = {}
    for key in sorted(wanted):
        leg = wanted[key]
        found[key] = Account.objects.get_or_create(kind=leg.kind, store=leg.store, currency=leg.amount.currency)[0]
    return [found[_key(leg)] for leg in legs]


def _key(leg: Leg) -> tuple[str, int, str]:
    return leg.kind, leg.store.pk if leg.store else 0, leg.amount.currency
