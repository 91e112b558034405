"""One's limits and budgets in the API."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from community.attention import showing
from community.attention.budgets import budget
from community.attention.models import Spending
from community.attention.serializing import BudgetSerializer, StandingSerializer
from community.channels.models import Channel
from config.kit.api.viewsets import GenericViewSet
from config.kit.policies import signed_in

CHANNEL = OpenApiParameter(
    "channel", str, OpenApiParameter.PATH, description="group:<slug>, store:<slug> or person:<username>"
)


class QuotaViewSet(GenericViewSet):
    """What one may do how often."""

    rules = {"list": signed_in}
    serializer_class = StandingSerializer
    queryset = Spending.objects.none()
    pagination_class = None
    filter_backends: list[Any] = []

    @extend_schema(responses=StandingSerializer(many=True))
    def list(self, request: Request) -> Response:
        """Every quota as it stands for oneself."""
        return Response(self.get_serializer(showing.standings(self.actor()), many=True).data)


class BudgetViewSet(GenericViewSet):
    """How much one may say in a channel today."""

    rules = {"retrieve": showing.has_budget}
    serializer_class = BudgetSerializer
    queryset = Channel.objects.none()
    lookup_field = "channel"
    lookup_value_regex = r"[a-z]{1,10}:[-a-zA-Z0-9_]{1,60}"

    @extend_schema(parameters=[CHANNEL], responses=BudgetSerializer)
    def retrieve(self, request: Request, channel: str) -> Response:
        """Today's budget in a channel that one may post in, with its reasons."""
        found = showing.channel_to_post_in(self.actor(), channel)
        self.check_object_permissions(request, found)
        return Response(self.get_serializer(budget(self.actor(), found)).data)


def register(router: Any) -> None:
    router.register("quotas", QuotaViewSet, basename="api-quota")
    router.register("budgets", BudgetViewSet, basename="api-budget")
