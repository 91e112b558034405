"""Posts and comments in the API."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from community.channels.serializing import CHANNEL, own_pictures
from community.channels.showing import readable_channel
from community.feeds.hydrating import hydrate, named
from community.moderation import acting
from community.polls.acting import Voting
from community.polls.asking import question
from community.posts import commenting, pinning, policies, reacting, revising, showing, writing
from community.posts.models import Comment, Post
from community.posts.names_api import NameViewSet
from community.posts.passing_api import PassingMixin, SavedViewSet
from community.posts.serializing import (
    ActReasonSerializer,
    CommentEditSerializer,
    CommentSerializer,
    CommentWriteSerializer,
    PostEditSerializer,
    PostRevisionSerializer,
    PostSerializer,
    PostWriteSerializer,
    RevisionSerializer,
    SignSerializer,
)
from community.posts.useful import mark_useful, unmark_useful, with_helped
from config.kit.api.viewsets import GenericViewSet
from config.kit.errors import Invalid
from config.kit.policies import anyone, signed_in


class PostFilter(django_filters.FilterSet):
    author = django_filters.CharFilter(field_name="author__username", help_text="Username.")
    pinned = django_filters.BooleanFilter(field_name="pinned_at", lookup_expr="isnull", exclude=True)


class PostViewSet(PassingMixin, Voting, GenericViewSet):
    """Posts that one may read."""

    rules = {
        "list": anyone,
        "retrieve": anyone,
        "create": signed_in,
        "partial_update": policies.can_edit_post,
        "destroy": policies.can_delete_post,
        "undelete": signed_in,
        "comments": anyone,
        "revisions": anyone,
        "vote": policies.can_react,
        "unvote": policies.can_react,
        "add_comment": policies.can_comment,
        "react": policies.can_react,
        "unreact": signed_in,
        "pin": policies.can_pin,
        "unpin": policies.can_pin,
        "hide": policies.can_hide_post,
        "restore": policies.can_restore_post,
        **PassingMixin.passing_rules,
    }
    serializer_class = PostSerializer
    filterset_class = PostFilter
    queryset = Post.objects.none()
    lookup_field = "reference"
    lookup_value_regex = r"[0-9a-z]{16}"

    def get_queryset(self) -> QuerySet[Post]:
        return named(Post.objects.visible_to(self.request.user))

    def shown(self, post: Post, status_code: int = status.HTTP_200_OK) -> Response:
        fresh = showing.post_of(self.actor(), post.reference)
        return Response(self.get_serializer(showing.item_of(fresh, self.actor())).data, status=status_code)

    @extend_schema(parameters=[CHANNEL], responses=PostSerializer(many=True))
    def list(self, request: Request) -> Response:
        """The posts of one channel, newest first."""
        key = request.query_params.get("channel", "")
        if not key:
            raise Invalid(field="channel", code="missing")
        channel = readable_channel(self.actor(), key)
        posts = named(Post.objects.standing(self.actor()).filter(channel=channel))
        shown = self.paginate_queryset(self.filter_queryset(posts))
        items = hydrate(shown, self.actor())
        return self.get_paginated_response(self.get_serializer(items, many=True).data)

    def retrieve(self, request: Request, reference: str) -> Response:
        """One post."""
        return self.shown(self.get_object())

    @extend_schema(request=PostWriteSerializer, responses={201: PostSerializer})
    def create(self, request: Request) -> Response:
        """Write into a channel. With the same Idempotency-Key the same post comes back."""
        data = self.validated(PostWriteSerializer)
        before = writing.written_before(self.actor(), self.idempotency_key())
        if before is not None:
            return self.shown(before, status.HTTP_201_CREATED)
        channel = readable_channel(self.actor(), data["channel"])
        pictures = own_pictures(self.actor(), data["pictures"], field="pictures")
        key = self.idempotency_key()
        poll = question(**data["poll"]) if data["poll"] else None
        words = {"text": data["text"], "link": data["link"], "alts": data.get("alts"), "poll": poll}
        post = writing.write_post(self.actor(), channel=channel, pictures=pictures, idempotency_key=key, **words)
        return self.shown(post, status.HTTP_201_CREATED)

    @extend_schema(request=PostEditSerializer, responses=PostSerializer)
    def partial_update(self, request: Request, reference: str) -> Response:
        """Other words for one's own post, fewer photos or in another order, and what they show."""
        post, data = self.get_object(), dict(self.validated(PostEditSerializer))
        if "pictures" in data:
            data["pictures"] = own_pictures(self.actor(), data["pictures"], field="pictures")
        return self.shown(writing.edit_post(self.actor(), post=post, **data))

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, reference: str) -> Response:
        """Take one's own post away."""
        writing.delete_post(self.actor(), post=self.get_object())
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=None, responses=PostSerializer)
    @action(detail=True, methods=["post"])
    def undelete(self, request: Request, reference: str) -> Response:
        """Bring one's own deleted post back."""
        return self.shown(writing.undelete_post(self.actor(), post=showing.own_deleted_post(self.actor(), reference)))

    @extend_schema(responses=PostRevisionSerializer(many=True), filters=False)
    @action(detail=True, methods=["get"], filterset_class=None)
    def revisions(self, request: Request, reference: str) -> Response:
        """What the post said and showed before, latest first."""
        post = self.get_object()
        rows = self.paginate_queryset(post.revisions.order_by("-id"))
        told = revising.as_seen(post, rows, request.user)
        return self.get_paginated_response(
            PostRevisionSerializer(told, many=True, context=self.get_serializer_context()).data
        )

    @extend_schema(responses=CommentSerializer(many=True), filters=False)
    @action(detail=True, methods=["get"], filterset_class=None)
    def comments(self, request: Request, reference: str) -> Response:
        """What is said under the post, newest first."""
        standing = Comment.objects.standing(self.actor()).filter(post=self.get_object())
        named = standing.select_related("author", "post", "parent")
        rows = self.paginate_queryset(with_helped(named, self.actor()))
        return self.get_paginated_response(CommentSerializer(rows, many=True).data)

    @extend_schema(request=CommentWriteSerializer, responses={201: CommentSerializer})
    @comments.mapping.post
    def add_comment(self, request: Request, reference: str) -> Response:
        """Say something under the post. With the same Idempotency-Key the same comment comes back."""
        post, data = self.get_object(), self.validated(CommentWriteSerializer)
        parent = showing.comment_of(self.actor(), data["reply_to"]) if data["reply_to"] else None
        made = commenting.comment(
            self.actor(), post=post, text=data["text"], parent=parent, idempotency_key=self.idempotency_key()
        )
        return Response(CommentSerializer(made).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=SignSerializer, responses=PostSerializer)
    @action(detail=True, methods=["put"], url_path="reaction")
    def react(self, request: Request, reference: str) -> Response:
        """Give the post a sign, or change it."""
        post = self.get_object()
        reacting.react(self.actor(), post=post, **self.validated(SignSerializer))
        return self.shown(post)

    @extend_schema(responses=PostSerializer)
    @react.mapping.delete
    def unreact(self, request: Request, reference: str) -> Response:
        """Take one's sign back."""
        post = self.get_object()
        reacting.unreact(self.actor(), post=post)
        return self.shown(post)

    @extend_schema(request=None, responses=PostSerializer)
    @action(detail=True, methods=["put"], url_path="pin")
    def pin(self, request: Request, reference: str) -> Response:
        """Keep the post at the top of its channel."""
        return self.shown(pinning.pin(self.actor(), post=self.get_object()))

    @extend_schema(responses=PostSerializer)
    @pin.mapping.delete
    def unpin(self, request: Request, reference: str) -> Response:
        """Let it go its way again."""
        return self.shown(pinning.unpin(self.actor(), post=self.get_object()))

    @extend_schema(request=ActReasonSerializer, responses={204: None})
    @action(detail=True, methods=["post"])
    def hide(self, request: Request, reference: str) -> Response:
        """Hide the post, with a reason."""
        acting.hide_post(self.actor(), post=self.get_object(), **self.validated(ActReasonSerializer))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=ActReasonSerializer, responses=PostSerializer)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, reference: str) -> Response:
        """Show a hidden post again, with a reason."""
        post = showing.hidden_post(self.actor(), reference)
        self.check_object_permissions(request, post)
        return self.shown(acting.restore_post(self.actor(), post=post, **self.validated(ActReasonSerializer)))


class CommentViewSet(mixins.RetrieveModelMixin, GenericViewSet):
    """Comments that one may read."""

    rules = {
        "retrieve": anyone,
        "partial_update": policies.can_edit_comment,
        "revisions": anyone,
        "destroy": policies.can_delete_comment,
        "hide": policies.can_hide_comment,
        "restore": policies.can_restore_comment,
        "useful": policies.can_find_useful,
        "useful_no_more": signed_in,
    }
    serializer_class = CommentSerializer
    queryset = Comment.objects.none()
    lookup_field = "reference"
    lookup_value_regex = r"[0-9a-z]{16}"

    def get_queryset(self) -> QuerySet[Comment]:
        seen = Comment.objects.visible_to(self.request.user)
        seen = seen.select_related("author", "parent", "post__channel__group", "post__channel__store")
        return with_helped(seen, self.request.user)

    def shown(self, comment: Comment) -> Response:
        """As it is by now."""
        return Response(self.get_serializer(self.get_queryset().get(pk=comment.pk)).data)

    def reason(self) -> str:
        return self.validated(ActReasonSerializer)["reason"]

    @extend_schema(request=CommentEditSerializer, responses=CommentSerializer)
    def partial_update(self, request: Request, reference: str) -> Response:
        """Other words for one's own comment."""
        comment = self.get_object()
        edited = commenting.edit_comment(self.actor(), comment=comment, **self.validated(CommentEditSerializer))
        return Response(self.get_serializer(edited).data)

    @extend_schema(responses=RevisionSerializer(many=True))
    @action(detail=True, methods=["get"])
    def revisions(self, request: Request, reference: str) -> Response:
        """What the comment said before, latest first."""
        rows = self.paginate_queryset(self.get_object().revisions.order_by("-id"))
        return self.get_paginated_response(RevisionSerializer(rows, many=True).data)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, reference: str) -> Response:
        """Take one's own comment away."""
        commenting.delete_comment(self.actor(), comment=self.get_object())
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=ActReasonSerializer, responses={204: None})
    @action(detail=True, methods=["post"])
    def hide(self, request: Request, reference: str) -> Response:
        """Hide the comment, with a reason."""
        acting.hide_comment(self.actor(), comment=self.get_object(), reason=self.reason())
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=ActReasonSerializer, responses=CommentSerializer)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, reference: str) -> Response:
        """Show a hidden comment again, with a reason."""
        comment = showing.hidden_comment(self.actor(), reference)
        self.check_object_permissions(request, comment)
        return self.shown(acting.restore_comment(self.actor(), comment=comment, reason=self.reason()))

    @extend_schema(request=None, responses=CommentSerializer)
    @action(detail=True, methods=["put"])
    def useful(self, request: Request, reference: str) -> Response:
        """Say that the comment helped, as whoever asked."""
        comment = self.get_object()
        mark_useful(self.actor(), comment=comment)
        return self.shown(comment)

    @extend_schema(responses=CommentSerializer)
    @useful.mapping.delete
    def useful_no_more(self, request: Request, reference: str) -> Response:
        """Take that back."""
        comment = self.get_object()
        unmark_useful(self.actor(), comment=comment)
        return self.shown(comment)


def register(router: Any) -> None:
    router.register("names", NameViewSet, basename="api-name")
    router.register("posts", PostViewSet, basename="api-post")
    router.register("saved", SavedViewSet, basename="api-saved")
    router.register("comments", CommentViewSet, basename="api-comment")
