"""Purchases in the API: place what is in the bag, pay it, call it off."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from config.kit.api.viewsets import GenericViewSet, ReadOnlyViewSet
from config.kit.policies import signed_in
from config.kit.references import LENGTH
from shop.bag.api import PutSerializer
from shop.bag.filling import MOST_LINES, bag_of
from shop.bag.forms import variant_of
from shop.checkout import policies
from shop.checkout.addresses import forget_address
from shop.checkout.finding import address_of
from shop.checkout.models import Address, Purchase
from shop.checkout.placing import Wanted, place_purchase
from shop.orders.cancelling import cancel_purchase
from shop.payments.models import Payment
from shop.payments.paying import start_payment

REFERENCE = f"[0-9a-z]{{{LENGTH}}}"
IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    required=True,
    description="The same for every try of the same purchase, at most 64 characters: it is placed once.",
)


class AddressSerializer(serializers.ModelSerializer):
    class Meta:
        model = Address
        fields = ["reference", "recipient", "phone", "street", "used_at"]
        read_only_fields = fields


class PurchaseSerializer(serializers.ModelSerializer):
    """A purchase and its orders, one a store."""

    orders = serializers.SlugRelatedField(slug_field="reference", many=True, read_only=True)

    class Meta:
        model = Purchase
        fields = [
            *("reference", "state", "total", "currency", "recipient", "phone", "street", "orders"),
            *("expires_at", "created_at"),
        ]
        read_only_fields = fields


class PlaceSerializer(serializers.Serializer):
    """Where the goods go: a saved `address`, or `recipient`, `phone` and `street`."""

    address = serializers.CharField(max_length=LENGTH, required=False, help_text="The reference of a saved address.")
    recipient = serializers.CharField(max_length=40, default="", allow_blank=True)
    phone = serializers.CharField(max_length=30, default="", allow_blank=True)
    street = serializers.CharField(max_length=200, default="", allow_blank=True)
    notes = serializers.DictField(
        child=serializers.CharField(max_length=200, allow_blank=True), default=dict, help_text="By the store's slug."
    )
    items = PutSerializer(
        many=True, required=False, max_length=MOST_LINES, help_text="Buy these, and leave the bag as it is."
    )
    expected_total = serializers.IntegerField(
        min_value=0, required=False, help_text="Minor units. Refused with 409 if it costs anything else by now."
    )


class PaymentSerializer(serializers.ModelSerializer):
    """A payment and where to pay it."""

    pay_url = serializers.SerializerMethodField()

    class Meta:
        model = Payment
        fields = ["reference", "gateway", "state", "amount", "currency", "pay_url"]
        read_only_fields = fields

    def get_pay_url(self, payment: Payment) -> str:
        return self.context["request"].build_absolute_uri(payment.pay_url)


class PurchaseFilter(django_filters.FilterSet):
    state = django_filters.MultipleChoiceFilter(choices=Purchase.State.choices)

    class Meta:
        model = Purchase
        fields = ["state"]


class PurchaseViewSet(ReadOnlyViewSet):
    """What one bought."""

    rules = {
        "list": signed_in,
        "retrieve": policies.can_see,
        "create": signed_in,
        "pay": policies.can_pay,
        "cancel": policies.can_cancel,
    }
    queryset = Purchase.objects.none()
    serializer_class = PurchaseSerializer
    filterset_class = PurchaseFilter
    lookup_field = "reference"
    lookup_value_regex = REFERENCE

    def get_queryset(self) -> QuerySet[Purchase]:
        person = self.request.user
        found = Purchase.objects.mine(person) if self.action == "list" else Purchase.objects.visible_to(person)
        return found.prefetch_related("orders")

    @extend_schema(request=PlaceSerializer, parameters=[IDEMPOTENCY_KEY], responses={201: PurchaseSerializer})
    def create(self, request: Request) -> Response:
        """Place what is in the bag: an order a store, with its stock reserved until `expires_at`."""
        asked = self.validated(PlaceSerializer)
        direct = [
            Wanted(variant_of(request.user, item["variant"]), item["quantity"]) for item in asked.get("items") or ()
        ]
        purchase = place_purchase(
            request.user,
            bag=bag_of(request.user),
            direct=direct,
            notes=asked["notes"],
            expected_total=asked.get("expected_total"),
            idempotency_key=self.idempotency_key(),
            **self._to(asked),
        )
        return Response(self.get_serializer(purchase).data, status=status.HTTP_201_CREATED)

    def _to(self, asked: dict[str, Any]) -> dict[str, str]:
        source: Any = address_of(self.request.user, asked["address"]) if "address" in asked else None
        return {name: getattr(source, name) if source else asked[name] for name in ("recipient", "phone", "street")}

    @extend_schema(request=None, responses=PaymentSerializer)
    @action(detail=True, methods=["post"], filterset_class=None)
    def pay(self, request: Request, reference: str) -> Response:
        """Open a payment for what is due; pay it at `pay_url`. Again gives the same one."""
        payment = start_payment(self.actor(), purchase=self.get_object())
        return Response(PaymentSerializer(payment, context=self.get_serializer_context()).data)

    @extend_schema(request=None, responses=PurchaseSerializer)
    @action(detail=True, methods=["post"], filterset_class=None)
    def cancel(self, request: Request, reference: str) -> Response:
        """Call off all that is not paid."""
        purchase = self.get_object()
        cancel_purchase(self.actor(), purchase=purchase)
        return Response(self.get_serializer(purchase).data)


class AddressViewSet(mixins.ListModelMixin, GenericViewSet):
    """Where one had goods sent, the one used last first."""

    rules = {"list": signed_in, "destroy": signed_in}
    queryset = Address.objects.none()
    serializer_class = AddressSerializer
    pagination_class = None
    lookup_field = "reference"
    lookup_value_regex = REFERENCE

    def get_queryset(self) -> QuerySet[Address]:
        return Address.objects.filter(person_id=self.request.user.pk)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, reference: str) -> Response:
        """Take an address off the list."""
        forget_address(self.actor(), address=self.get_object())
        return Response(status=status.HTTP_204_NO_CONTENT)


def register(router: Any) -> None:
    router.register("purchases", PurchaseViewSet, basename="api-purchase")
    router.register("addresses", AddressViewSet, basename="api-address")
