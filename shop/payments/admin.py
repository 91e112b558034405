"""Payments, refunds and webhooks for operators."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from config.kit.operating import HistoryAdmin, try_again
from shop.payments.models import Payment, Refund, WebhookEvent


@admin.register(Payment)
class PaymentAdmin(HistoryAdmin):
    list_display = ["reference", "state", "gateway", "amount_text", "refunded_text", "purchase", "created_at"]
    list_filter = ["state", "gateway", "currency", "created_at"]
    search_fields = ["reference", "gateway_reference", "purchase__reference", "purchase__buyer__username"]
    list_select_related = ["purchase"]
    date_hierarchy = "created_at"
    actions = [try_again]

    @admin.display(description=_("Amount"), ordering="amount")
    def amount_text(self, payment: Payment) -> str:
        return str(payment.money)

    @admin.display(description=_("Refunded"), ordering="refunded")
    def refunded_text(self, payment: Payment) -> str:
        return str(payment.refunded_money)


@admin.register(Refund)
class RefundAdmin(HistoryAdmin):
    list_display = ["reference", "amount_text", "order", "payment", "reason", "attempts", "created_at", "done_at"]
    list_filter = [("done_at", admin.EmptyFieldListFilter), "created_at"]
    search_fields = ["reference", "gateway_reference", "payment__reference", "order__reference", "reason"]
    list_select_related = ["payment", "order"]
    actions = [try_again]

    @admin.display(description=_("Amount"), ordering="amount")
    def amount_text(self, refund: Refund) -> str:
        return str(refund.money)


@admin.register(WebhookEvent)
class WebhookEventAdmin(HistoryAdmin):
    list_display = ["event_id", "gateway", "kind", "attempts", "received_at", "done_at"]
    list_filter = ["gateway", "kind", ("done_at", admin.EmptyFieldListFilter), "received_at"]
    search_fields = ["event_id", "kind"]
    date_hierarchy = "received_at"
    actions = [try_again]
