"""How lists of products are narrowed."""

from __future__ import annotations

import django_filters
from django.db.models import QuerySet

from shop.catalog.models import Product


class ProductFilter(django_filters.FilterSet):
    """By words in the name, store, tag, and whether one can buy it now."""

    q = django_filters.CharFilter(field_name="name", lookup_expr="icontains", label="Words in the name.")
    store = django_filters.CharFilter(field_name="store__slug", label="Slug of the store.")
    tag = django_filters.CharFilter(method="by_tag", label="A tag, in any case.")
    in_stock = django_filters.BooleanFilter(method="by_stock", label="Whether one can buy it now.")

    class Meta:
        model = Product
        fields = ["q", "store", "tag", "in_stock"]

    def by_tag(self, queryset: QuerySet[Product], name: str, value: str) -> QuerySet[Product]:
        return queryset.filter(tags__name__iexact=value).distinct()

    def by_stock(self, queryset: QuerySet[Product], name: str, value: bool) -> QuerySet[Product]:
        buyable = queryset.model.objects.in_stock()
        return queryset.filter(pk__in=buyable) if value else queryset.exclude(pk__in=buyable)
