"""Expiring: what is not paid in time gives its stock back."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from config.kit.claims import sweeper
from shop.checkout.models import Purchase
from shop.orders.cancelling import give_up_unpaid
from shop.orders.transitions import hold_purchase

CHUNK = 100
# Words of the system are kept in English and translated for whoever reads them.
NOT_PAID = gettext_noop("Not paid in time")


@sweeper
def expire_unpaid() -> None:
    """Give up each purchase whose time to pay is over. One paid at the same moment is left alone."""
    over = Purchase.objects.filter(state=Purchase.State.PENDING, expires_at__lte=timezone.now())
    for pk in list(over.order_by("expires_at").values_list("pk", flat=True)[:CHUNK]):
        expire(pk)


def expire(purchase_id: int) -> bool:
    """Give up one purchase unless it was paid or given up since. Whether it did."""
    with transaction.atomic():
        purchase = hold_purchase(purchase_id)
        if purchase.state != Purchase.State.PENDING or purchase.expires_at > timezone.now():
            return False
        orders = list(purchase.orders.select_related("store").order_by("pk"))
        give_up_unpaid(purchase, orders, None, NOT_PAID)
    return True
