"""Payments, refunds and webhooks for operators."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from config.kit.admin import LookOnlyAdmin
from config.kit.claims import Claimable, again
from shop.payments.models import Payment, Refund, WebhookEvent


class WaitingWorkAdmin(LookOnlyAdmin):
    """Rows that workers act on; an operator may have them try again."""

    actions = ["try_again"]

    @admin.action(description=_("Try again now"), permissions=["view"])
    def try_again(self, request: HttpRequest, queryset: QuerySet[Claimable]) -> None:
        self.act(request, queryset, lambda row, why: again(row), done="to be tried again")


@admin.register(Payment)
class PaymentAdmin(WaitingWorkAdmin):
    list_display = ["reference", "state", "gateway", "amount_text", "refunded_text", "purchase", "created_at"]
    list_filter = ["state", "gateway", "currency", "created_at"]
    search_fields = ["reference", "gateway_reference", "purchase__reference", "purchase__buyer__username"]
    list_select_related = ["purchase"]
    date_hierarchy = "created_at"

    @admin.display(description=_("Amount"), ordering="amount")
    def amount_text(self, payment: Payment) -> str:
        return str(payment.money)

    @admin.display(description=_("Refunded"), ordering="refunded")
    def refunded_text(self, payment: Payment) -> str:
        return str(payment.refunded_money)


@admin.register(Refund)
class RefundAdmin(WaitingWorkAdmin):
    list_display = ["reference", "amount_text", "order", "payment", "reason", "attempts", "created_at", "done_at"]
    list_filter = [("done_at", admin.EmptyFieldListFilter), "created_at"]
    search_fields = ["reference", "gateway_reference", "payment__reference", "order__reference", "reason"]
    list_select_related = ["payment", "order"]

    @admin.display(description=_("Amount"), ordering="amount")
    def amount_text(self, refund: Refund) -> str:
        return str(refund.money)


@admin.register(WebhookEvent)
class WebhookEventAdmin(WaitingWorkAdmin):
    list_display = ["event_id", "gateway", "kind", "attempts", "received_at", "done_at"]
    list_filter = ["gateway", "kind", ("done_at", admin.EmptyFieldListFilter), "received_at"]
    search_fields = ["event_id", "kind"]
    date_hierarchy = "received_at"
