"""The bag: what a person or a guest means to buy, from any number of stores."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from config.kit.money import Money
from config.kit.references import ReferenceField


class Bag(models.Model):
    """One a person; a guest's is found by its reference in their session."""

    reference = ReferenceField()
    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="bag")
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.reference


class BagLine(models.Model):
    bag = models.ForeignKey(Bag, models.CASCADE, related_name="lines")
    variant = models.ForeignKey("shop.Variant", models.CASCADE, related_name="+")
    quantity = models.PositiveSmallIntegerField(default=1)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["bag", "variant"], name="bag_line_once"),
            models.CheckConstraint(condition=Q(quantity__gte=1, quantity__lte=99), name="bag_quantity_1_to_99"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.variant}"

    @property
    def total(self) -> Money:
        return self.variant.money * self.quantity
