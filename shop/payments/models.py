"""Payments through a gateway, refunds, and the webhooks that tell of them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from config.kit.claims import Claimable
from config.kit.money import Money
from config.kit.references import ReferenceField


class Payment(Claimable):
    """One try to pay a purchase. While it is open it comes due to be asked after, in case no webhook tells of it."""

    class State(models.TextChoices):
        CREATED = "created", _("started")
        CAPTURED = "captured", _("paid")
        FAILED = "failed", _("failed")

    reference = ReferenceField()
    purchase = models.ForeignKey("shop.Purchase", models.PROTECT, related_name="payments")
    gateway = models.CharField(max_length=20)
    gateway_reference = models.CharField(max_length=80, blank=True)
    pay_url = models.CharField(max_length=500, blank=True, help_text="Where the gateway lets the buyer pay.")
    currency = models.CharField(max_length=3)
    amount = models.PositiveBigIntegerField(help_text="Minor units.")
    refunded = models.PositiveBigIntegerField(default=0, help_text="Minor units, those on their way included.")
    state = models.CharField(max_length=8, choices=State, default=State.CREATED)
    failure = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    captured_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["gateway", "gateway_reference"],
                condition=~Q(gateway_reference=""),
                name="payment_known_once_at_gateway",
            ),
            models.CheckConstraint(condition=Q(refunded__lte=F("amount")), name="refunds_within_capture"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def money(self) -> Money:
        return Money(self.amount, self.currency)

    @property
    def refunded_money(self) -> Money:
        return Money(self.refunded, self.currency)


class Refund(Claimable):
    """Money on its way back to the buyer, for an order or for a payment that came too late."""

    reference = ReferenceField()
    payment = models.ForeignKey(Payment, models.PROTECT, related_name="refunds")
    order = models.ForeignKey("shop.Order", models.PROTECT, null=True, blank=True, related_name="refunds")
    amount = models.PositiveBigIntegerField(help_text="Minor units.")
    reason = models.CharField(max_length=200, blank=True)
    gateway_reference = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["payment", "order"], condition=~Q(order=None), name="order_refunded_once"),
            models.UniqueConstraint(fields=["payment"], condition=Q(order=None), name="payment_returned_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="refund_not_empty"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def money(self) -> Money:
        return Money(self.amount, self.payment.currency)


class WebhookEvent(Claimable):
    """What a gateway told us, kept before it is believed; each event id is taken once."""

    gateway = models.CharField(max_length=20)
    event_id = models.CharField(max_length=80)
    kind = models.CharField(max_length=40)
    payload = models.JSONField(default=dict)
    received_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["gateway", "event_id"], name="webhook_taken_once")]

    def __str__(self) -> str:
        return f"{self.gateway} {self.kind} {self.event_id}"
