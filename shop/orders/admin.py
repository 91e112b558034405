"""Orders for operators: their history is fixed, their course goes through the same verbs as the pages."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from config.kit.admin import LookOnlyAdmin, LookOnlyInline
from shop.orders.cancelling import cancel_order
from shop.orders.models import Order, OrderLine, OrderTransition, Shipment
from shop.orders.refunding import refund_order


class OrderLineInline(LookOnlyInline):
    model = OrderLine
    fields = ["product_name", "variant_name", "unit_price", "quantity"]


class TransitionInline(LookOnlyInline):
    model = OrderTransition
    fields = ["from_state", "to_state", "actor", "note", "at"]
    related = ("actor",)


class ShipmentInline(LookOnlyInline):
    model = Shipment
    fields = ["carrier", "tracking_number", "note", "shipped_at"]


@admin.register(Order)
class OrderAdmin(LookOnlyAdmin):
    list_display = ["reference", "state", "store", "buyer", "amount", "placed_at", "changed_at"]
    list_filter = ["state", "currency", ("buyer", admin.EmptyFieldListFilter), "placed_at"]
    search_fields = [
        *("reference", "purchase__reference", "store__name", "store__slug", "buyer__username", "buyer__name"),
        *("purchase__recipient", "purchase__phone", "lines__product_name", "shipment__tracking_number"),
    ]
    list_select_related = ["store", "buyer"]
    date_hierarchy = "placed_at"
    inlines = [OrderLineInline, ShipmentInline, TransitionInline]
    actions = ["cancel", "refund"]

    @admin.display(description=_("Total"), ordering="total")
    def amount(self, order: Order) -> str:
        return str(order.money)

    @admin.action(description=_("Call off, and give money back"), permissions=["view"])
    def cancel(self, request: HttpRequest, queryset: QuerySet[Order]) -> None:
        self.act(request, queryset, lambda o, why: cancel_order(request.user, order=o, reason=why), done="cancelled")

    @admin.action(description=_("Give the money back"), permissions=["view"])
    def refund(self, request: HttpRequest, queryset: QuerySet[Order]) -> None:
        self.act(request, queryset, lambda o, why: refund_order(request.user, order=o, reason=why), done="refunded")


@admin.register(OrderLine)
class OrderLineAdmin(LookOnlyAdmin):
    list_display = ["product_name", "variant_name", "quantity", "price", "order"]
    list_filter = ["order__state", "order__placed_at"]
    search_fields = ["product_name", "variant_name", "order__reference"]
    list_select_related = ["order"]

    @admin.display(description=_("Price"), ordering="unit_price")
    def price(self, line: OrderLine) -> str:
        return str(line.unit_money)


@admin.register(OrderTransition)
class OrderTransitionAdmin(LookOnlyAdmin):
    list_display = ["order", "from_state", "to_state", "actor", "note", "at"]
    list_filter = ["to_state", "at"]
    search_fields = ["order__reference", "actor__username", "note"]
    list_select_related = ["order", "actor"]
    date_hierarchy = "at"


@admin.register(Shipment)
class ShipmentAdmin(LookOnlyAdmin):
    list_display = ["order", "carrier", "tracking_number", "note", "shipped_at"]
    list_filter = ["carrier", "shipped_at"]
    search_fields = ["order__reference", "tracking_number", "carrier"]
    list_select_related = ["order"]
