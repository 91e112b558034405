"""Hails in the API: say what one needs, see what becomes of it, want the same as somebody in a group."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from community.calling.waves import call_more
from community.channels.serializing import own_pictures
from community.groups.policies import is_member
from community.groups.showing import group_of
from community.hail import policies
from community.hail.ending import wave_off
from community.hail.hailing import post_hail
from community.hail.models import Hail
from community.hail.seconding import second, unsecond
from community.hail.serializing import (
    ENDED_AS,
    HIDDEN,
    HailSerializer,
    HailWriteSerializer,
    SecondSerializer,
    TagsAskedSerializer,
    TagsSerializer,
    WidenSerializer,
    own_groups,
)
from community.hail.tagging import suggested_tags
from community.hail.telling import told
from community.hail.widening import widen
from config.kit.api.viewsets import GenericViewSet
from config.kit.errors import NotAllowed
from config.kit.policies import signed_in

REFERENCE = r"[0-9a-z]{16}"
KEY = OpenApiParameter(
    "Idempotency-Key",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="The same for every try, at most 64 characters: it is done once.",
)
SLUG = OpenApiParameter("slug", OpenApiTypes.STR, OpenApiParameter.PATH, description="Slug of a group.")


class HailFilter(django_filters.FilterSet):
    """What ran out is "expired" also before a worker has noticed, and what was hidden is "hidden" alone."""

    state = django_filters.ChoiceFilter(choices=ENDED_AS, method="by_state")

    def by_state(self, hails: QuerySet[Hail], name: str, value: str) -> QuerySet[Hail]:
        if value == HIDDEN:
            return hails.exclude(hidden_at=None)
        ran_out = Q(state=Hail.State.OPEN, expires_at__lte=timezone.now())
        shown = hails.filter(hidden_at=None)
        if value == Hail.State.EXPIRED:
            return shown.filter(Q(state=value) | ran_out)
        return shown.filter(state=value).exclude(ran_out)


class HailViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, GenericViewSet):
    """One's own hails, and those that one may read without learning whose they are."""

    rules = {
        "list": signed_in,
        "retrieve": policies.can_see,
        "create": signed_in,
        "tags": signed_in,
        "wave_off": policies.is_hailer,
        "widen": policies.is_hailer,
        "call_more": policies.is_hailer,
        "second": policies.can_second,
        "unsecond": signed_in,
    }
    serializer_class = HailSerializer
    filterset_class = HailFilter
    queryset = Hail.objects.none()
    lookup_field = "reference"
    lookup_value_regex = REFERENCE

    def get_queryset(self) -> QuerySet[Hail]:
        person = self.request.user
        seen = Hail.objects.mine(person) if self.action == "list" else Hail.objects.visible_to(person)
        return told(seen, person)

    def shown(self, hail: Hail, status_code: int = status.HTTP_200_OK) -> Response:
        """As it is by now."""
        fresh = told(Hail.objects.filter(pk=hail.pk), self.actor()).get()
        return Response(self.get_serializer(fresh).data, status=status_code)

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One's own hails, the newest first."""
        return super().list(request, *args, **kwargs)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One's own; or one to which a store of one's is called, or that is asked in a group of one's."""
        return super().retrieve(request, *args, **kwargs)

    @extend_schema(parameters=[KEY], request=HailWriteSerializer, responses={201: HailSerializer})
    def create(self, request: Request) -> Response:
        """Hail: stores that fit are called within a second. With the same Idempotency-Key the same hail comes back."""
        data = self.validated(HailWriteSerializer)
        data["groups"] = own_groups(self.actor(), data["groups"])
        data["pictures"] = own_pictures(self.actor(), data["pictures"], field="pictures")
        hail = post_hail(self.actor(), **data, idempotency_key=self.idempotency_key())
        return self.shown(hail, status.HTTP_201_CREATED)

    @extend_schema(
        operation_id="hails_tags",
        request=TagsAskedSerializer,
        responses=TagsSerializer,
        filters=False,
    )
    @action(detail=False, methods=["post"], pagination_class=None, filterset_class=None)
    def tags(self, request: Request) -> Response:
        """Tags that fit a text, those that fit best first. By POST: words of a need do not belong into an address."""
        text = self.validated(TagsAskedSerializer)["text"]
        return Response({"tags": suggested_tags(text)})

    @extend_schema(request=None, responses=HailSerializer)
    @action(detail=True, methods=["post"], url_path="wave-off", filterset_class=None)
    def wave_off(self, request: Request, reference: str) -> Response:
        """Nobody is needed any more: nothing of it is left with those who were called. Again changes nothing."""
        return self.shown(wave_off(self.actor(), hail=self.get_object()))

    @extend_schema(request=WidenSerializer, responses=HailSerializer)
    @action(detail=True, methods=["post"], filterset_class=None)
    def widen(self, request: Request, reference: str) -> Response:
        """Let others answer instead, or the same from further away; who was called stays called."""
        hail = self.get_object()
        return self.shown(widen(self.actor(), hail=hail, **self.validated(WidenSerializer)))

    @extend_schema(request=None, responses=HailSerializer)
    @action(detail=True, methods=["post"], url_path="call-more", filterset_class=None)
    def call_more(self, request: Request, reference: str) -> Response:
        """Have more of those called who fit."""
        hail = self.get_object()
        call_more(self.actor(), hail=hail)
        return self.shown(hail)

    @extend_schema(request=SecondSerializer, responses=HailSerializer)
    @action(detail=True, methods=["post"], url_path="second", filterset_class=None)
    def second(self, request: Request, reference: str) -> Response:
        """Want the same, so many pieces; again with another number changes it. The hailer learns how many, not who."""
        hail = self.get_object()
        second(self.actor(), hail=hail, **self.validated(SecondSerializer))
        return self.shown(hail)

    @extend_schema(responses=HailSerializer)
    @second.mapping.delete
    def unsecond(self, request: Request, reference: str) -> Response:
        """Want it no more. Again changes nothing."""
        hail = self.get_object()
        unsecond(self.actor(), hail=hail)
        return self.shown(hail)


class NeedViewSet(mixins.ListModelMixin, GenericViewSet):
    """What is asked in a group, for its members."""

    rules = {"list": signed_in}
    serializer_class = HailSerializer
    queryset = Hail.objects.none()
    filter_backends: list[Any] = []

    def get_queryset(self) -> QuerySet[Hail]:
        if "slug" not in self.kwargs:
            return Hail.objects.none()
        group = group_of(self.actor(), self.kwargs["slug"])
        if not is_member(self.actor(), group):
            raise NotAllowed
        return told(Hail.objects.asked_in_groups_of(self.actor(), group), self.actor())

    @extend_schema(parameters=[SLUG])
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Open needs of the group, the newest first, and nothing of whose they are."""
        return super().list(request, *args, **kwargs)


def register(router: Any) -> None:
    router.register(r"groups/(?P<slug>[-a-zA-Z0-9_]{1,60})/needs", NeedViewSet, basename="api-group-need")
    router.register("hails", HailViewSet, basename="api-hail")
