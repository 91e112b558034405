"""Orders for operators: their history is fixed, their course goes through the same verbs as the pages."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from config.kit.operating import HistoryAdmin, HistoryInline, act
from shop.orders.cancelling import cancel_order
from shop.orders.models import Order, OrderLine, OrderTransition, Shipment
from shop.orders.refunding import refund_order


class OrderLineInline(HistoryInline):
    model = OrderLine
    fields = ["product_name", "variant_name", "unit_price", "quantity"]


class TransitionInline(HistoryInline):
    model = OrderTransition
    fields = ["from_state", "to_state", "actor", "note", "at"]
    related = ("actor",)


class ShipmentInline(HistoryInline):
    model = Shipment
    fields = ["carrier", "tracking_number", "note", "shipped_at"]


@admin.register(Order)
class OrderAdmin(HistoryAdmin):
    list_display = ["reference", "state", "store", "buyer", "amount", "placed_at", "changed_at"]
    list_filter = ["state", "currency", ("buyer", admin.EmptyFieldListFilter), "placed_at"]
    search_fields = [
        *("reference", "purchase__reference", "store__name", "store__slug", "buyer__username", "buyer__name"),
        *("purchase__recipient", "purchase__phone", "lines__product_name", "shipment__tracking_number"),
    ]
    list_select_related = ["store", "buyer"]
    date_hierarchy = "placed_at"
    inlines = [OrderLineInline, ShipmentInline, TransitionInline]
    actions = [
        act(cancel_order, name="cancel", target="order", description=_("Call off, and give money back")),
        act(refund_order, name="refund", target="order", description=_("Give the money back")),
    ]

    @admin.display(description=_("Total"), ordering="total")
    def amount(self, order: Order) -> str:
        return str(order.money)


@admin.register(OrderLine)
class OrderLineAdmin(HistoryAdmin):
    list_display = ["product_name", "variant_name", "quantity", "price", "order"]
    list_filter = ["order__state", "order__placed_at"]
    search_fields = ["product_name", "variant_name", "order__reference"]
    list_select_related = ["order"]

    @admin.display(description=_("Price"), ordering="unit_price")
    def price(self, line: OrderLine) -> str:
        return str(line.unit_money)


@admin.register(OrderTransition)
class OrderTransitionAdmin(HistoryAdmin):
    list_display = ["order", "from_state", "to_state", "actor", "note", "at"]
    list_filter = ["to_state", "at"]
    search_fields = ["order__reference", "actor__username", "note"]
    list_select_related = ["order", "actor"]
    date_hierarchy = "at"


@admin.register(Shipment)
class ShipmentAdmin(HistoryAdmin):
    list_display = ["order", "carrier", "tracking_number", "note", "shipped_at"]
    list_filter = ["carrier", "shipped_at"]
    search_fields = ["order__reference", "tracking_number", "carrier"]
    list_select_related = ["order"]
