"""The sandbox gateway's own books: what another company would keep on its side."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from config.kit.claims import Claimable
from config.kit.money import Money
from config.kit.references import ReferenceField


class SandboxCharge(models.Model):
    """Money that a shop asks a buyer for on the sandbox's page."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        PAID = "paid", _("paid")
        DECLINED = "declined", _("declined")

    reference = ReferenceField()
    shop_reference = models.CharField(max_length=40, unique=True, help_text="The shop's; the same one is charged once.")
    currency = models.CharField(max_length=3)
    amount = models.PositiveBigIntegerField(help_text="Minor units.")
    return_url = models.CharField(max_length=500)
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    refunded = models.PositiveBigIntegerField(default=0, help_text="Minor units.")
    refusals_left = models.PositiveSmallIntegerField(
        default=0, help_text="How many refund calls fail before one works."
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(refunded__lte=F("amount")), name="sandbox_refunds_within_charge")
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def money(self) -> Money:
        return Money(self.amount, self.currency)


class SandboxRefund(models.Model):
    """Money that the sandbox sent back; the same shop reference is sent once."""

    reference = ReferenceField()
    charge = models.ForeignKey(SandboxCharge, models.CASCADE, related_name="refunds")
    shop_reference = models.CharField(max_length=40, unique=True)
    amount = models.PositiveBigIntegerField(help_text="Minor units.")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.reference


class SandboxWebhook(Claimable):
    """An event that the sandbox has to tell the shop, signed when it is sent."""

    charge = models.ForeignKey(SandboxCharge, models.CASCADE, related_name="webhooks")
    event_id = models.CharField(max_length=40)
    body = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.event_id
