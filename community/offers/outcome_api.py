"""What came of what was promised, in the API: by the order that came of an offer."""

from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from community.offers.models import Outcome
from community.offers.outcomes import WORDS_LENGTH, said_of, say_outcome
from community.offers.views.outcomes import offer_of
from config.kit.api.viewsets import GenericViewSet
from config.kit.policies import signed_in
from config.kit.references import LENGTH

ORDER = OpenApiParameter("order", OpenApiTypes.STR, OpenApiParameter.PATH, description="Reference of the order.")


class OutcomeSerializer(serializers.ModelSerializer):
    """`is_kept` says whether all was as promised; `as_promised` is null where it never came."""

    is_kept = serializers.BooleanField(read_only=True)

    class Meta:
        model = Outcome
        fields = ["came", "as_promised", "words", "is_kept", "at", "changed_at"]
        read_only_fields = fields


class OutcomeWriteSerializer(serializers.Serializer):
    came = serializers.ChoiceField(choices=Outcome.Came.choices)
    as_promised = serializers.BooleanField(required=False, allow_null=True, default=None)
    words = serializers.CharField(max_length=WORDS_LENGTH, required=False, allow_blank=True, default="")


class OutcomeViewSet(GenericViewSet):
    """What the buyer of an order that came of an offer says of what was promised."""

    rules = {"list": signed_in, "create": signed_in}
    serializer_class = OutcomeSerializer
    pagination_class = None
    filter_backends: list[Any] = []
    queryset = Outcome.objects.none()

    @extend_schema(parameters=[ORDER], responses=OutcomeSerializer(many=True))
    def list(self, request: Request, order: str) -> Response:
        """What was said: nothing, or one."""
        said = said_of(offer_of(self.actor(), order))
        return Response(self.get_serializer([said] if said else [], many=True).data)

    @extend_schema(parameters=[ORDER], request=OutcomeWriteSerializer, responses={200: OutcomeSerializer})
    def create(self, request: Request, order: str) -> Response:
        """Say it, or within a week say it otherwise, once the goods are there or the promised day is over."""
        offer = offer_of(self.actor(), order)
        said = say_outcome(self.actor(), offer=offer, **self.validated(OutcomeWriteSerializer))
        return Response(self.get_serializer(said).data, status=status.HTTP_200_OK)


def register(router: Any) -> None:
    """Called by `offers.api`."""
    router.register(rf"orders/(?P<order>[0-9a-z]{{{LENGTH}}})/outcome", OutcomeViewSet, basename="api-order-outcome")
