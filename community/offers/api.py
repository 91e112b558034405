"""Offers in the API: what sellers answer to a hail, and choosing one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import django_filters
from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from community.calling.models import Call
from community.calling.record import records_of
from community.channels.serializing import own_pictures
from community.hail.api import KEY, REFERENCE
from community.hail.models import Hail
from community.offers import outcome_api, policies
from community.offers.choosing import accept_offer
from community.offers.making import TERMS, Terms, change_offer, make_offer, withdraw_offer
from community.offers.models import Offer, OfferPicture
from community.offers.serializing import (
    AcceptSerializer,
    AgreedSerializer,
    OfferEditSerializer,
    OfferSerializer,
    OfferWriteSerializer,
)
from config.kit.api.viewsets import GenericViewSet
from config.kit.errors import Invalid, fields_renamed
from config.kit.policies import signed_in
from shop.catalog.models import Variant
from shop.checkout.api import IDEMPOTENCY_KEY
from shop.checkout.finding import address_of
from shop.stores.models import Store


class OfferFilter(django_filters.FilterSet):
    state = django_filters.MultipleChoiceFilter(choices=Offer.State.choices)


class OfferViewSet(GenericViewSet):
    """Offers that one made, and those on one's own hails."""

    rules = {
        "list": signed_in,
        "retrieve": policies.can_see,
        "create": signed_in,
        "partial_update": policies.is_seller_of,
        "withdraw": policies.is_seller_of,
        "accept": policies.is_hailer_of,
    }
    serializer_class = OfferSerializer
    filterset_class = OfferFilter
    queryset = Offer.objects.none()
    lookup_field = "reference"
    lookup_value_regex = REFERENCE

    def get_queryset(self) -> QuerySet[Offer]:
        seen = Offer.objects.visible_to(self.request.user)
        seen = seen.select_related("hail", "store__owner", "store__photo", "variant__product", "order")
        pictures = Prefetch("pictures", OfferPicture.objects.select_related("picture"))
        return seen.prefetch_related(pictures, "revisions")

    def shown(self, offer: Offer, status_code: int = status.HTTP_200_OK) -> Response:
        """As it is by now, if it may still be seen. Raises Http404."""
        fresh = get_object_or_404(self.get_queryset(), pk=offer.pk)
        return Response(self.get_serializer(_with_records([fresh])[0]).data, status=status_code)

    @extend_schema(parameters=[OpenApiParameter("hail", str, description="Reference of a hail.")])
    def list(self, request: Request) -> Response:
        """What was offered for a hail of one's own; without `hail`, what one offered oneself. The newest first."""
        rows = self.filter_queryset(self.get_queryset())
        if asked := request.query_params.get("hail"):
            hails = Hail.objects.visible_to(self.actor())
            rows = rows.filter(hail=get_object_or_404(hails, reference=asked.replace("\x00", "")))
        else:
            rows = rows.filter(seller=self.actor())
        page = _with_records(self.paginate_queryset(rows))
        return self.get_paginated_response(self.get_serializer(page, many=True).data)

    def retrieve(self, request: Request, reference: str) -> Response:
        """One offer."""
        return self.shown(self.get_object())

    @extend_schema(parameters=[KEY], request=OfferWriteSerializer, responses={201: OfferSerializer})
    def create(self, request: Request) -> Response:
        """Answer a hail: with something from one's shelf, or something made for it. One open offer a seller and hail;
        with the same Idempotency-Key the same offer comes back."""
        data = self.validated(OfferWriteSerializer)
        hail, store = self._answered(data)
        with fields_renamed(price="unit_price"):
            offer = make_offer(
                self.actor(),
                hail=hail,
                store=store,
                terms=Terms(**{name: data[name] for name in TERMS if name in data}),
                variant=_variant(store, data.get("variant")),
                pictures=own_pictures(self.actor(), data["pictures"], field="pictures"),
                idempotency_key=self.idempotency_key(),
            )
        return self.shown(offer, status.HTTP_201_CREATED)

    def _answered(self, data: dict[str, Any]) -> tuple[Hail, Store]:
        """What is answered, and with which store. Raises Http404, Invalid at store."""
        if "call" in data:
            calls = Call.objects.visible_to(self.actor()).select_related("hail", "store")
            call = get_object_or_404(calls, reference=data["call"])
            hail, store = call.hail, call.store
        else:
            hail = get_object_or_404(Hail.objects.visible_to(self.actor()), reference=data["hail"])
        if "store" in data:
            found = Store.objects.owned_by(self.actor()).filter(slug=data["store"]).first()
            if found is None:
                raise Invalid(_("Choose a store of yours that is open."), field="store", code="not_yours")
            store = found
        return hail, store

    @extend_schema(request=OfferEditSerializer, responses=OfferSerializer)
    def partial_update(self, request: Request, reference: str) -> Response:
        """Offer it otherwise: what stood before is kept, and its hailer sees it."""
        offer, given = self.get_object(), self.validated(OfferEditSerializer)
        version = given.pop("version")
        terms = replace(Terms(**{name: getattr(offer, name) for name in TERMS}), **given)
        with fields_renamed(price="unit_price"):
            return self.shown(change_offer(self.actor(), offer=offer, terms=terms, version=version))

    @extend_schema(request=None, responses=OfferSerializer)
    @action(detail=True, methods=["post"], filterset_class=None)
    def withdraw(self, request: Request, reference: str) -> Response:
        """Take it back. Again changes nothing."""
        return self.shown(withdraw_offer(self.actor(), offer=self.get_object()))

    @extend_schema(request=AcceptSerializer, parameters=[IDEMPOTENCY_KEY], responses={201: AgreedSerializer})
    @action(detail=True, methods=["post"], filterset_class=None)
    def accept(self, request: Request, reference: str) -> Response:
        """Choose it: it becomes an order at its price, with its stock reserved, and the hail is settled."""
        offer, asked = self.get_object(), self.validated(AcceptSerializer)
        source: Any = address_of(self.actor(), asked["address"]) if "address" in asked else None
        to = {name: getattr(source, name) if source else asked[name] for name in ("recipient", "phone", "street")}
        order = accept_offer(
            self.actor(), offer=offer, version=asked["version"], idempotency_key=self.idempotency_key(), **to
        )
        data = AgreedSerializer(order, context=self.get_serializer_context()).data
        return Response(data, status=status.HTTP_201_CREATED)


def _variant(store: Store, reference: str | None) -> Variant | None:
    """A choice of something of the store's. Raises Invalid at variant."""
    if reference is None:
        return None
    found = Variant.objects.filter(product__store=store, reference=reference).select_related("product").first()
    if found is None:
        raise Invalid(_("Choose something that is on your shelf."), field="variant", code="not_on_shelf")
    return found


def _with_records(offers: Sequence[Offer]) -> list[Any]:
    """With what the record of each one's store is."""
    found = records_of([offer.store for offer in offers])
    rows: list[Any] = list(offers)
    for offer in rows:
        offer.record = found[offer.store_id]
    return rows


def register(router: Any) -> None:
    router.register("offers", OfferViewSet, basename="api-offer")
    outcome_api.register(router)
