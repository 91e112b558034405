"""Products for operators."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from config.kit.operating import HistoryInline, OperatorAdmin, act
from shop.catalog.hiding import hide_product, restore_product
from shop.catalog.models import Product, ProductPicture, Variant


class VariantInline(HistoryInline):
    model = Variant
    fields = ["reference", "name", "price", "position", "archived_at"]


class ProductPictureInline(HistoryInline):
    model = ProductPicture
    fields = ["picture", "position"]
    related = ("picture",)


@admin.register(Product)
class ProductAdmin(OperatorAdmin):
    list_display = ["thumbnail", "name", "store", "price", "state", "hidden_reason", "created_at"]
    list_display_links = ["thumbnail", "name"]
    list_filter = ["state", "created_at"]
    search_fields = ["name", "slug", "description", "store__name", "store__slug", "store__owner__username"]
    date_hierarchy = "created_at"
    inlines = [VariantInline, ProductPictureInline]
    actions = [
        act(hide_product, name="hide_products", target="product", description=_("Hide the chosen products")),
        act(
            restore_product, name="restore_products", target="product", description=_("Show the chosen products again")
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Product]:
        return super().get_queryset(request).for_tiles()  # type: ignore[attr-defined]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [*(field.name for field in Product._meta.fields), "tags"]

    @admin.display(description=_("Picture"))
    def thumbnail(self, product: Product) -> SafeString | str:
        if product.picture is None:
            return "–"
        return format_html('<img src="{}" alt="" width="48" height="48" loading="lazy">', product.picture.url(160))

    @admin.display(description=_("Price"))
    def price(self, product: Product) -> str:
        return str(product.price_from or "–")


@admin.register(Variant)
class VariantAdmin(OperatorAdmin):
    list_display = ["product", "name", "reference", "price", "left", "archived_at"]
    list_filter = [("archived_at", admin.EmptyFieldListFilter)]
    search_fields = ["reference", "name", "product__name", "product__store__name"]
    list_select_related = ["product", "stock"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [field.name for field in Variant._meta.fields]

    @admin.display(description=_("Stock"))
    def left(self, variant: Variant) -> str:
        return str(variant.stock.available) if variant.stock.is_tracked else "∞"
