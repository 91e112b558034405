"""Purchases: one checkout, paid once, one order a store."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from config.kit.claims import Claimable
from config.kit.money import Money
from config.kit.references import ReferenceField


class Address(models.Model):
    """Where a person has goods sent; the newest is offered first."""

    reference = ReferenceField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="addresses")
    recipient = models.CharField(max_length=40)
    phone = models.CharField(max_length=30)
    street = models.CharField(max_length=200)
    used_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-used_at"]

    def __str__(self) -> str:
        return f"{self.recipient}, {self.street}"


class PurchaseQuerySet(models.QuerySet["Purchase"]):
    def visible_to(self, person: Any) -> PurchaseQuerySet:
        """One's own. A guest's purchase belongs to whoever holds its reference, which only the guest is told."""
        if not person.is_authenticated:
            return self.filter(buyer=None)
        if person.is_staff:
            return self
        return self.filter(models.Q(buyer=person) | models.Q(buyer=None))

    def mine(self, person: Any) -> PurchaseQuerySet:
        """For lists: only what one bought signed in."""
        return self.filter(buyer=person) if person.is_authenticated else self.none()


class Purchase(models.Model):
    """What a buyer placed and pays in one go."""

    class State(models.TextChoices):
        PENDING = "pending", _("to pay")
        PAID = "paid", _("paid")
        CANCELLED = "cancelled", _("cancelled")

    reference = ReferenceField()
    buyer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="purchases"
    )
    guest_contact = models.CharField(
        max_length=254, blank=True, help_text="E-mail or phone of a buyer without account."
    )
    language = models.CharField(max_length=10, blank=True, help_text="In which the buyer placed it.")
    recipient = models.CharField(max_length=40)
    phone = models.CharField(max_length=30)
    street = models.CharField(max_length=200)
    currency = models.CharField(max_length=3)
    total = models.PositiveBigIntegerField(help_text="Minor units.")
    state = models.CharField(max_length=9, choices=State, default=State.PENDING)
    placing_scope = models.CharField(max_length=60, editable=False, help_text="Whose idempotency key this is.")
    idempotency_key = models.CharField(max_length=64, editable=False)
    expires_at = models.DateTimeField(help_text="When the reserved stock is released unless paid.")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PurchaseQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["placing_scope", "idempotency_key"], name="purchase_placed_once")
        ]
        indexes = [models.Index(fields=["state", "expires_at"], name="purchase_expiry")]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("purchase", args=[self.reference])

    @property
    def money(self) -> Money:
        return Money(self.total, self.currency)


class GuestMail(Claimable):
    """News of a purchase for a buyer who has no account and left an e-mail address."""

    class Kind(models.TextChoices):
        PAID = "paid", _("paid")
        SHIPPED = "shipped", _("shipped")
        CANCELLED = "cancelled", _("cancelled")
        REFUNDED = "refunded", _("refunded")
        MESSAGE = "message", _("message")

    purchase = models.ForeignKey(Purchase, models.CASCADE, related_name="mails")
    kind = models.CharField(max_length=9, choices=Kind)
    store_name = models.CharField(max_length=40, blank=True, help_text="Whose order it is about.")
    key = models.CharField(max_length=40, unique=True, help_text="What is told; the same thing is told once.")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.key
