"""The bag in the API: one a person, changed line by line."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from config.kit.api.viewsets import GenericViewSet
from config.kit.policies import signed_in
from config.kit.references import LENGTH
from shop.bag.filling import bag_of, put_in, set_quantity
from shop.bag.forms import variant_of
from shop.bag.models import Bag, BagLine
from shop.bag.reading import contents_of
from shop.bag.selling import MOST, Problem


class BagLineSerializer(serializers.Serializer):
    """So many of a variant; a line with a problem is in no total."""

    variant = serializers.CharField(source="variant.reference")
    product = serializers.CharField(source="product.slug")
    name = serializers.CharField(source="product.name")
    variant_name = serializers.CharField(source="variant.name")
    quantity = serializers.IntegerField()
    price = serializers.IntegerField(source="unit_money.minor", help_text="Of one, in minor units.")
    total = serializers.IntegerField(source="money.minor", help_text="Minor units.")
    problem = serializers.ChoiceField(choices=[problem.value for problem in Problem], allow_null=True)
    problem_text = serializers.CharField()


class BagGroupSerializer(serializers.Serializer):
    """The lines of one store: they become one order."""

    store = serializers.CharField(source="store.slug")
    lines = BagLineSerializer(many=True)
    goods_total = serializers.IntegerField(source="goods.minor", help_text="Minor units.")
    delivery_fee = serializers.IntegerField(source="delivery.minor", help_text="Minor units.")
    total = serializers.IntegerField(source="total.minor", help_text="Minor units.")


@extend_schema_serializer(many=False)
class BagSerializer(serializers.Serializer):
    """All that one means to buy, and what it costs."""

    stores = BagGroupSerializer(source="groups", many=True)
    total = serializers.IntegerField(source="total.minor", help_text="Minor units, delivery included.")
    currency = serializers.CharField()


class PutSerializer(serializers.Serializer):
    variant = serializers.CharField(max_length=LENGTH, help_text="The reference of a product's variant.")
    quantity = serializers.IntegerField(min_value=1, max_value=MOST, default=1)


class QuantitySerializer(serializers.Serializer):
    quantity = serializers.IntegerField(min_value=0, max_value=MOST, help_text="0 takes the line out.")


class BagViewSet(GenericViewSet):
    """The bag of whoever asks. Nothing in it is reserved before the purchase is placed."""

    rules = {"list": signed_in, "create": signed_in, "update": signed_in, "destroy": signed_in}
    queryset = BagLine.objects.none()
    serializer_class = BagSerializer
    pagination_class = None
    filter_backends: list[Any] = []
    lookup_field = "variant"
    lookup_value_regex = f"[0-9a-z]{{{LENGTH}}}"

    @extend_schema(responses=BagSerializer(many=False))
    def list(self, request: Request) -> Response:
        """What is in the bag, by store."""
        return self._answer(bag_of(request.user))

    @extend_schema(request=PutSerializer, responses=BagSerializer)
    def create(self, request: Request) -> Response:
        """Put pieces of a variant in, beside those that are there."""
        given = self.validated(PutSerializer)
        bag = bag_of(request.user, create=True)
        variant = variant_of(request.user, given["variant"])
        put_in(bag, variant=variant, quantity=given["quantity"])
        return self._answer(bag)

    @extend_schema(request=QuantitySerializer, responses=BagSerializer)
    def update(self, request: Request, variant: str) -> Response:
        """Have exactly so many of a variant."""
        self.check_object_permissions(request, None)
        given = self.validated(QuantitySerializer)
        bag = bag_of(request.user, create=True)
        set_quantity(bag, variant=variant_of(request.user, variant), quantity=given["quantity"])
        return self._answer(bag)

    @extend_schema(responses=BagSerializer)
    def destroy(self, request: Request, variant: str) -> Response:
        """Take a line out; what is not in the bag is out already."""
        self.check_object_permissions(request, None)
        bag = bag_of(request.user)
        line = bag and bag.lines.filter(variant__reference=variant).select_related("variant").first()
        if bag and line:
            set_quantity(bag, variant=line.variant, quantity=0)
        return self._answer(bag)

    def _answer(self, bag: Bag | None) -> Response:
        return Response(BagSerializer(contents_of(bag)).data)


def register(router: Any) -> None:
    router.register("bag", BagViewSet, basename="api-bag")
