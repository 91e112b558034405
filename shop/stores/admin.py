"""Stores for operators."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from config.kit.operating import HistoryAdmin, OperatorAdmin, act
from shop.stores.closing import close_store, reopen_store
from shop.stores.models import Store, StoreDraft


@admin.register(Store)
class StoreAdmin(OperatorAdmin):
    list_display = ["name", "slug", "owner", "state", "place_name", "commission", "goods", "created_at"]
    list_filter = ["state", "currency", "created_at"]
    search_fields = ["name", "slug", "tagline", "place_name", "owner__username", "owner__name", "owner__email"]
    list_select_related = ["owner"]
    date_hierarchy = "created_at"
    actions = [
        act(close_store, name="close_stores", target="store", description=_("Close the chosen stores")),
        act(reopen_store, name="reopen_stores", target="store", description=_("Let the chosen stores open again")),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [field.name for field in Store._meta.fields]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Store]:
        return super().get_queryset(request).annotate(goods_count=Count("products"))

    @admin.display(description=_("Goods"), ordering="goods_count")
    def goods(self, store: Any) -> int:
        return store.goods_count


@admin.register(StoreDraft)
class StoreDraftAdmin(HistoryAdmin):
    list_display = ["__str__", "price", "place_name", "person", "store", "created_at", "updated_at"]
    list_filter = [("store", admin.EmptyFieldListFilter), "created_at"]
    search_fields = ["reference", "product_name", "store_name", "contact"]
    list_select_related = ["person", "store"]
