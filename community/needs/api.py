"""Standing needs in the API: one's own, and nobody else's."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from community.needs import keeping, policies, showing, turns
from community.needs.models import StandingNeed
from community.needs.serializing import (
    MOST,
    FoundForNeedPageSerializer,
    NeedPageSerializer,
    NeedsAskedSerializer,
    NeedWriteSerializer,
    PageAskedSerializer,
    StandingNeedSerializer,
)
from config.kit.api.viewsets import GenericViewSet
from config.kit.errors import Invalid
from config.kit.policies import signed_in

PAGED = [
    OpenApiParameter("cursor", str, description="From the `next` of the page before."),
    OpenApiParameter("page_size", int, description=f"At most {MOST}."),
]
KEY = OpenApiParameter(
    "Idempotency-Key", OpenApiTypes.STR, OpenApiParameter.HEADER, description="The same for every try: it is kept once."
)


class StandingNeedViewSet(GenericViewSet):
    """What one has asked every week, and what one waits for."""

    rules = {
        "list": signed_in,
        "create": signed_in,
        "retrieve": policies.is_keeper,
        "update": policies.is_keeper,
        "destroy": policies.is_keeper,
        "resume": policies.is_keeper,
        "skip": policies.keeps_weekly,
        "unskip": policies.keeps_weekly,
        "found": policies.is_keeper,
    }
    serializer_class = StandingNeedSerializer
    queryset = StandingNeed.objects.none()
    pagination_class = None
    filter_backends: list[Any] = []
    lookup_field = "reference"
    lookup_value_regex = r"[0-9a-z]{16}"

    def get_queryset(self) -> QuerySet[StandingNeed]:
        return showing.needs_of(self.actor())

    def shown(self, need: StandingNeed, status_code: int = status.HTTP_200_OK) -> Response:
        fresh = showing.need_of(self.actor(), need.reference)
        return Response(self.get_serializer(showing.kept(self.actor(), [fresh])[0]).data, status=status_code)

    def given(self) -> tuple[str, dict[str, Any]]:
        """The kind, and what its verb takes."""
        data = self.validated(NeedWriteSerializer)
        return data["kind"], NeedWriteSerializer().given(data, self.actor())

    @extend_schema(
        parameters=[*PAGED, OpenApiParameter("ended", bool, description="Those that ended instead.")],
        responses=NeedPageSerializer,
    )
    def list(self, request: Request) -> Response:
        """One's needs that stand, the newest first."""
        asked = self.asked(NeedsAskedSerializer)
        found, cursor = showing.needs_page(self.actor(), self.cursor(), ended=asked["ended"], size=asked["page_size"])
        data = {"next": self.onward(cursor, **asked), "results": found}
        return Response(NeedPageSerializer(data, context=self.get_serializer_context()).data)

    @extend_schema(parameters=[KEY], request=NeedWriteSerializer, responses={201: StandingNeedSerializer})
    def create(self, request: Request) -> Response:
        """Let a need stand: hailed every week, or watched for in one's groups."""
        kind, said = self.given()
        keep = keeping.keep_weekly if kind == StandingNeed.Kind.WEEKLY else keeping.keep_watch
        need = keep(self.actor(), **said, idempotency_key=self.idempotency_key())
        return self.shown(need, status.HTTP_201_CREATED)

    def retrieve(self, request: Request, reference: str) -> Response:
        """One of one's own."""
        return self.shown(self.get_object())

    @extend_schema(request=NeedWriteSerializer, responses=StandingNeedSerializer)
    def update(self, request: Request, reference: str) -> Response:
        """Say it otherwise, all of it; its kind stays, and so does roughly where."""
        need, (kind, said) = self.get_object(), self.given()
        if kind != need.kind:
            raise Invalid(field="kind", code="fixed")
        if need.is_weekly:
            area = {"place": need.place, "place_name": need.place_name, "radius": need.radius}
            keeping.change_weekly(self.actor(), need=need, **said, **area)
        else:
            keeping.change_watch(self.actor(), need=need, **said)
        return self.shown(need)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, reference: str) -> Response:
        """End it. Twice changes nothing."""
        keeping.end_need(self.actor(), need=self.get_object())
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=None, responses=StandingNeedSerializer)
    @action(detail=True, methods=["post"])
    def resume(self, request: Request, reference: str) -> Response:
        """Let it stand again."""
        return self.shown(keeping.resume_need(self.actor(), need=self.get_object()))

    @extend_schema(request=None, responses=StandingNeedSerializer)
    @action(detail=True, methods=["post"])
    def skip(self, request: Request, reference: str) -> Response:
        """Do not ask it this time."""
        need = self.get_object()
        turns.skip_turn(self.actor(), need=need)
        return self.shown(need)

    @extend_schema(responses=StandingNeedSerializer)
    @skip.mapping.delete
    def unskip(self, request: Request, reference: str) -> Response:
        """Ask it this time after all."""
        need = self.get_object()
        turns.unskip_turn(self.actor(), need=need)
        return self.shown(need)

    @extend_schema(parameters=PAGED, responses=FoundForNeedPageSerializer)
    @action(detail=True, methods=["get"])
    def found(self, request: Request, reference: str) -> Response:
        """What was found for it and is still there to be seen, the latest first."""
        asked, need = self.asked(PageAskedSerializer), self.get_object()
        found, cursor = showing.matches_page(self.actor(), need, self.cursor(), asked["page_size"])
        data = {"next": self.onward(cursor, **asked), "results": found}
        return Response(FoundForNeedPageSerializer(data, context=self.get_serializer_context()).data)


def register(router: Any) -> None:
    router.register("needs", StandingNeedViewSet, basename="api-need")
