"""What the page of a purchase says: what is due, how the payment went, and each of its orders."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from config.kit.money import total
from shop.checkout import policies
from shop.checkout.models import Purchase
from shop.orders.models import OrderState
from shop.orders.showing import views_of, with_everything
from shop.payments.models import Payment


def purchase_page(purchase: Purchase, viewer: Any) -> dict[str, Any]:
    """Context of the purchase's page, in a constant number of queries."""
    orders = list(with_everything(purchase.orders.order_by("pk")))
    payments = list(purchase.payments.all())
    last = payments[0] if payments else None
    return {
        "purchase": purchase,
        "orders": views_of(orders, viewer),
        "due": total((order.money for order in orders if order.state == OrderState.PLACED), purchase.currency),
        "is_buyer": policies.is_buyer(viewer, purchase),
        "is_guests": purchase.buyer_id is None,
        "is_pending": purchase.state == Purchase.State.PENDING,
        "is_waiting": bool(last and last.state == Payment.State.CREATED),
        "failure": _failure(last),
    }


def _failure(payment: Payment | None) -> str:
    """Why the last try to pay failed; "" if it did not. The gateway's words are translated where we know them."""
    if payment is None or payment.state != Payment.State.FAILED:
        return ""
    return gettext(payment.failure) if payment.failure else gettext("The payment failed")
