"""Purchases and addresses for operators."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from config.kit.operating import HistoryAdmin, HistoryInline
from shop.checkout.models import Address, GuestMail, Purchase
from shop.orders.models import Order


class OrderInline(HistoryInline):
    model = Order
    fields = ["reference", "store", "state", "total", "currency"]
    related = ("store",)


@admin.register(Purchase)
class PurchaseAdmin(HistoryAdmin):
    list_display = ["reference", "state", "buyer", "recipient", "amount", "created_at", "expires_at"]
    list_filter = ["state", "currency", ("buyer", admin.EmptyFieldListFilter), "created_at"]
    search_fields = ["reference", "buyer__username", "buyer__name", "guest_contact", "recipient", "phone"]
    list_select_related = ["buyer"]
    date_hierarchy = "created_at"
    inlines = [OrderInline]

    @admin.display(description=_("Total"), ordering="total")
    def amount(self, purchase: Purchase) -> str:
        return str(purchase.money)


@admin.register(Address)
class AddressAdmin(HistoryAdmin):
    list_display = ["recipient", "phone", "street", "person", "used_at"]
    list_filter = ["used_at"]
    search_fields = ["recipient", "phone", "street", "person__username", "person__name"]
    list_select_related = ["person"]

    def has_delete_permission(self, request: HttpRequest, obj: Address | None = None) -> bool:
        """Somebody may ask to have theirs removed."""
        return request.user.is_active and request.user.is_staff


@admin.register(GuestMail)
class GuestMailAdmin(HistoryAdmin):
    list_display = ["key", "kind", "purchase", "attempts", "due_at", "done_at"]
    list_filter = ["kind", ("done_at", admin.EmptyFieldListFilter), "due_at"]
    search_fields = ["key", "purchase__reference", "purchase__guest_contact"]
    list_select_related = ["purchase"]
