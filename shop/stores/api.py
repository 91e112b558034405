"""Stores in the API."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from config.kit.api.filled import FilledList
from config.kit.api.trust import TrustField
from config.kit.api.viewsets import ReadOnlyViewSet
from config.kit.geo import MICRO, Place
from config.kit.money import MAX_MAJOR
from config.kit.policies import anyone, signed_in
from content.pictures.api import PictureSerializer
from content.pictures.models import Picture
from shop.stores.editing import edit_store
from shop.stores.filters import StoreFilter
from shop.stores.models import MAX_COMMISSION, Store
from shop.stores.opening import open_store
from shop.stores.pausing import pause_store, resume_store
from shop.stores.places import store_standing
from shop.stores.policies import can_edit_store, owns_store


class PointSerializer(serializers.Serializer):
    """A point on the Earth in degrees (WGS 84)."""

    lat = serializers.FloatField(min_value=-90, max_value=90)
    lon = serializers.FloatField(min_value=-180, max_value=180)


class StoreSerializer(serializers.ModelSerializer):
    """A store. `delivery_fee` is in minor units of `currency`; `commission` is what it says it pays those who recommend
    it, in per cent of the price."""

    owner = serializers.CharField(source="owner.username")
    photo = PictureSerializer(allow_null=True)
    trust = TrustField(store_standing)
    place = serializers.SerializerMethodField()
    url = serializers.SerializerMethodField()

    class Meta:
        model = Store
        fields = [
            "slug",
            "url",
            "owner",
            "name",
            "tagline",
            "story",
            "photo",
            "state",
            "place_name",
            "place",
            "currency",
            "delivery_fee",
            "delivery_note",
            "commission",
            "created_at",
            "trust",
        ]
        read_only_fields = fields
        list_serializer_class = FilledList

    @extend_schema_field(PointSerializer(allow_null=True))
    def get_place(self, store: Store) -> dict[str, float] | None:
        return {"lat": store.place.lat / MICRO, "lon": store.place.lon / MICRO} if store.place else None

    @extend_schema_field(serializers.URLField())
    def get_url(self, store: Store) -> str:
        return self.context["request"].build_absolute_uri(store.get_absolute_url())


class StoreWriteSerializer(serializers.Serializer):
    """What is set of a store. `photo` is the reference of a picture of one's own, or null."""

    name = serializers.CharField(max_length=40)
    tagline = serializers.CharField(max_length=80, required=False, allow_blank=True)
    story = serializers.CharField(max_length=10_000, required=False, allow_blank=True)
    place_name = serializers.CharField(max_length=60, required=False, allow_blank=True)
    place = PointSerializer(required=False, allow_null=True)
    photo = serializers.SlugRelatedField(
        slug_field="reference", queryset=Picture.objects.all(), required=False, allow_null=True
    )
    delivery_fee = serializers.IntegerField(min_value=0, max_value=MAX_MAJOR, required=False)
    delivery_note = serializers.CharField(max_length=120, required=False, allow_blank=True)
    commission = serializers.IntegerField(min_value=0, max_value=MAX_COMMISSION, required=False)

    def validate_place(self, place: dict[str, float] | None) -> Place | None:
        return Place.from_degrees(place["lat"], place["lon"]) if place else None


class StoreViewSet(ReadOnlyViewSet):
    """Stores that one may see; one's own can be opened, edited, paused and resumed."""

    rules = {
        "list": anyone,
        "retrieve": anyone,
        "create": signed_in,
        "partial_update": can_edit_store,
        "pause": owns_store,
        "resume": owns_store,
    }
    serializer_class = StoreSerializer
    filterset_class = StoreFilter
    queryset = Store.objects.none()
    lookup_field = "slug"
    lookup_value_regex = r"[-a-zA-Z0-9_]+"

    def get_queryset(self) -> QuerySet[Store]:
        return Store.objects.visible_to(self.request.user).select_related("owner", "photo")

    @extend_schema(request=StoreWriteSerializer, responses={201: StoreSerializer})
    def create(self, request: Request) -> Response:
        """Open a store: it is public from this moment."""
        store = open_store(self.actor(), **self.validated(StoreWriteSerializer))
        return Response(self.get_serializer(store).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=StoreWriteSerializer(partial=True))
    def partial_update(self, request: Request, slug: str) -> Response:
        """Change what is given; the rest stays."""
        store, changes = self.get_object(), self.validated(StoreWriteSerializer, partial=True)
        store = edit_store(self.actor(), store=store, **changes)
        return Response(self.get_serializer(store).data)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def pause(self, request: Request, slug: str) -> Response:
        """Stop selling for a while."""
        return Response(self.get_serializer(pause_store(self.actor(), store=self.get_object())).data)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def resume(self, request: Request, slug: str) -> Response:
        """Sell again."""
        return Response(self.get_serializer(resume_store(self.actor(), store=self.get_object())).data)


def register(router: Any) -> None:
    router.register("stores", StoreViewSet, basename="api-store")
