"""Orders in the API: what one bought and what one sold, and the steps that they take."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from config.kit.api.viewsets import ReadOnlyViewSet
from config.kit.policies import signed_in
from config.kit.references import LENGTH
from shop.orders import policies
from shop.orders.cancelling import cancel_order
from shop.orders.models import Order, OrderLine, OrderState, OrderTransition, Shipment
from shop.orders.receiving import confirm_received
from shop.orders.refunding import refund_order
from shop.orders.shipping import ship
from shop.orders.showing import allowed, with_everything


class OrderLineSerializer(serializers.ModelSerializer):
    """What was bought, as it was named and priced then."""

    variant = serializers.CharField(source="variant.reference", allow_null=True, default=None)
    total = serializers.IntegerField(source="money.minor", help_text="Minor units.")

    class Meta:
        model = OrderLine
        fields = ["variant", "product_name", "variant_name", "unit_price", "quantity", "total"]
        read_only_fields = fields


class TransitionSerializer(serializers.ModelSerializer):
    """A step; `actor` is null for guests and for the site itself."""

    actor = serializers.CharField(source="actor.username", allow_null=True, default=None)

    class Meta:
        model = OrderTransition
        fields = ["from_state", "to_state", "actor", "note", "at"]
        read_only_fields = fields


class ShipmentSerializer(serializers.ModelSerializer):
    class Meta:
        model = Shipment
        fields = ["carrier", "tracking_number", "note", "shipped_at"]
        read_only_fields = fields


class OrderSerializer(serializers.ModelSerializer):
    """An order with its lines and its history. Amounts in minor units."""

    store = serializers.CharField(source="store.slug")
    buyer = serializers.CharField(source="buyer.username", allow_null=True, default=None)
    purchase = serializers.SerializerMethodField(help_text="For the buyer; null for the seller.")
    recipient = serializers.CharField(source="purchase.recipient")
    phone = serializers.CharField(source="purchase.phone")
    street = serializers.CharField(source="purchase.street")
    lines = OrderLineSerializer(many=True)
    transitions = TransitionSerializer(many=True)
    shipment = serializers.SerializerMethodField()
    can = serializers.SerializerMethodField(help_text="What the reader may do now.")

    class Meta:
        model = Order
        fields = [
            *("reference", "store", "buyer", "purchase", "state", "currency", "goods_total", "delivery_fee", "total"),
            *("note", "recipient", "phone", "street", "lines", "shipment", "transitions", "can"),
            *("placed_at", "changed_at"),
        ]
        read_only_fields = fields

    @property
    def _reader(self) -> Any:
        return self.context["request"].user

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_purchase(self, order: Order) -> str | None:
        # Whoever holds a guest's purchase may act for the guest, so the seller is not told.
        return order.purchase.reference if policies.is_buyer(self._reader, order) else None

    @extend_schema_field(ShipmentSerializer(allow_null=True))
    def get_shipment(self, order: Order) -> Any:
        shipment = getattr(order, "shipment", None)
        return ShipmentSerializer(shipment).data if shipment else None

    @extend_schema_field(
        serializers.ListField(child=serializers.ChoiceField(choices=["pay", "ship", "receive", "cancel", "refund"]))
    )
    def get_can(self, order: Order) -> list[str]:
        return sorted(allowed(self._reader, order))


class ShipSerializer(serializers.Serializer):
    carrier = serializers.CharField(max_length=40, default="", allow_blank=True)
    tracking_number = serializers.CharField(max_length=60, default="", allow_blank=True)
    note = serializers.CharField(max_length=200, default="", allow_blank=True)


class ReasonSerializer(serializers.Serializer):
    reason = serializers.CharField(max_length=200, default="", allow_blank=True, help_text="The other side reads it.")


class OrderFilter(django_filters.FilterSet):
    """`role`: bought or sold; `state`, any of several; `store`, by its slug."""

    role = django_filters.ChoiceFilter(choices=[("buyer", "buyer"), ("seller", "seller")], method="by_role")
    state = django_filters.MultipleChoiceFilter(choices=OrderState.choices)
    store = django_filters.CharFilter(field_name="store__slug")

    class Meta:
        model = Order
        fields = ["role", "state", "store"]

    def by_role(self, orders: QuerySet[Order], name: str, value: str) -> QuerySet[Order]:
        person = self.request.user
        return orders.filter(buyer=person) if value == "buyer" else orders.filter(store__owner=person)


class OrderViewSet(ReadOnlyViewSet):
    """Orders that one bought or sold."""

    rules = {
        "list": signed_in,
        "retrieve": policies.can_see,
        "ship": policies.can_ship,
        "receive": policies.can_receive,
        "cancel": policies.can_cancel,
        "refund": policies.can_refund,
    }
    queryset = Order.objects.none()
    serializer_class = OrderSerializer
    filterset_class = OrderFilter
    lookup_field = "reference"
    lookup_value_regex = f"[0-9a-z]{{{LENGTH}}}"

    def get_queryset(self) -> QuerySet[Order]:
        return with_everything(Order.objects.visible_to(self.request.user))

    @extend_schema(request=ShipSerializer, responses=OrderSerializer)
    @action(detail=True, methods=["post"], filterset_class=None)
    def ship(self, request: Request, reference: str) -> Response:
        """The seller handed the goods over."""
        return self._act(ship, ShipSerializer)

    @extend_schema(request=None, responses=OrderSerializer)
    @action(detail=True, methods=["post"], filterset_class=None)
    def receive(self, request: Request, reference: str) -> Response:
        """The buyer has the goods."""
        return self._act(confirm_received)

    @extend_schema(request=ReasonSerializer, responses=OrderSerializer)
    @action(detail=True, methods=["post"], filterset_class=None)
    def cancel(self, request: Request, reference: str) -> Response:
        """The order will not be sent: by the buyer until it is paid, by the seller until it is shipped."""
        return self._act(cancel_order, ReasonSerializer)

    @extend_schema(request=ReasonSerializer, responses=OrderSerializer)
    @action(detail=True, methods=["post"], filterset_class=None)
    def refund(self, request: Request, reference: str) -> Response:
        """The seller gives the money back."""
        return self._act(refund_order, ReasonSerializer)

    def _act(self, verb: Callable[..., Order], takes: type[serializers.Serializer] | None = None) -> Response:
        order = self.get_object()
        said = self.validated(takes) if takes else {}
        verb(self.actor(), order=order, **said)
        return Response(self.get_serializer(self.get_queryset().get(pk=order.pk)).data)


def register(router: Any) -> None:
    router.register("orders", OrderViewSet, basename="api-order")
