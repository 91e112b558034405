"""Endorsements in the API: who endorses a person, and one's own to give, change and withdraw."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from community.endorsements import policies, showing
from community.endorsements.endorsing import endorse, reword
from community.endorsements.models import Endorsement
from community.endorsements.serializing import (
    EndorsementSerializer,
    EndorseSerializer,
    OwnEndorsementSerializer,
    PlacesSerializer,
    SentenceSerializer,
)
from community.endorsements.withdrawing import reinstate, withdraw
from community.people.models import Person
from community.people.showing import person_of
from config.kit.api.viewsets import GenericViewSet
from config.kit.policies import anyone, signed_in

USERNAME = OpenApiParameter("username", OpenApiTypes.STR, OpenApiParameter.PATH)
REFERENCE = r"[0-9a-z]{16}"


class TopicFilter(django_filters.FilterSet):
    topic = django_filters.CharFilter(field_name="topic__slug", help_text="Slug of a topic.")


class PersonEndorsementViewSet(mixins.ListModelMixin, GenericViewSet):
    """Who endorses a person about what."""

    rules = {"list": anyone, "create": signed_in}
    serializer_class = EndorsementSerializer
    filterset_class = TopicFilter
    queryset = Endorsement.objects.none()

    def person(self) -> Person:
        return person_of(self.actor(), self.kwargs["username"])

    def get_queryset(self) -> QuerySet[Endorsement]:
        if "username" not in self.kwargs:
            return Endorsement.objects.none()
        rows = Endorsement.objects.visible_to(self.actor()).filter(about=self.person())
        return showing.with_people(rows, self.actor())

    @extend_schema(parameters=[USERNAME])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """What others say of the person, the newest first."""
        return super().list(request, *args, **kwargs)

    @extend_schema(parameters=[USERNAME], request=EndorseSerializer, responses={201: EndorsementSerializer})
    def create(self, request: Request, username: str) -> Response:
        """Say that one trusts the person about a topic; where one says so already, say it in other words."""
        made = endorse(self.actor(), about=self.person(), **self.validated(EndorseSerializer))
        row = showing.given_by(self.actor()).get(pk=made.pk)
        return Response(self.get_serializer(row).data, status=status.HTTP_201_CREATED)


class EndorsementViewSet(GenericViewSet):
    """Whom one endorses, who endorses oneself, and how many places are left."""

    rules = {
        "list": signed_in,
        "received": signed_in,
        "places": signed_in,
        "partial_update": policies.can_reword,
        "destroy": policies.can_withdraw,
        "reinstate": policies.can_reinstate,
    }
    serializer_class = OwnEndorsementSerializer
    queryset = Endorsement.objects.none()
    lookup_field = "reference"
    lookup_value_regex = REFERENCE

    def get_object(self) -> Endorsement:
        found = showing.own_of(self.actor(), self.kwargs["reference"])
        self.check_object_permissions(self.request, found)
        return found

    def shown(self, endorsement: Endorsement) -> Response:
        return Response(self.get_serializer(showing.given_by(self.actor()).get(pk=endorsement.pk)).data)

    def listed(self, rows: QuerySet[Endorsement], serializer: Any) -> Response:
        page = self.paginate_queryset(rows)
        context = self.get_serializer_context()
        return self.get_paginated_response(serializer(page, many=True, context=context).data)

    @extend_schema(responses=OwnEndorsementSerializer(many=True))
    def list(self, request: Request) -> Response:
        """All that one stands by now, the newest first."""
        return self.listed(showing.given_by(self.actor()), OwnEndorsementSerializer)

    @extend_schema(responses=EndorsementSerializer(many=True))
    @action(detail=False)
    def received(self, request: Request) -> Response:
        """What others say of oneself, the newest first."""
        return self.listed(showing.received_by(self.actor()), EndorsementSerializer)

    @extend_schema(responses=PlacesSerializer)
    @action(detail=False, pagination_class=None, filter_backends=[])
    def places(self, request: Request) -> Response:
        """How many endorsements one may have standing, and how many new ones are left today."""
        return Response(PlacesSerializer(showing.places_of(self.actor())).data)

    @extend_schema(request=SentenceSerializer, responses=OwnEndorsementSerializer)
    def partial_update(self, request: Request, reference: str) -> Response:
        """Say it in another sentence, which costs nothing."""
        endorsement = self.get_object()
        return self.shown(reword(self.actor(), endorsement=endorsement, **self.validated(SentenceSerializer)))

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, reference: str) -> Response:
        """Withdraw it; it counts for nothing at once."""
        withdraw(self.actor(), endorsement=self.get_object())
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=None, responses=OwnEndorsementSerializer)
    @action(detail=True, methods=["post"])
    def reinstate(self, request: Request, reference: str) -> Response:
        """Undo a withdrawal of the last ten minutes; it costs nothing anew."""
        return self.shown(reinstate(self.actor(), endorsement=self.get_object()))


def register(router: Any) -> None:
    person = r"people/(?P<username>[-a-zA-Z0-9_]{1,40})/endorsements"
    router.register(person, PersonEndorsementViewSet, basename="api-person-endorsement")
    router.register("endorsements", EndorsementViewSet, basename="api-endorsement")
