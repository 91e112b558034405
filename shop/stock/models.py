"""Stock: how many there are, how many are promised, and why it changed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class StockItem(models.Model):
    """What is left of a variant. available + reserved is what stands on the shelf."""

    variant = models.OneToOneField("shop.Variant", models.CASCADE, related_name="stock")
    is_tracked = models.BooleanField(default=True, help_text="Off for what is made to order and never runs out.")
    available = models.IntegerField(default=0)
    reserved = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(available__gte=0), name="stock_available_not_negative"),
            models.CheckConstraint(condition=Q(reserved__gte=0), name="stock_reserved_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.variant}: {self.available}"

    def can_sell(self, quantity: int) -> bool:
        return not self.is_tracked or self.available >= quantity


class StockMovement(models.Model):
    """One change of stock and its reason; the sums of all movements are the stock."""

    class Kind(models.TextChoices):
        COUNT = "count", _("counted")
        RESERVE = "reserve", _("reserved for an order")
        COMMIT = "commit", _("sold")
        RELEASE = "release", _("released")
        RETURN = "return", _("returned")

    item = models.ForeignKey(StockItem, models.CASCADE, related_name="movements")
    kind = models.CharField(max_length=8, choices=Kind)
    available_delta = models.IntegerField(default=0)
    reserved_delta = models.IntegerField(default=0)
    order_line = models.ForeignKey(
        "shop.OrderLine", models.SET_NULL, null=True, blank=True, related_name="stock_movements"
    )
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["order_line", "kind"], condition=~Q(order_line=None), name="stock_moves_once_a_line"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.available_delta:+d}/{self.reserved_delta:+d}"
