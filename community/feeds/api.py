"""The feeds of home, of a tag and of a place in the API; the posts of one channel are at `/posts/`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from community.discovery.api import AROUND, PointAskedSerializer
from community.feeds import missing_api
from community.feeds.home import home_page, newest_of
from community.feeds.missing import gather
from community.feeds.nearby import near_page
from community.feeds.pages import FeedPage
from community.feeds.tags import find_tag, tag_page
from community.feeds.visits import last_absence, note_visit
from community.posts.serializing import PostSerializer
from config.kit.api.viewsets import GenericViewSet
from config.kit.geo import Place
from config.kit.policies import anyone, signed_in
from content.text.marks import tag_slug

MOST = 50


class ReasonSerializer(serializers.Serializer):
    """Why a post is in the feed. Muting `channel` ends it where it can; else, muting its author."""

    kind = serializers.ChoiceField(choices=["group", "store", "person", "picks", "own", "tag", "near"])
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


class TagAskedSerializer(AskedSerializer):
    tag = serializers.CharField(max_length=100)


class PlaceAskedSerializer(PointAskedSerializer, AskedSerializer):
    """A page of what is said around a point."""


PAGED = [
    OpenApiParameter("cursor", str, description="From the `next` of the page before."),
    OpenApiParameter("page_size", int, description=f"At most {MOST}."),
]


class FeedViewSet(GenericViewSet):
    """What is said, newest first, nothing ranked and nothing added."""

    rules = {"list": signed_in, "missed": signed_in, "visit": signed_in, "tag": anyone, "near": anyone}
    serializer_class = FeedPageSerializer
    pagination_class = None
    filter_backends: list[Any] = []

    @extend_schema(operation_id="feed_list", parameters=PAGED, responses=FeedPageSerializer)
    def list(self, request: Request) -> Response:
        """A page of one's home feed: what one's groups, stores and people say."""
        return self._answer(AskedSerializer, lambda asked, **page: home_page(self.actor(), **page))

    @extend_schema(operation_id="feed_missed", responses=missing_api.MissedSerializer)
    @action(detail=False)
    def missed(self, request: Request) -> Response:
        """What was said while one was away, source by source, and what of it was meant for oneself."""
        absence = last_absence(self.actor())
        return Response(missing_api.shown(gather(self.actor(), absence) if absence else None))

    @extend_schema(operation_id="feed_visit", request=None, responses={204: None})
    @action(detail=False, methods=["post"])
    def visit(self, request: Request) -> Response:
        """Say that the person looks at their feed now, as its page does: what was missed is told from the last time
        on, whatever the device."""
        note_visit(self.actor(), newest_of(self.actor()))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(
        operation_id="feed_tag",
        parameters=[OpenApiParameter("tag", str, required=True, description="With or without its #."), *PAGED],
        responses=FeedPageSerializer,
    )
    @action(detail=False)
    def tag(self, request: Request) -> Response:
        """A page of what is said under a tag where one may read it."""
        return self._answer(TagAskedSerializer, self._tag_page)

    def _tag_page(self, asked: dict[str, Any], **page: Any) -> FeedPage:
        return tag_page(find_tag(tag_slug(asked["tag"].lstrip("#＃"))), self.request.user, **page)

    @extend_schema(
        operation_id="feed_near",
        parameters=[*AROUND, *PAGED],
        responses=FeedPageSerializer,
    )
    @action(detail=False)
    def near(self, request: Request) -> Response:
        """A page of what stores and public groups around a point say."""
        return self._answer(PlaceAskedSerializer, self._near_page)

    def _near_page(self, asked: dict[str, Any], **page: Any) -> FeedPage:
        place = Place.from_degrees(asked["lat"], asked["lon"])
        return near_page(self.request.user, place, asked["radius"], **page)

    def _answer(self, kind: type[AskedSerializer], read: Callable[..., FeedPage]) -> Response:
        """A page of what `read` gives for what was asked, and the address of the next one."""
        asked = self.asked(kind)
        asked.pop("cursor", None)
        page = read(asked, cursor=self.cursor(), limit=asked["page_size"])
        data = {"next": self.onward(page.next_cursor, **asked), "items": page.items}
        return Response(FeedPageSerializer(data, context=self.get_serializer_context()).data)


def register(router: Any) -> None:
    router.register("feed", FeedViewSet, basename="api-feed")
