"""What the books say of a person's stores; they stay as they are."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from config.kit.personal import Column, Topic, exported
from shop.ledger.models import Account, Posting


@exported(
    Topic.SELLING,
    "store_money",
    title=_("Money of my stores"),
    columns={
        "store": Column(_("Store"), "account.store.slug"),
        "account": Column(_("Where it is"), "account.kind", choices=Account.Kind),
        "entry": Column(_("Reference"), "entry.reference"),
        "memo": Column(_("What for"), "entry.memo"),
        "currency": Column(_("Currency"), "account.currency"),
        # In the books what is owed to a store is a credit, below zero.
        "amount": Column(_("Amount"), lambda posting: -posting.amount, money="currency"),
        "at": Column(_("When"), "entry.at"),
    },
)
def store_money(person: Any) -> QuerySet[Posting]:
    return Posting.objects.filter(account__store__owner=person).select_related("account__store", "entry")
