"""The ledger in the API: one's own evidence, objections to it, and for the staff those that wait."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from community.trust import policies, showing
from community.trust.disputing import decide_dispute, dispute, open_disputes
from community.trust.models import Dispute, Evidence
from community.trust.serializing import (
    DisputeDecisionSerializer,
    DisputeSerializer,
    DisputeWriteSerializer,
    EvidenceSerializer,
    WaitingDisputeSerializer,
)
from config.kit.api.viewsets import GenericViewSet
from config.kit.policies import signed_in, staff

SIDES = [("about", "about"), ("given", "given")]


class EvidenceFilter(django_filters.FilterSet):
    of = django_filters.ChoiceFilter(
        choices=SIDES, method="by_side", help_text="about: facts about one (the default); given: those one bears out."
    )
    kind = django_filters.ChoiceFilter(choices=[(name, name) for name in sorted(showing.KINDS)], method="by_kind")

    def by_side(self, rows: Any, name: str, value: str) -> Any:
        return rows

    def by_kind(self, rows: Any, name: str, value: str) -> Any:
        return showing.of_kind(rows, value)


class EvidenceViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, GenericViewSet):
    """Every fact about one, and every one that one bears out, countered or not."""

    rules = {"list": signed_in, "retrieve": signed_in, "dispute": signed_in}
    serializer_class = EvidenceSerializer
    filterset_class = EvidenceFilter
    queryset = Evidence.objects.none()
    lookup_field = "reference"
    lookup_value_regex = r"[0-9a-z]{16}"

    def get_queryset(self) -> QuerySet[Evidence]:
        if not signed_in(self.actor()):
            return Evidence.objects.none()
        if self.action == "list" and self.request.query_params.get("of") == "given":
            return showing.evidence_by(self.actor())
        return showing.evidence_about(self.actor())

    def list(self, request: Request) -> Response:
        """Facts, the latest first."""
        rows = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response(EvidenceSerializer(showing.shown(rows, self.actor()), many=True).data)

    @extend_schema(filters=False)
    def retrieve(self, request: Request, reference: str) -> Response:
        """One fact about oneself."""
        found = self.get_object()
        return Response(EvidenceSerializer(showing.shown([found], self.actor())[0]).data)

    @extend_schema(request=DisputeWriteSerializer, responses={201: DisputeSerializer})
    @action(detail=True, methods=["post"], filterset_class=None)
    def dispute(self, request: Request, reference: str) -> Response:
        """Say once why it is wrong. Somebody of the staff who has no part in it decides."""
        made = dispute(self.actor(), evidence=self.get_object(), **self.validated(DisputeWriteSerializer))
        return Response(DisputeSerializer(made).data, status=status.HTTP_201_CREATED)


class DisputeViewSet(mixins.ListModelMixin, GenericViewSet):
    """Objections that wait for one's decision; for the staff."""

    rules = {"list": staff, "decide": policies.can_judge}
    serializer_class = WaitingDisputeSerializer
    queryset = Dispute.objects.none()
    lookup_field = "reference"
    lookup_value_regex = r"[0-9a-z]{16}"

    def get_queryset(self) -> QuerySet[Dispute]:
        if self.action == "list":
            return open_disputes(self.actor())
        rows = Dispute.objects.filter(policies.disputes_judged_by(self.actor()))
        return rows.select_related("person", "evidence")

    @extend_schema(request=DisputeDecisionSerializer, responses=DisputeSerializer)
    @action(detail=True, methods=["post"])
    def decide(self, request: Request, reference: str) -> Response:
        """Agree, which strikes out what is objected to, or let it stand; with an answer that is told."""
        made = decide_dispute(self.actor(), dispute=self.get_object(), **self.validated(DisputeDecisionSerializer))
        return Response(DisputeSerializer(made).data)


def register(router: Any) -> None:
    router.register("me/evidence", EvidenceViewSet, basename="api-evidence")
    router.register("disputes", DisputeViewSet, basename="api-dispute")
