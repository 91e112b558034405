"""Calls and duties in the API: what stores of one's own are called to, and when they want to be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import django_filters
from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from community.calling import policies
from community.calling.declining import decline, take_up
from community.calling.duty import come_back, duty_of, go_off, set_duty
from community.calling.models import Call, Duty
from community.calling.record import records_of
from community.calling.serializing import (
    DutySerializer,
    DutyWriteSerializer,
    StoreCallSerializer,
    StoreRecordSerializer,
    UntilSerializer,
)
from community.calling.wording import sentences
from community.hail.api import REFERENCE
from community.hail.models import Hail
from community.hail.telling import told
from community.offers.models import Offer
from config.kit.api.viewsets import GenericViewSet
from config.kit.policies import signed_in
from shop.catalog.models import Product
from shop.stores.models import Store
from shop.stores.policies import owns_store


class CallFilter(django_filters.FilterSet):
    store = django_filters.CharFilter(field_name="store__slug", label="Slug of a store.")
    declined = django_filters.BooleanFilter(method="put_aside", label="Those that one put aside.")

    def put_aside(self, calls: QuerySet[Call], name: str, value: bool) -> QuerySet[Call]:
        return calls.filter(declined_at__isnull=not value)


class CallViewSet(GenericViewSet):
    """Open hails to which stores of one's own are called."""

    rules = {
        "list": signed_in,
        "retrieve": signed_in,
        "decline": policies.is_called,
        "undecline": policies.is_called,
        "record": signed_in,
    }
    serializer_class = StoreCallSerializer
    filterset_class = CallFilter
    queryset = Call.objects.none()
    lookup_field = "reference"
    lookup_value_regex = REFERENCE

    def get_queryset(self) -> QuerySet[Call]:
        person = self.request.user
        mine = Offer.objects.filter(hail=OuterRef("hail"), seller=person.pk, state=Offer.State.OPEN)
        seen = Call.objects.visible_to(person).select_related("store")
        seen = seen.annotate(open_offer=Subquery(mine.values("reference")[:1]))
        return seen.prefetch_related(Prefetch("hail", told(Hail.objects.all(), person)))

    def shown(self, call: Call) -> Response:
        """As it is by now."""
        fresh = _read([get_object_or_404(self.get_queryset(), pk=call.pk)])[0]
        return Response(self.get_serializer(fresh).data)

    def list(self, request: Request) -> Response:
        """Calls that one can answer now and has not put aside, the newest first."""
        rows = self.filter_queryset(self.get_queryset())
        rows = rows.filter(store__owner=self.actor(), hail__in=Hail.objects.called_to(self.actor()))
        if "declined" not in request.query_params:
            rows = rows.filter(declined_at=None)
        page = _read(self.paginate_queryset(rows))
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    def retrieve(self, request: Request, reference: str) -> Response:
        """One call, for as long as its hail can be answered, or where one's offer was chosen."""
        return self.shown(self.get_object())

    @extend_schema(request=None, responses=StoreCallSerializer)
    @action(detail=True, methods=["post"], filterset_class=None)
    def decline(self, request: Request, reference: str) -> Response:
        """Put it aside; its hailer learns nothing of it. Again changes nothing."""
        return self.shown(decline(self.actor(), call=self.get_object()))

    @extend_schema(request=None, responses=StoreCallSerializer)
    @action(detail=True, methods=["post"], filterset_class=None)
    def undecline(self, request: Request, reference: str) -> Response:
        """Take it up again."""
        return self.shown(take_up(self.actor(), call=self.get_object()))

    @extend_schema(operation_id="calls_record", responses=StoreRecordSerializer(many=True))
    @action(detail=False, methods=["get"], pagination_class=None, filterset_class=None)
    def record(self, request: Request) -> Response:
        """What the last 90 days of calls say of each store of one's own."""
        stores = list(Store.objects.owned_by(self.actor()).order_by("pk"))
        found = records_of(stores)
        rows = [{"store": store.slug, "record": found[store.pk]} for store in stores]
        return Response(StoreRecordSerializer(rows, many=True).data)


class DutyViewSet(GenericViewSet):
    """When, for what and how far a store of one's own wants to be called."""

    rules = {"retrieve": owns_store, "update": owns_store, "off": owns_store, "on": owns_store}
    serializer_class = DutySerializer
    queryset = Store.objects.none()
    filter_backends: list[Any] = []
    pagination_class = None
    lookup_field = "slug"
    lookup_value_regex = r"[-a-zA-Z0-9_]{1,60}"

    def get_queryset(self) -> QuerySet[Store]:
        return Store.objects.owned_by(self.request.user).select_related("owner")

    def shown(self, store: Store, duty: Duty) -> Response:
        duty.store = store
        return Response(self.get_serializer(duty).data)

    def retrieve(self, request: Request, slug: str) -> Response:
        """How it stands; where nothing was chosen: anything, always, however far."""
        store = self.get_object()
        return self.shown(store, duty_of(store))

    @extend_schema(request=DutyWriteSerializer, responses=DutySerializer)
    def update(self, request: Request, slug: str) -> Response:
        """Say all of it anew."""
        store = self.get_object()
        return self.shown(store, set_duty(self.actor(), store=store, **self.validated(DutyWriteSerializer)))

    @extend_schema(request=UntilSerializer, responses=DutySerializer)
    @action(detail=True, methods=["post"])
    def off(self, request: Request, slug: str) -> Response:
        """Be called no more, until then or until one is back."""
        store = self.get_object()
        return self.shown(store, go_off(self.actor(), store=store, **self.validated(UntilSerializer)))

    @extend_schema(request=None, responses=DutySerializer)
    @action(detail=True, methods=["post"])
    def on(self, request: Request, slug: str) -> Response:
        """On duty again."""
        store = self.get_object()
        return self.shown(store, come_back(self.actor(), store=store))


def _read(calls: Sequence[Call]) -> list[Any]:
    """With the reasons as they are told: products by their addresses, and sentences. Two queries."""
    rows: list[Any] = list(calls)
    said = sentences(rows)
    keys = {reason.get("product") for call in rows for reason in call.reasons} - {None}
    slugs = dict(Product.objects.filter(pk__in=keys).values_list("pk", "slug"))
    for call in rows:
        call.said = said[call.pk]
        call.read_reasons = [
            {
                "code": reason["code"],
                "words": reason.get("words", []),
                "product": slugs.get(reason.get("product")),
                "metres": reason.get("metres"),
                "audience": reason.get("audience"),
            }
            for reason in call.reasons
        ]
    return rows


def register(router: Any) -> None:
    router.register("calls", CallViewSet, basename="api-call")
    router.register("duties", DutyViewSet, basename="api-duty")
