"""What is near, and the search, in the API."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from community.discovery.asking import MOST as LONGEST
from community.discovery.nearby import MOST, near_cards
from community.discovery.searching import KINDS, search
from community.people.api import PersonSerializer
from community.picks.serializing import PickListSerializer
from config.kit.api.filled import FilledList
from config.kit.api.viewsets import GenericViewSet
from config.kit.geo import Place
from config.kit.policies import anyone
from shop.catalog.serializing import ProductSerializer
from shop.stores.api import StoreSerializer

FARTHEST = 100_000
# What PointAskedSerializer reads.
AROUND = [
    OpenApiParameter("lat", float, required=True, description="Degrees (WGS 84)."),
    OpenApiParameter("lon", float, required=True, description="Degrees (WGS 84)."),
    OpenApiParameter("radius", float, description=f"Metres, at most {FARTHEST}."),
]


class NearSerializer(serializers.Serializer):
    """A store and how far it is in metres, along the great circle, and whether its place is one of those kept for
    newcomers."""

    store = StoreSerializer()
    distance = serializers.FloatField(source="metres")
    is_new = serializers.BooleanField()

    class Meta:
        list_serializer_class = FilledList


class PointAskedSerializer(serializers.Serializer):
    """A point, and how far around it in metres."""

    lat = serializers.FloatField(min_value=-90, max_value=90)
    lon = serializers.FloatField(min_value=-180, max_value=180)
    radius = serializers.FloatField(min_value=1, max_value=FARTHEST, required=False, default=1000)


class NearAskedSerializer(PointAskedSerializer):
    limit = serializers.IntegerField(min_value=1, max_value=MOST, required=False, default=20)


class GroupFoundSerializer(serializers.Serializer):
    """A group by its front."""

    slug = serializers.CharField(source="group.slug")
    name = serializers.CharField(source="group.name")
    about = serializers.CharField(source="group.about")
    member_count = serializers.IntegerField()


@extend_schema_serializer(many=False)
class FoundSerializer(serializers.Serializer):
    """What was found, by kind; the first few of each, or more of the one `kind` asked for."""

    stores = StoreSerializer(many=True)
    goods = ProductSerializer(many=True)
    people = PersonSerializer(many=True)
    picks = PickListSerializer(many=True)
    groups = GroupFoundSerializer(many=True)


class WordsAskedSerializer(serializers.Serializer):
    q = serializers.CharField(max_length=LONGEST)
    kind = serializers.ChoiceField(choices=list(KINDS), required=False, default="")


class NearViewSet(GenericViewSet):
    """Open stores around a point."""

    rules = {"list": anyone}
    serializer_class = NearSerializer
    pagination_class = None
    filter_backends: list[Any] = []

    @extend_schema(
        operation_id="near_list",
        parameters=[
            *AROUND,
            OpenApiParameter("limit", int, description=f"At most {MOST}."),
        ],
        responses=NearSerializer(many=True),
    )
    def list(self, request: Request) -> Response:
        """The nearest open stores within `radius`, at most `limit`: those whom one may trust most first, of equal ones
        the nearest, with a place in five for newcomers near one's circle. The point is used for this answer and not
        kept."""
        given = self.asked(NearAskedSerializer)
        place = Place.from_degrees(given["lat"], given["lon"])
        cards = near_cards(self.actor(), place, given["radius"], given["limit"])
        return Response(NearSerializer(cards, many=True, context=self.get_serializer_context()).data)


class SearchViewSet(GenericViewSet):
    """Stores, goods, people, picks and groups by words."""

    rules = {"list": anyone}
    serializer_class = FoundSerializer
    pagination_class = None
    filter_backends: list[Any] = []

    @extend_schema(
        operation_id="search_list",
        parameters=[
            OpenApiParameter("q", str, required=True, description="Words; each must be found."),
            OpenApiParameter("kind", str, enum=list(KINDS), description="More of one kind only."),
        ],
        responses=FoundSerializer,
    )
    def list(self, request: Request) -> Response:
        """What the words find, without what one may not see. Of stores, goods and people those whom one may trust most
        come first, in the topic that the words name, with a place in five for newcomers near one's circle; of equal
        ones, and of picks and groups, the newest."""
        given = self.asked(WordsAskedSerializer)
        found = {part.kind: part.items for part in search(self.actor(), given["q"], kind=given["kind"])}
        data = {kind: found.get(kind, []) for kind in KINDS}
        return Response(FoundSerializer(data, context=self.get_serializer_context()).data)


def register(router: Any) -> None:
    router.register("near", NearViewSet, basename="api-near")
    router.register("search", SearchViewSet, basename="api-search")
