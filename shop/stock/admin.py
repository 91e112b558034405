"""Stock and its movements for operators: read only, for only counts and orders move it."""

from __future__ import annotations

from django.contrib import admin

from config.kit.operating import HistoryAdmin, HistoryInline
from shop.stock.models import StockItem, StockMovement


class MovementInline(HistoryInline):
    model = StockMovement
    fields = ["at", "kind", "available_delta", "reserved_delta", "order_line", "actor"]
    related = ("order_line", "actor")


@admin.register(StockItem)
class StockItemAdmin(HistoryAdmin):
    list_display = ["variant", "is_tracked", "available", "reserved"]
    list_filter = ["is_tracked"]
    search_fields = ["variant__reference", "variant__name", "variant__product__name"]
    list_select_related = ["variant__product"]
    inlines = [MovementInline]


@admin.register(StockMovement)
class StockMovementAdmin(HistoryAdmin):
    list_display = ["at", "item", "kind", "available_delta", "reserved_delta", "order_line", "actor"]
    list_filter = ["kind", "at"]
    search_fields = ["item__variant__reference", "item__variant__product__name", "actor__username"]
    list_select_related = ["item__variant__product", "order_line", "actor"]
    date_hierarchy = "at"
