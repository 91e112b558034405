"""Group-buys in the API."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from community.groupbuys import closing, joining, policies, showing
from community.groupbuys.beginning import begin_group_buy
from community.groupbuys.models import GroupBuy
from community.groupbuys.serializing import (
    MOST,
    BeginBuySerializer,
    BuysAskedSerializer,
    GroupBuyPageSerializer,
    GroupBuySerializer,
    JoinBuySerializer,
)
from config.kit.api.viewsets import GenericViewSet
from config.kit.errors import Invalid
from config.kit.policies import signed_in

PAGED = [
    OpenApiParameter("cursor", str, description="From the `next` of the page before."),
    OpenApiParameter("page_size", int, description=f"At most {MOST}."),
]


class GroupBuyViewSet(GenericViewSet):
    """What is bought together: open to members of the groups in which it was hailed for."""

    rules = {
        "list": signed_in,
        "create": signed_in,
        "retrieve": policies.can_see,
        "join": policies.can_join,
        "leave": policies.can_see,
        "close": policies.can_close,
        "call_off": policies.can_cancel,
    }
    serializer_class = GroupBuySerializer
    queryset = GroupBuy.objects.none()
    pagination_class = None
    filter_backends: list[Any] = []
    lookup_field = "reference"
    lookup_value_regex = r"[0-9a-z]{16}"

    def get_queryset(self) -> QuerySet[GroupBuy]:
        return GroupBuy.objects.visible_to(self.actor())

    def shown(self, buy: GroupBuy, status_code: int = status.HTTP_200_OK) -> Response:
        fresh = showing.buy_of(self.actor(), buy.reference)
        return Response(self.get_serializer(showing.shown(self.actor(), fresh)).data, status=status_code)

    @extend_schema(parameters=PAGED, responses=GroupBuyPageSerializer)
    def list(self, request: Request) -> Response:
        """Open ones of one's groups, and those that one joined, began or sells; the newest first."""
        asked = self.asked(BuysAskedSerializer)
        found, cursor = showing.buys_page(self.actor(), self.cursor(), asked["page_size"])
        data = {"next": self.onward(cursor, **asked), "results": found}
        return Response(GroupBuyPageSerializer(data, context=self.get_serializer_context()).data)

    @extend_schema(request=BeginBuySerializer, responses={201: GroupBuySerializer})
    def create(self, request: Request) -> Response:
        """Turn a hail of one's own into a group-buy, with one of its offers. The hail ends so."""
        data = self.validated(BeginBuySerializer)
        try:
            offer = showing.offer_of(self.actor(), data.pop("offer"))
        except Http404 as error:
            raise Invalid(field="offer", code="not_found") from error
        return self.shown(begin_group_buy(self.actor(), offer=offer, **data), status.HTTP_201_CREATED)

    def retrieve(self, request: Request, reference: str) -> Response:
        """How far it is, and one's own part."""
        return self.shown(self.get_object())

    @extend_schema(request=JoinBuySerializer, responses=GroupBuySerializer)
    @action(detail=True, methods=["put"], url_path="part")
    def join(self, request: Request, reference: str) -> Response:
        """So many pieces, sent there, if enough come together; again changes it."""
        buy = self.get_object()
        joining.join(self.actor(), buy=buy, **self.validated(JoinBuySerializer))
        return self.shown(buy)

    @extend_schema(responses={204: None})
    @join.mapping.delete
    def leave(self, request: Request, reference: str) -> Response:
        """Want nothing of it any more. Twice changes nothing."""
        joining.leave(self.actor(), buy=self.get_object())
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=None, responses=GroupBuySerializer)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, reference: str) -> Response:
        """Enough have come together: have the orders placed now."""
        return self.shown(closing.close_early(self.actor(), buy=self.get_object()))

    @extend_schema(request=None, responses=GroupBuySerializer)
    @action(detail=True, methods=["post"], url_path="call-off")
    def call_off(self, request: Request, reference: str) -> Response:
        """Nothing comes of it; everybody who joined is told."""
        return self.shown(closing.call_off(self.actor(), buy=self.get_object()))


def register(router: Any) -> None:
    router.register("group-buys", GroupBuyViewSet, basename="api-group-buy")
