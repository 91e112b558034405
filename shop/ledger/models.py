"""The books: double entry, in minor units. Amounts above zero are debits, below are credits."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from config.kit.references import ReferenceField


class Account(models.Model):
    """A place where money is: at the gateway, held for an order's buyer and seller, or due to a store.

    Money is held without a store while it is on its way back to a buyer.
    """

    class Kind(models.TextChoices):
        GATEWAY = "gateway", _("at the payment gateway")
        HELD = "held", _("held until goods arrive")
        PAYABLE = "payable", _("due to the store")

    kind = models.CharField(max_length=8, choices=Kind)
    store = models.ForeignKey("shop.Store", models.PROTECT, null=True, blank=True, related_name="accounts")
    currency = models.CharField(max_length=3)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "store", "currency"], name="account_once"),
            models.UniqueConstraint(
                fields=["kind", "currency"], condition=Q(store=None), name="account_once_without_store"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.store or ''} {self.currency}"


class JournalEntry(models.Model):
    """One movement of money: postings that add up to nothing."""

    reference = ReferenceField()
    key = models.CharField(max_length=80, unique=True, help_text="What is booked; the same thing is booked once.")
    memo = models.CharField(max_length=120)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = "journal entries"

    def __str__(self) -> str:
        return self.memo


class Posting(models.Model):
    entry = models.ForeignKey(JournalEntry, models.CASCADE, related_name="postings")
    account = models.ForeignKey(Account, models.PROTECT, related_name="postings")
    amount = models.BigIntegerField(help_text="Minor units; a debit above zero, a credit below.")

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(amount=0), name="posting_not_empty")]

    def __str__(self) -> str:
        return f"{self.account} {self.amount:+d}"
