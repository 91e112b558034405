"""One's limits and budgets in the API."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from community.attention import screening, showing
from community.attention.budgets import budget
from community.attention.growing import growth_of
from community.attention.models import Spending
from community.attention.serializing import (
    BudgetSerializer,
    HeldSerializer,
    RefusalSerializer,
    StandingSerializer,
)
from community.channels.models import Channel
from community.channels.serializing import NAMES
from community.channels.showing import readable_channel
from community.drafts import holding
from community.drafts.models import Draft
from community.drafts.policies import can_release
from config.kit.api.viewsets import GenericViewSet
from config.kit.policies import signed_in

CHANNEL = OpenApiParameter("channel", str, OpenApiParameter.PATH, description=NAMES)


class QuotaViewSet(GenericViewSet):
    """What one may do how often."""

    rules = {"list": signed_in}
    serializer_class = StandingSerializer
    queryset = Spending.objects.none()
    pagination_class = None
    filter_backends: list[Any] = []

    @extend_schema(responses=StandingSerializer(many=True))
    def list(self, request: Request) -> Response:
        """Every quota as it stands for oneself. Whoever is new has the lower limits, until somebody whom the site knows
        trusts them, directly or through others, or they kept their word to three different people."""
        found = showing.standings(self.actor(), growth_of(self.actor()))
        return Response(self.get_serializer(found, many=True).data)


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
        found = readable_channel(self.actor(), channel)
        self.check_object_permissions(request, found)
        return Response(self.get_serializer(budget(self.actor(), found)).data)


class HeldFilter(django_filters.FilterSet):
    group = django_filters.CharFilter(field_name="channel__group__slug", help_text="Slug of the group.")


class HeldViewSet(mixins.ListModelMixin, GenericViewSet):
    """Held posts of the groups that one keeps order in."""

    rules = {"list": signed_in, "release": can_release, "refuse": can_release}
    serializer_class = HeldSerializer
    filterset_class = HeldFilter
    queryset = Draft.objects.none()
    lookup_field = "reference"
    lookup_value_regex = r"[0-9a-z]{16}"

    def get_queryset(self) -> QuerySet[Draft]:
        return screening.held_rows(self.actor())

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def release(self, request: Request, reference: str) -> Response:
        """Let it pass: it is published as its author's."""
        holding.release(self.actor(), draft=self.get_object(), reason=_("It belongs here."))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=RefusalSerializer, responses={204: None})
    @action(detail=True, methods=["post"])
    def refuse(self, request: Request, reference: str) -> Response:
        """Give it back to its author, with a reason."""
        draft, given = self.get_object(), self.validated(RefusalSerializer)
        holding.refuse(self.actor(), draft=draft, **given)
        return Response(status=status.HTTP_204_NO_CONTENT)


def register(router: Any) -> None:
    router.register("held", HeldViewSet, basename="api-held")
    router.register("quotas", QuotaViewSet, basename="api-quota")
    router.register("budgets", BudgetViewSet, basename="api-budget")
