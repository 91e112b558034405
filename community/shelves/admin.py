"""What stands on groups' shelves, for operators."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from community.shelves.models import ShelfItem, ShelfVoucher
from community.shelves.taking_down import put_back, take_down
from config.kit.operating import HistoryAdmin, HistoryInline, act


class ShelfVoucherInline(HistoryInline):
    model = ShelfVoucher
    fields = ("person", "sentence", "created_at")
    related = ("person",)


@admin.register(ShelfItem)
class ShelfItemAdmin(HistoryAdmin):
    list_display = ["subject", "group", "words", "taken_down_at", "taken_down_reason", "created_at"]
    list_filter = ["created_at", ("taken_down_at", admin.EmptyFieldListFilter)]
    search_fields = ["reference", "group__name", "group__slug", "store__name", "product__name"]
    list_select_related = ["group", "store", "product__store"]
    inlines = [ShelfVoucherInline]
    actions = [
        act(take_down, name="take_down", target="item", description=_("Take the chosen off their shelves")),
        act(put_back, name="put_back", target="item", description=_("Put the chosen back on their shelves")),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[ShelfItem]:
        return super().get_queryset(request).annotate(word_count=Count("vouchers"))

    @admin.display(description=_("Who vouches"), ordering="word_count")
    def words(self, item: Any) -> int:
        return item.word_count
