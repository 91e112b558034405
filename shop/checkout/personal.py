"""What a person bought, and where it went."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from config.kit.personal import Column, Topic, erased, exported
from shop.checkout.models import Address, Purchase


@exported(
    Topic.BUYING,
    "purchases",
    title=_("Purchases"),
    columns={
        "reference": _("Reference"),
        "recipient": _("Recipient"),
        "phone": _("Phone"),
        "street": _("Address"),
        "currency": _("Currency"),
        "total": Column(_("Total"), money="currency"),
        "state": Column(_("State"), choices=Purchase.State),
        "language": _("Language"),
        "created_at": _("Placed"),
        "expires_at": _("To be paid until"),
    },
)
def purchases(person: Any) -> QuerySet[Purchase]:
    return Purchase.objects.filter(buyer=person)


@exported(
    Topic.ME,
    "addresses",
    title=_("Addresses"),
    columns={
        "reference": _("Reference"),
        "recipient": _("Recipient"),
        "phone": _("Phone"),
        "street": _("Address"),
        "used_at": _("Last used"),
    },
)
def addresses(person: Any) -> QuerySet[Address]:
    return Address.objects.filter(person=person)


@erased
def forget_whom_and_where(person: Any) -> None:
    """The purchase stays in the books: what, when and for how much, but not for whom."""
    Address.objects.filter(person=person).delete()
    Purchase.objects.filter(buyer=person).update(recipient="", phone="", street="", guest_contact="")
