"""Passing posts on, keeping them, and who reacted, in the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_serializer
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from community.channels.serializing import ChannelKeyField, PersonNameSerializer
from community.channels.showing import readable_channel
from community.posts import policies, reposting, saving, sharing
from community.posts.models import Reaction
from community.posts.serializing import PostSerializer
from community.posts.writing import TEXT_LENGTH
from config.kit.api.viewsets import GenericViewSet
from config.kit.policies import Rule, anyone, signed_in

CURSOR = OpenApiParameter("cursor", str, description="From the `next` of the page before.")
KIND = OpenApiParameter("kind", str, enum=Reaction.Kind.values, description="Only signs of this kind.")


class RepostSerializer(serializers.Serializer):
    """Where a post is passed on to, and what one says about it."""

    channel = ChannelKeyField()
    text = serializers.CharField(max_length=TEXT_LENGTH, required=False, allow_blank=True, default="")


class ReactionSerializer(serializers.ModelSerializer):
    """Who gave a post which sign."""

    person = PersonNameSerializer(read_only=True)

    class Meta:
        model = Reaction
        fields = ["person", "kind", "created_at"]
        read_only_fields = fields


class CountSerializer(serializers.Serializer):
    kind = serializers.ChoiceField(choices=Reaction.Kind.choices)
    count = serializers.IntegerField()


@extend_schema_serializer(many=False)
class ReactionPageSerializer(serializers.Serializer):
    """Who reacted, latest first, with the number of each kind. `next` is null on the last page."""

    next = serializers.URLField(allow_null=True)
    counts = CountSerializer(many=True)
    results = ReactionSerializer(many=True)


@extend_schema_serializer(many=False)
class SavedPageSerializer(serializers.Serializer):
    """What one keeps at hand, latest first."""

    next = serializers.URLField(allow_null=True)
    results = PostSerializer(many=True)


class PassingMixin(GenericViewSet):
    """What `PostViewSet` does with posts of others beside reading them."""

    # Of the viewset: the post as its reader sees it.
    shown: Callable[..., Response]
    passing_rules: dict[str, Rule] = {
        "repost": policies.can_pass_on,
        "save_post": policies.can_save,
        "unsave_post": signed_in,
        "reactions": anyone,
    }

    @extend_schema(request=RepostSerializer, responses={201: PostSerializer})
    @action(detail=True, methods=["post"], url_path="reposts")
    def repost(self, request: Request, reference: str) -> Response:
        """Pass the post on, with words of one's own. With the same Idempotency-Key the same post comes back."""
        post, given = self.get_object(), self.validated(RepostSerializer)
        channel = readable_channel(self.actor(), given["channel"])
        text, key = given["text"], self.idempotency_key()
        made = reposting.repost(self.actor(), post=post, channel=channel, text=text, idempotency_key=key)
        return self.shown(made, status.HTTP_201_CREATED)

    @extend_schema(request=None, responses=PostSerializer)
    @action(detail=True, methods=["put"], url_path="saved")
    def save_post(self, request: Request, reference: str) -> Response:
        """Keep the post at hand."""
        post = self.get_object()
        saving.save_post(self.actor(), post=post)
        return self.shown(post)

    @extend_schema(responses=PostSerializer)
    @save_post.mapping.delete
    def unsave_post(self, request: Request, reference: str) -> Response:
        """Let it go again."""
        post = self.get_object()
        saving.unsave_post(self.actor(), post=post)
        return self.shown(post)

    @extend_schema(parameters=[KIND, CURSOR], responses=ReactionPageSerializer, filters=False)
    @action(detail=True, methods=["get"], filterset_class=None, pagination_class=None)
    def reactions(self, request: Request, reference: str) -> Response:
        """Who reacted to the post."""
        post, kind = self.get_object(), request.query_params.get("kind", "")
        rows, cursor = sharing.reactions_page(post, self.actor(), kind, self.cursor())
        known = kind if kind in Reaction.Kind.values else ""
        data: dict[str, Any] = {
            "next": self.onward(cursor, kind=known),
            "counts": sharing.reaction_counts(post, self.actor()),
            "results": rows,
        }
        return Response(ReactionPageSerializer(data).data)


class SavedViewSet(GenericViewSet):
    """The posts that one keeps at hand. `PUT /posts/{reference}/saved/` keeps one, `DELETE` lets it go."""

    rules = {"list": signed_in}
    serializer_class = SavedPageSerializer
    pagination_class = None
    filter_backends: list[Any] = []

    @extend_schema(operation_id="saved_list", parameters=[CURSOR], responses=SavedPageSerializer)
    def list(self, request: Request) -> Response:
        """A page of what one keeps."""
        items, cursor = saving.saved_page(self.actor(), self.cursor())
        data = {"next": self.onward(cursor), "results": items}
        return Response(SavedPageSerializer(data, context=self.get_serializer_context()).data)
