"""A person's orders, on either side."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, Q, QuerySet, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from config.kit.personal import Column, Topic, erased, exported, kept_open_by
from shop.orders.models import Order, OrderLine, OrderState, OrderTransition, Shipment

OPEN = (OrderState.PLACED, OrderState.PAID, OrderState.SHIPPED)


@kept_open_by
def open_orders(person: Any) -> str:
    """Nobody leaves while a buyer or a seller waits for something."""
    waiting = Order.objects.filter(Q(buyer=person) | Q(store__owner=person), state__in=OPEN).count()
    if not waiting:
        return ""
    return ngettext(
        "%(count)d order is still under way. See it through, or cancel it, first.",
        "%(count)d orders are still under way. See them through, or cancel them, first.",
        waiting,
    ) % {"count": waiting}


ORDER: dict[str, Any] = {
    "reference": _("Reference"),
    "store": Column(_("Store"), "store.slug"),
    "store_name": Column(_("Name of the store"), "store.name"),
    "state": Column(_("State"), choices=OrderState),
    "currency": _("Currency"),
    "goods_total": Column(_("Goods"), money="currency"),
    "delivery_fee": Column(_("Delivery"), money="currency"),
    "total": Column(_("Total"), money="currency"),
    "note": _("Words for the seller"),
    "placed_at": _("Placed"),
    "changed_at": _("Changed"),
}
LINE: dict[str, Any] = {
    "order": Column(_("Order"), "order.reference"),
    "product_name": _("Product"),
    "variant_name": _("Choice"),
    "unit_price": Column(_("Price"), money="currency"),
    "currency": Column(_("Currency"), "order.currency"),
    "quantity": _("How many"),
}


@exported(
    Topic.BUYING,
    "orders_bought",
    title=_("Orders: bought"),
    columns={"purchase": Column(_("Purchase"), "purchase.reference")} | ORDER,
)
def bought(person: Any) -> QuerySet[Order]:
    return Order.objects.filter(buyer=person).select_related("purchase", "store")


@exported(Topic.BUYING, "orders_bought_lines", title=_("Goods that I bought"), columns=LINE)
def bought_lines(person: Any) -> QuerySet[OrderLine]:
    return OrderLine.objects.filter(order__buyer=person).select_related("order")


@exported(Topic.SELLING, "orders_sold", title=_("Orders: sold"), columns=ORDER)
def sold(person: Any) -> QuerySet[Order]:
    """Without whom they went to: that is the buyer's own. What the buyer wrote with it was written to the seller."""
    return Order.objects.filter(store__owner=person).select_related("store")


@exported(Topic.SELLING, "orders_sold_lines", title=_("Goods that I sold"), columns=LINE)
def sold_lines(person: Any) -> QuerySet[OrderLine]:
    return OrderLine.objects.filter(order__store__owner=person).select_related("order")


@exported(
    Topic.ORDERS,
    "order_steps",
    title=_("Steps of orders"),
    columns={
        "order": Column(_("Order"), "order.reference"),
        "from_state": Column(_("Before the step"), choices=OrderState),
        "to_state": Column(_("After the step"), choices=OrderState),
        "is_mine": _("By me"),
        "note": _("Why"),
        "at": _("When"),
    },
)
def steps(person: Any) -> QuerySet[OrderTransition]:
    mine = Q(order__buyer=person) | Q(order__store__owner=person)
    rows = OrderTransition.objects.filter(mine).select_related("order")
    return rows.annotate(is_mine=Case(When(actor=person, then=True), default=False))


@exported(
    Topic.ORDERS,
    "shipments",
    title=_("Parcels"),
    columns={
        "order": Column(_("Order"), "order.reference"),
        "carrier": _("Carrier"),
        "tracking_number": _("Tracking number"),
        "note": _("Note"),
        "shipped_at": _("Shipped"),
    },
)
def shipments(person: Any) -> QuerySet[Shipment]:
    mine = Q(order__buyer=person) | Q(order__store__owner=person)
    return Shipment.objects.filter(mine).select_related("order")


@erased
def forget_words(person: Any) -> None:
    """What was bought and paid stays in the books; what was said with it goes."""
    Order.objects.filter(buyer=person).update(note="")
    OrderTransition.objects.filter(actor=person).update(note="")
    Shipment.objects.filter(order__store__owner=person).update(note="")
