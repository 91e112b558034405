"""Products in the API: all of them, and those of one store."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from config.kit.api.viewsets import GenericViewSet, ReadOnlyViewSet
from config.kit.policies import anyone, signed_in
from shop.catalog.editing import edit_product
from shop.catalog.filters import ProductFilter
from shop.catalog.models import Product
from shop.catalog.policies import can_edit_product, can_take_off_shelf
from shop.catalog.publishing import add_product, put_on_shelf, take_off_shelf
from shop.catalog.serializing import ProductSerializer, ProductWriteSerializer
from shop.stores.showing import store_of

SLUG = r"[-a-zA-Z0-9_]+"
STORE = OpenApiParameter("store", str, OpenApiParameter.PATH, description="Slug of the store.")


class AllProductsViewSet(mixins.ListModelMixin, GenericViewSet):
    """Products of all stores that one may see."""

    rules = {"list": anyone}
    serializer_class = ProductSerializer
    filterset_class = ProductFilter
    queryset = Product.objects.none()

    def get_queryset(self) -> QuerySet[Product]:
        return Product.objects.visible_to(self.request.user).for_tiles().prefetch_related("tags")


@extend_schema_view(list=extend_schema(parameters=[STORE]), retrieve=extend_schema(parameters=[STORE]))
class ProductViewSet(ReadOnlyViewSet):
    """Products of one store; its owner can add, edit and shelve them."""

    rules = {
        "list": anyone,
        "retrieve": anyone,
        "create": signed_in,
        "partial_update": can_edit_product,
        "shelve": can_edit_product,
        "unshelve": can_take_off_shelf,
    }
    serializer_class = ProductSerializer
    queryset = Product.objects.none()
    lookup_field = "slug"
    lookup_value_regex = SLUG

    def get_queryset(self) -> QuerySet[Product]:
        shown = Product.objects.visible_to(self.request.user).for_tiles().prefetch_related("tags")
        return shown.filter(store__slug=self.kwargs.get("store", ""))

    def answer(self, product: Product, code: int = status.HTTP_200_OK) -> Response:
        return Response(self.get_serializer(self.get_queryset().get(pk=product.pk)).data, status=code)

    @extend_schema(
        parameters=[STORE, OpenApiParameter("Idempotency-Key", str, OpenApiParameter.HEADER)],
        request=ProductWriteSerializer,
        responses={201: ProductSerializer},
    )
    def create(self, request: Request, store: str) -> Response:
        """Add a product. The same `Idempotency-Key` gives the same product back."""
        shop = store_of(request.user, store)
        given = self.validated(ProductWriteSerializer)
        product = add_product(self.actor(), store=shop, idempotency_key=self.idempotency_key(), **given)
        return self.answer(product, status.HTTP_201_CREATED)

    @extend_schema(parameters=[STORE], request=ProductWriteSerializer(partial=True))
    def partial_update(self, request: Request, store: str, slug: str) -> Response:
        """Change what is given. `variants`, `pictures` and `tags` are given as a whole."""
        product = self.get_object()
        given = self.validated(ProductWriteSerializer, partial=True)
        changes = {name: value for name, value in given.items() if name != "publish"}
        return self.answer(edit_product(self.actor(), product=product, **changes))

    @extend_schema(parameters=[STORE], request=None)
    @action(detail=True, methods=["post"])
    def shelve(self, request: Request, store: str, slug: str) -> Response:
        """Put it on the shelf."""
        return self.answer(put_on_shelf(self.actor(), product=self.get_object()))

    @extend_schema(parameters=[STORE], request=None)
    @action(detail=True, methods=["post"])
    def unshelve(self, request: Request, store: str, slug: str) -> Response:
        """Take it off the shelf."""
        return self.answer(take_off_shelf(self.actor(), product=self.get_object()))


def register(router: Any) -> None:
    router.register("products", AllProductsViewSet, basename="api-product")
    router.register(rf"stores/(?P<store>{SLUG})/products", ProductViewSet, basename="api-store-product")
