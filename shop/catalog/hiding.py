"""The site hides a product, or shows it again."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from config.kit.errors import NotAllowed
from config.kit.lines import one_line
from shop.catalog.models import Product
from shop.catalog.policies import can_hide_product
from shop.events import product_hidden, product_restored


@transaction.atomic
def hide_product(person: Any, *, product: Product, reason: str) -> Product:
    """Hide a product from all but its owner and the staff; a second time changes nothing.

    Raises NotAllowed, and Invalid at "reason".
    """
    if not can_hide_product(person, product):
        raise NotAllowed
    reason = one_line(reason, field="reason", most=200)
    shown = Product.objects.filter(pk=product.pk).exclude(state=Product.State.HIDDEN)
    if shown.update(state=Product.State.HIDDEN, hidden_reason=reason):
        product.state, product.hidden_reason = Product.State.HIDDEN, reason
        product_hidden.send(sender=Product, product=product, actor=person, reason=reason)
    return product


@transaction.atomic
def restore_product(person: Any, *, product: Product, reason: str) -> Product:
    """Put a hidden product back on the shelf; for any other nothing changes.

    Raises NotAllowed, and Invalid at "reason".
    """
    if not can_hide_product(person, product):
        raise NotAllowed
    reason = one_line(reason, field="reason", most=200)
    hidden = Product.objects.filter(pk=product.pk, state=Product.State.HIDDEN)
    if hidden.update(state=Product.State.PUBLISHED, hidden_reason=""):
        product.state, product.hidden_reason = Product.State.PUBLISHED, ""
        product_restored.send(sender=Product, product=product, actor=person, reason=reason)
    return product
