"""The books for operators: to read."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet, Sum
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from config.kit.money import Money
from config.kit.operating import HistoryAdmin, HistoryInline
from shop.ledger.models import Account, JournalEntry, Posting


class PostingInline(HistoryInline):
    model = Posting
    fields = ["account", "amount"]
    related = ("account__store",)


@admin.register(Account)
class AccountAdmin(HistoryAdmin):
    list_display = ["kind", "store", "currency", "balance"]
    list_filter = ["kind", "currency"]
    search_fields = ["store__name", "store__slug"]
    list_select_related = ["store"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Account]:
        return super().get_queryset(request).annotate(sum=Sum("postings__amount"))

    @admin.display(description=_("Balance (debits less credits)"), ordering="sum")
    def balance(self, account: Account) -> str:
        return str(Money(account.sum or 0, account.currency))  # type: ignore[attr-defined]


@admin.register(JournalEntry)
class JournalEntryAdmin(HistoryAdmin):
    list_display = ["memo", "key", "at"]
    list_filter = ["at"]
    search_fields = ["reference", "key", "memo"]
    date_hierarchy = "at"
    inlines = [PostingInline]


@admin.register(Posting)
class PostingAdmin(HistoryAdmin):
    list_display = ["entry", "account", "amount_text"]
    list_filter = ["account__kind", "account__currency"]
    search_fields = ["entry__key", "entry__memo", "account__store__name"]
    list_select_related = ["entry", "account__store"]

    @admin.display(description=_("Amount"), ordering="amount")
    def amount_text(self, posting: Posting) -> str:
        return str(Money(posting.amount, posting.account.currency))
