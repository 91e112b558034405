"""The home feed in the API; the posts of one channel are at `/posts/`."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from community.feeds.home import home_page
from community.posts.serializing import PostSerializer
from config.kit import cursors
from config.kit.api.viewsets import GenericViewSet
from config.kit.policies import signed_in

MOST = 50


class ReasonSerializer(serializers.Serializer):
    """Why a post is in the feed. Muting `channel` ends it."""

    kind = serializers.ChoiceField(choices=["group", "store", "person", "own"])
    text = serializers.CharField(help_text="In the client's language.")
    channel = serializers.CharField()
    can_be_muted = serializers.BooleanField()


class FeedItemSerializer(PostSerializer):
    """A post and why it is in the feed."""

    reason = ReasonSerializer()


@extend_schema_serializer(many=False)
class FeedPageSerializer(serializers.Serializer):
    """A page of a feed. `next` is the address of the next page, null on the last one."""

    next = serializers.URLField(allow_null=True)
    results = FeedItemSerializer(many=True, source="items")


class AskedSerializer(serializers.Serializer):
    cursor = serializers.CharField(required=False, max_length=200)
    page_size = serializers.IntegerField(required=False, min_value=1, max_value=MOST, default=20)


class FeedViewSet(GenericViewSet):
    """What one's groups, stores and people say, newest first, nothing ranked and nothing added."""

    rules = {"list": signed_in}
    serializer_class = FeedPageSerializer
    pagination_class = None
    filter_backends: list[Any] = []

    @extend_schema(
        operation_id="feed_list",
        parameters=[
            OpenApiParameter("cursor", str, description="From the `next` of the page before."),
            OpenApiParameter("page_size", int, description=f"At most {MOST}."),
        ],
        responses=FeedPageSerializer,
    )
    def list(self, request: Request) -> Response:
        """A page of one's home feed."""
        asked = AskedSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        cursor, size = asked.validated_data.get("cursor"), asked.validated_data["page_size"]
        if cursor:
            # A page begins at the top for a cursor that is not ours; a program is told of its mistake.
            cursors.decode(cursor)
        page = home_page(self.actor(), cursor=cursor, limit=size)
        onward = f"{request.path}?cursor={page.next_cursor}&page_size={size}" if page.next_cursor else None
        data = {"next": onward and request.build_absolute_uri(onward), "items": page.items}
        return Response(FeedPageSerializer(data, context=self.get_serializer_context()).data)


def register(router: Any) -> None:
    router.register("feed", FeedViewSet, basename="api-feed")
