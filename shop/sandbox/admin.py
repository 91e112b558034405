"""The sandbox's books for operators."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from config.kit.operating import HistoryAdmin
from shop.sandbox.models import SandboxCharge, SandboxRefund, SandboxWebhook


@admin.register(SandboxCharge)
class SandboxChargeAdmin(HistoryAdmin):
    list_display = ["reference", "state", "amount_text", "refunded", "shop_reference", "created_at"]
    list_filter = ["state", "currency", "created_at"]
    search_fields = ["reference", "shop_reference"]

    @admin.display(description=_("Amount"), ordering="amount")
    def amount_text(self, charge: SandboxCharge) -> str:
        return str(charge.money)


@admin.register(SandboxRefund)
class SandboxRefundAdmin(HistoryAdmin):
    list_display = ["reference", "amount", "charge", "shop_reference", "created_at"]
    list_filter = ["created_at"]
    search_fields = ["reference", "shop_reference", "charge__reference"]
    list_select_related = ["charge"]


@admin.register(SandboxWebhook)
class SandboxWebhookAdmin(HistoryAdmin):
    list_display = ["event_id", "charge", "due_at", "attempts", "done_at"]
    list_filter = [("done_at", admin.EmptyFieldListFilter), "created_at"]
    search_fields = ["event_id", "charge__reference", "charge__shop_reference"]
    list_select_related = ["charge"]
