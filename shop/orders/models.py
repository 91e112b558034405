"""Orders: a store's part of a purchase, step by step."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from config.kit.money import Money
from config.kit.references import ReferenceField


class OrderState(models.TextChoices):
    PLACED = "placed", _("to pay")
    PAID = "paid", _("to ship")
    SHIPPED = "shipped", _("shipped")
    RECEIVED = "received", _("received")
    CLOSED = "closed", _("closed")
    CANCELLED = "cancelled", _("cancelled")
    REFUNDED = "refunded", _("refunded")


class OrderQuerySet(models.QuerySet["Order"]):
    def visible_to(self, person: Any) -> OrderQuerySet:
        """Orders one bought or sold; the staff sees all. A guest follows theirs through the purchase."""
        if not person.is_authenticated:
            return self.none()
        if person.is_staff:
            return self
        return self.filter(Q(buyer=person) | Q(store__owner=person))

    def bought_by(self, person: Any) -> OrderQuerySet:
        return self.filter(buyer=person) if person.is_authenticated else self.none()

    def sold_by(self, person: Any) -> OrderQuerySet:
        return self.filter(store__owner=person) if person.is_authenticated else self.none()

    def for_lists(self) -> OrderQuerySet:
        """With all that a list shows, in a constant number of queries."""
        return self.select_related("store", "store__photo", "purchase", "buyer").prefetch_related("lines__picture")


class Order(models.Model):
    """What one store owes one buyer. Its state changes only through `shop.orders.transitions`."""

    reference = ReferenceField()
    purchase = models.ForeignKey("shop.Purchase", models.PROTECT, related_name="orders")
    store = models.ForeignKey("shop.Store", models.PROTECT, related_name="orders")
    buyer = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="orders")
    state = models.CharField(max_length=9, choices=OrderState, default=OrderState.PLACED)
    currency = models.CharField(max_length=3)
    goods_total = models.PositiveBigIntegerField(help_text="Minor units.")
    delivery_fee = models.PositiveIntegerField(default=0, help_text="Minor units.")
    total = models.PositiveBigIntegerField(help_text="Minor units.")
    note = models.CharField(max_length=200, blank=True, help_text="From the buyer to the seller.")
    placed_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = OrderQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["purchase", "store"], name="one_order_a_store"),
            models.CheckConstraint(condition=Q(total=F("goods_total") + F("delivery_fee")), name="order_total_adds_up"),
        ]
        indexes = [
            models.Index(fields=["store", "state", "-id"], name="order_desk"),
            models.Index(fields=["buyer", "-id"], name="order_mine"),
            models.Index(fields=["state", "changed_at"], name="order_waiting"),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("order", args=[self.reference])

    @property
    def money(self) -> Money:
        return Money(self.total, self.currency)


class OrderLine(models.Model):
    """What was bought, as it was named and priced when it was bought."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="lines")
    variant = models.ForeignKey("shop.Variant", models.SET_NULL, null=True, related_name="order_lines")
    product_name = models.CharField(max_length=80)
    variant_name = models.CharField(max_length=40, blank=True)
    picture = models.ForeignKey("content.Picture", models.SET_NULL, null=True, blank=True, related_name="+")
    unit_price = models.PositiveIntegerField(help_text="Minor units.")
    quantity = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=Q(quantity__gte=1), name="order_line_not_empty")]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.product_name}"

    @property
    def unit_money(self) -> Money:
        return Money(self.unit_price, self.order.currency)

    @property
    def money(self) -> Money:
        return self.unit_money * self.quantity


class OrderTransition(models.Model):
    """A step an order took, by whom and when. An order enters each state at most once."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="transitions")
    from_state = models.CharField(max_length=9, choices=OrderState, blank=True)
    to_state = models.CharField(max_length=9, choices=OrderState)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    note = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["order", "to_state"], name="order_enters_state_once")]

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"


class Shipment(models.Model):
    """How the goods are on their way."""

    order = models.OneToOneField(Order, models.CASCADE, related_name="shipment")
    carrier = models.CharField(max_length=40, blank=True)
    tracking_number = models.CharField(max_length=60, blank=True)
    note = models.CharField(max_length=200, blank=True)
    shipped_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.carrier} {self.tracking_number}".strip() or str(self.order)
