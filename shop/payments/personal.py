"""What a person paid, and what came back."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from config.kit.personal import Column, Topic, erased, exported
from shop.payments.models import Payment, Refund


@exported(
    Topic.BUYING,
    "payments",
    title=_("Payments"),
    columns={
        "reference": _("Reference"),
        "purchase": Column(_("Purchase"), "purchase.reference"),
        "gateway": _("Paid through"),
        "gateway_reference": _("Its reference there"),
        "currency": _("Currency"),
        "amount": Column(_("Amount"), money="currency"),
        "refunded": Column(_("Refunded"), money="currency"),
        "state": Column(_("State"), choices=Payment.State),
        "failure": _("Why it failed"),
        "created_at": _("Begun"),
        "captured_at": _("Paid"),
    },
)
def payments(person: Any) -> QuerySet[Payment]:
    return Payment.objects.filter(purchase__buyer=person).select_related("purchase")


@exported(
    Topic.ORDERS,
    "refunds",
    title=_("Refunds"),
    columns={
        "reference": _("Reference"),
        "payment": Column(_("Payment"), "payment.reference"),
        "order": Column(_("Order"), "order.reference"),
        "currency": Column(_("Currency"), "payment.currency"),
        "amount": Column(_("Amount"), money="currency"),
        "reason": _("Why"),
        "created_at": _("Begun"),
        "done_at": _("Paid back"),
    },
)
def refunds(person: Any) -> QuerySet[Refund]:
    """Of what one bought and of what one sold."""
    return _refunds_of(person).select_related("payment", "order")


def _refunds_of(person: Any) -> QuerySet[Refund]:
    return Refund.objects.filter(Q(payment__purchase__buyer=person) | Q(order__store__owner=person))


@erased
def forget_reasons(person: Any) -> None:
    """What was paid and given back stays in the books; what was said with it goes."""
    _refunds_of(person).update(reason="")
