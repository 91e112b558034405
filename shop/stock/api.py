"""Stock in the API: look and count, by the reference of a variant."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from config.kit.api.viewsets import GenericViewSet
from shop.stock.counting import MAX_STOCK, count
from shop.stock.models import StockItem
from shop.stock.policies import can_count
from shop.stores.models import Store

VARIANT = OpenApiParameter("reference", str, OpenApiParameter.PATH, description="Reference of the variant.")


class StockSerializer(serializers.ModelSerializer):
    """What is left of a variant beside what is promised to orders; null for what is made to order."""

    variant = serializers.CharField(source="variant.reference")
    available = serializers.SerializerMethodField()

    class Meta:
        model = StockItem
        fields = ["variant", "available", "reserved"]
        read_only_fields = fields

    def get_available(self, item: StockItem) -> int | None:
        return item.available if item.is_tracked else None


class CountSerializer(serializers.Serializer):
    available = serializers.IntegerField(min_value=0, max_value=MAX_STOCK, allow_null=True)


@extend_schema_view(retrieve=extend_schema(parameters=[VARIANT]))
class StockViewSet(mixins.RetrieveModelMixin, GenericViewSet):
    """Stock of variants of one's own stores."""

    rules = {"retrieve": can_count, "update": can_count}
    serializer_class = StockSerializer
    queryset = StockItem.objects.none()
    lookup_field = "variant__reference"
    lookup_url_kwarg = "reference"
    lookup_value_regex = r"[0-9a-z]{16}"

    def get_queryset(self) -> QuerySet[StockItem]:
        own = Store.objects.owned_by(self.request.user)
        return StockItem.objects.filter(variant__product__store__in=own).select_related("variant__product__store")

    @extend_schema(parameters=[VARIANT], request=CountSerializer)
    def update(self, request: Request, reference: str) -> Response:
        """Set how many are for sale; null for what is made to order."""
        item = self.get_object()
        count(self.actor(), item=item, available=self.validated(CountSerializer)["available"])
        return Response(self.get_serializer(item).data)


def register(router: Any) -> None:
    router.register("stock", StockViewSet, basename="api-stock")
