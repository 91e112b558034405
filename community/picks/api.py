"""Picks in the API: lists, what stands on them, and keeping one's own."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from community.picks import listing, picking, policies, showing
from community.picks.models import Pick, PickList
from community.picks.serializing import (
    OrderSerializer,
    PickListSerializer,
    PickListWriteSerializer,
    PickSerializer,
    PickWriteSerializer,
    WhySerializer,
)
from config.kit.api.viewsets import GenericViewSet
from config.kit.errors import Invalid
from config.kit.policies import anyone, signed_in

REFERENCE = r"[0-9a-z]{16}"
REFERENCE_IN_PATH = OpenApiParameter("reference", OpenApiTypes.STR, OpenApiParameter.PATH)


class PickListFilter(django_filters.FilterSet):
    person = django_filters.CharFilter(field_name="person__username", label="A username.")
    topic = django_filters.CharFilter(field_name="topic__name", lookup_expr="iexact", label="A topic, in any case.")


class PickListViewSet(GenericViewSet):
    """Lists of picks that one may see, and one's own."""

    rules = {
        "list": anyone,
        "retrieve": anyone,
        "picks": anyone,
        "create": policies.can_pick,
        "partial_update": policies.can_edit_list,
        "destroy": policies.owns_list,
        "add": policies.can_edit_list,
        "order": policies.can_edit_list,
    }
    serializer_class = PickListSerializer
    filterset_class = PickListFilter
    queryset = PickList.objects.none()
    lookup_field = "reference"
    lookup_value_regex = REFERENCE

    def get_queryset(self) -> QuerySet[PickList]:
        return showing.named(PickList.objects.visible_to(self.request.user))

    def shown(self, picks: PickList, status_code: int = status.HTTP_200_OK) -> Response:
        front = showing.fronts(PickList.objects.filter(pk=picks.pk), self.actor())[0]
        return Response(self.get_serializer(front).data, status=status_code)

    def list(self, request: Request) -> Response:
        """Lists on which one sees something, and all of one's own, the newest first."""
        rows = self.filter_queryset(PickList.objects.visible_to(self.actor()))
        filled = rows.filled(self.actor())
        rows = filled | rows.filter(person=self.actor().pk) if self.actor().is_authenticated else filled
        page = self.paginate_queryset(rows)
        found = {front.picks.pk: front for front in showing.fronts(_these(page), self.actor())}
        fronts = [found[picks.pk] for picks in page]
        return self.get_paginated_response(self.get_serializer(fronts, many=True).data)

    def retrieve(self, request: Request, reference: str) -> Response:
        """One list; what stands on it is at `picks/`."""
        return self.shown(self.get_object())

    @extend_schema(request=PickListWriteSerializer, responses={201: PickListSerializer})
    def create(self, request: Request) -> Response:
        """Begin a list."""
        made = listing.make_list(self.actor(), **self.validated(PickListWriteSerializer))
        return self.shown(made, status.HTTP_201_CREATED)

    @extend_schema(request=PickListWriteSerializer(partial=True), responses=PickListSerializer)
    def partial_update(self, request: Request, reference: str) -> Response:
        """Change what is given; the rest stays, and so does its address."""
        picks, given = self.get_object(), self.validated(PickListWriteSerializer, partial=True)
        return self.shown(listing.edit_list(self.actor(), picks=picks, **given))

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, reference: str) -> Response:
        """Take one's list away."""
        listing.delete_list(self.actor(), picks=self.get_object())
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(
        operation_id="pick_lists_picks_list",
        parameters=[REFERENCE_IN_PATH],
        responses=PickSerializer(many=True),
        filters=False,
    )
    @action(detail=True, methods=["get"], pagination_class=None, filterset_class=None)
    def picks(self, request: Request, reference: str) -> Response:
        """What stands on the list, in its order."""
        things = showing.picked_on(self.get_object(), self.actor())
        return Response(PickSerializer(things, many=True, context=self.get_serializer_context()).data)

    @extend_schema(request=PickWriteSerializer, responses={201: PickSerializer})
    @picks.mapping.post
    def add(self, request: Request, reference: str) -> Response:
        """Put a store or a product on one's list, or change what one said for it."""
        picks, data = self.get_object(), self.validated(PickWriteSerializer)
        product, store = data.pop("product"), data.pop("store")
        named = {name: slug for name, slug in (("store", store), ("product", product)) if slug}
        subject = showing.subject_named(self.actor(), **named) if len(named) == 1 else None
        if subject is None:
            raise Invalid(field="product" if product else "store", code="not_found")
        made = picking.pick(self.actor(), picks=picks, subject=subject, **data)
        return _shown(self, made, status.HTTP_201_CREATED)

    @extend_schema(request=OrderSerializer, responses={204: None})
    @action(detail=True, methods=["put"], url_path="order")
    def order(self, request: Request, reference: str) -> Response:
        """Put one's list in order."""
        picking.reorder(self.actor(), picks=self.get_object(), **self.validated(OrderSerializer))
        return Response(status=status.HTTP_204_NO_CONTENT)


class PickViewSet(GenericViewSet):
    """A single pick: seen by all who see what was picked, changed by whose it is."""

    rules = {
        "retrieve": anyone,
        "partial_update": policies.can_edit_pick,
        "destroy": policies.can_unpick,
        "bad": signed_in,
    }
    serializer_class = PickSerializer
    queryset = Pick.objects.none()
    pagination_class = None
    filter_backends: list[Any] = []
    lookup_field = "reference"
    lookup_value_regex = REFERENCE

    def get_queryset(self) -> QuerySet[Pick]:
        seen = Pick.objects.visible_to(self.request.user)
        if self.request.user.is_authenticated:
            own = Pick.objects.standing().filter(list__person=self.request.user)
            seen = Pick.objects.filter(pk__in=seen.values("pk")) | Pick.objects.filter(pk__in=own.values("pk"))
        return showing.tiled(seen)

    def retrieve(self, request: Request, reference: str) -> Response:
        """One pick."""
        return _shown(self, self.get_object())

    @extend_schema(request=WhySerializer(partial=True), responses=PickSerializer)
    def partial_update(self, request: Request, reference: str) -> Response:
        """Say otherwise why it stands there, or what one gets for it."""
        given = self.validated(WhySerializer, partial=True)
        return _shown(self, picking.edit_pick(self.actor(), pick=self.get_object(), **given))

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, reference: str) -> Response:
        """Take it off one's list. What went bad while it stood still counts."""
        picking.unpick(self.actor(), pick=self.get_object())
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(operation_id="picks_bad_list", responses=PickSerializer(many=True))
    @action(detail=False, methods=["get"], url_path="bad")
    def bad(self, request: Request) -> Response:
        """One's own picks that count against one's word in their topic, also those one took back."""
        things = showing.shown(showing.counted_against(self.actor()))
        return Response(self.get_serializer(things, many=True).data)


def _these(page: list[PickList]) -> QuerySet[PickList]:
    return PickList.objects.filter(pk__in=[picks.pk for picks in page])


def _shown(viewset: GenericViewSet, pick: Pick, status_code: int = status.HTTP_200_OK) -> Response:
    """The pick as the viewer sees it, with what came of it."""
    fresh = showing.tiled(Pick.objects.filter(pk=pick.pk))
    there = Pick.objects.on_the_shelf(viewset.actor()).filter(pk=pick.pk).exists()
    thing = showing.shown(list(fresh), off=() if there else [pick.pk])[0]
    data = PickSerializer(thing, context=viewset.get_serializer_context()).data
    return Response(data, status=status_code)


def register(router: Any) -> None:
    router.register("pick-lists", PickListViewSet, basename="api-pick-list")
    router.register("picks", PickViewSet, basename="api-pick")
