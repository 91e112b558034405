"""Bags for operators: to see what somebody means when they write that something is wrong with theirs."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from config.kit.operating import HistoryAdmin, HistoryInline
from shop.bag.models import Bag, BagLine


class BagLineInline(HistoryInline):
    model = BagLine
    fields = ["variant", "quantity", "added_at"]
    related = ("variant__product",)


@admin.register(Bag)
class BagAdmin(HistoryAdmin):
    list_display = ["reference", "person", "line_count", "updated_at"]
    list_filter = [("person", admin.EmptyFieldListFilter), "updated_at"]
    search_fields = ["reference", "person__username", "person__name"]
    list_select_related = ["person"]
    inlines = [BagLineInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Bag]:
        return super().get_queryset(request).annotate(line_total=Count("lines"))

    @admin.display(description=_("Lines"), ordering="line_total")
    def line_count(self, bag: Bag) -> int:
        return bag.line_total  # type: ignore[attr-defined]


@admin.register(BagLine)
class BagLineAdmin(HistoryAdmin):
    list_display = ["variant", "quantity", "bag", "added_at"]
    list_filter = ["added_at"]
    search_fields = ["variant__product__name", "bag__reference", "bag__person__username"]
    list_select_related = ["variant__product", "bag"]
