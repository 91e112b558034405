"""What a person bought, and where it went."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from config.kit.personal import Row, erased, exported
from shop.checkout.models import Address, Purchase


@exported("purchases")
def purchases(person: Any) -> Iterable[Row]:
    return Purchase.objects.filter(buyer=person).values(
        "reference", "recipient", "phone", "street", "currency", "total", "state", "created_at"
    )


@exported("addresses")
def addresses(person: Any) -> Iterable[Row]:
    return Address.objects.filter(person=person).values("reference", "recipient", "phone", "street")


@erased
def forget_whom_and_where(person: Any) -> None:
    """The purchase stays in the books: what, when and for how much, but not for whom."""
    Address.objects.filter(person=person).delete()
    Purchase.objects.filter(buyer=person).update(recipient="", phone="", street="", guest_contact="")
