"""Reviews in the API: what buyers say of a product or a store, one's own word on an order, and the seller's answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from config.kit.api.viewsets import GenericViewSet
from config.kit.errors import Invalid
from config.kit.policies import anyone, signed_in
from config.kit.references import LENGTH
from content.pictures.models import Picture
from shop.catalog.views import product_of
from shop.orders.showing import order_of
from shop.reviews import policies, showing
from shop.reviews.answering import answer_review, take_answer_back
from shop.reviews.finding import deal_in
from shop.reviews.models import Review, ReviewQuerySet
from shop.reviews.policies import Deal
from shop.reviews.serializing import (
    AnswerWriteSerializer,
    OrderReviewSerializer,
    ReviewPageSerializer,
    ReviewSerializer,
    ReviewWriteSerializer,
)
from shop.reviews.writing import withdraw_review, write_review
from shop.stores.showing import store_of

SLUG = r"[-a-zA-Z0-9_]+"
REFERENCE = f"[0-9a-z]{{{LENGTH}}}"
STORE = OpenApiParameter("store", OpenApiTypes.STR, OpenApiParameter.PATH, description="Slug of the store.")
PRODUCT = OpenApiParameter("product", OpenApiTypes.STR, OpenApiParameter.PATH, description="Slug of the product.")
ORDER = OpenApiParameter("order", OpenApiTypes.STR, OpenApiParameter.PATH, description="Reference of the order.")
CURSOR = OpenApiParameter("cursor", OpenApiTypes.STR, OpenApiParameter.QUERY)


class _ReadViewSet(GenericViewSet):
    """Pages of reviews, in the order in which the pages show them."""

    rules = {"list": anyone}
    serializer_class = ReviewPageSerializer
    pagination_class = None
    filter_backends: list[Any] = []
    queryset = Review.objects.none()

    def answered(self, rows: ReviewQuerySet) -> Response:
        page = showing.page_of(rows, self.actor(), self.cursor())
        data = {
            "summary": showing.summary_of(rows),
            "next": self.onward(page.next_cursor),
            "results": page.reviews,
        }
        return Response(self.get_serializer(data).data)


class ProductReviewsViewSet(_ReadViewSet):
    """What buyers say of a product."""

    @extend_schema(parameters=[STORE, PRODUCT, CURSOR], responses=ReviewPageSerializer)
    def list(self, request: Request, store: str, product: str) -> Response:
        """Those whose word weighs for the reader first, then the latest, those in words before the others."""
        return self.answered(showing.of_product(self.actor(), product_of(self.actor(), store, product)))


class StoreReviewsViewSet(_ReadViewSet):
    """What buyers say of all that a store sells."""

    @extend_schema(parameters=[STORE, CURSOR], responses=ReviewPageSerializer)
    def list(self, request: Request, store: str) -> Response:
        """Those whose word weighs for the reader first, then the latest, those in words before the others."""
        return self.answered(showing.of_store(self.actor(), store_of(self.actor(), store)))


class OrderReviewsViewSet(GenericViewSet):
    """What the buyer of an order says of what was in it."""

    rules = {"list": signed_in, "update": policies.can_review, "destroy": policies.can_withdraw_of}
    serializer_class = OrderReviewSerializer
    pagination_class = None
    filter_backends: list[Any] = []
    queryset = Review.objects.none()
    lookup_field = "product"
    lookup_value_regex = SLUG

    def get_object(self) -> Deal:
        deal = deal_in(order_of(self.actor(), self.kwargs["order"]), self.kwargs["product"])
        self.check_object_permissions(self.request, deal)
        return deal

    def shown(self, rows: QuerySet[Review]) -> Any:
        loaded = rows.for_lists()  # type: ignore[attr-defined]
        return self.get_serializer(showing.shown(loaded, self.actor()), many=True).data

    @extend_schema(parameters=[ORDER], responses=OrderReviewSerializer(many=True))
    def list(self, request: Request, order: str) -> Response:
        """What was said; the buyer sees their own also where it was withdrawn or hidden."""
        found = order_of(self.actor(), order)
        return Response(self.shown(Review.objects.visible_to(self.actor()).filter(order=found)))

    @extend_schema(parameters=[ORDER, PRODUCT], request=ReviewWriteSerializer, responses=OrderReviewSerializer)
    def update(self, request: Request, order: str, product: str) -> Response:
        """Say whether one was content, or say it otherwise. The same twice changes nothing."""
        deal, given = self.get_object(), self.validated(ReviewWriteSerializer)
        if "pictures" in given:
            given["pictures"] = _own_pictures(self.actor(), given["pictures"])
        review = write_review(self.actor(), order=deal.order, product=deal.product, **given)
        return Response(self.shown(Review.objects.filter(pk=review.pk))[0])

    @extend_schema(parameters=[ORDER, PRODUCT], responses={204: None})
    def destroy(self, request: Request, order: str, product: str) -> Response:
        """Take one's word back. Twice changes nothing."""
        deal = self.get_object()
        if deal.review is not None:
            withdraw_review(self.actor(), review=deal.review)
        return Response(status=204)


class ReviewViewSet(GenericViewSet):
    """A review; the seller answers it."""

    rules = {"retrieve": anyone, "answer": policies.can_answer, "unanswer": policies.can_answer}
    serializer_class = ReviewSerializer
    filter_backends: list[Any] = []
    queryset = Review.objects.none()
    lookup_field = "reference"
    lookup_value_regex = REFERENCE

    def get_queryset(self) -> QuerySet[Review]:
        return Review.objects.visible_to(self.actor()).for_lists()

    def shown(self, review: Review) -> Response:
        fresh = self.get_queryset().get(pk=review.pk)
        return Response(self.get_serializer(showing.shown([fresh], self.actor())[0]).data)

    def retrieve(self, request: Request, reference: str) -> Response:
        return self.shown(self.get_object())

    @extend_schema(request=AnswerWriteSerializer, responses=ReviewSerializer)
    @action(detail=True, methods=["put"], url_path="answer")
    def answer(self, request: Request, reference: str) -> Response:
        """Answer it, or answer it otherwise. The same words twice change nothing."""
        review, given = self.get_object(), self.validated(AnswerWriteSerializer)
        answer_review(self.actor(), review=review, **given)
        return self.shown(review)

    @extend_schema(responses={204: None})
    @answer.mapping.delete
    def unanswer(self, request: Request, reference: str) -> Response:
        """Take the answer back."""
        take_answer_back(self.actor(), review=self.get_object())
        return Response(status=204)


def _own_pictures(person: Any, references: Sequence[str]) -> list[Picture]:
    """One's own pictures by reference, in that order. Raises Invalid at "pictures" where one is missing."""
    found = Picture.objects.filter(owner=person).in_bulk(references, field_name="reference")
    if set(references) - set(found):
        raise Invalid(_("Choose photos of your own."), field="pictures", code="not_yours")
    return [found[reference] for reference in references]


def register(router: Any) -> None:
    of_product = rf"stores/(?P<store>{SLUG})/products/(?P<product>{SLUG})/reviews"
    router.register(of_product, ProductReviewsViewSet, basename="api-product-reviews")
    router.register(rf"stores/(?P<store>{SLUG})/reviews", StoreReviewsViewSet, basename="api-store-reviews")
    router.register(rf"orders/(?P<order>{REFERENCE})/reviews", OrderReviewsViewSet, basename="api-order-reviews")
    router.register("reviews", ReviewViewSet, basename="api-review")
