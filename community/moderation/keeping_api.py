"""What those who keep order see in the API: the log, in which acts are taken back, and hidden posts."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from community.channels.serializing import PersonNameSerializer
from community.groups.models import Group
from community.moderation import queue
from community.moderation.models import REASON_LENGTH, ModerationAction
from community.moderation.policies import acts_taken_back_by, can_keep_order, can_take_back
from community.moderation.recalling import naming
from community.moderation.serializing import ModerationActionSerializer
from community.moderation.showing import hidden_posts
from community.moderation.undoing import take_back
from community.posts.models import Post
from config.kit.api.viewsets import GenericViewSet
from config.kit.errors import NotAllowed
from config.kit.policies import signed_in, staff
from content.pictures.api import PictureSerializer


class OfGroup(django_filters.FilterSet):
    """`group`: the slug of a group that one keeps; without it the whole site, for the staff."""

    group = django_filters.CharFilter(method="passed_by", help_text="Slug of a group; without it the whole site.")

    def passed_by(self, rows: Any, name: str, value: str) -> Any:
        return rows


class KeepersViewSet(GenericViewSet):
    """What those see who keep order: in the group that `group` names, or on the site."""

    filterset_class = OfGroup

    def kept(self) -> Group | None:
        """The group of the request, None for the site. Raises NotAllowed, Http404."""
        slug = self.request.query_params.get("group", "").replace("\x00", "")
        if not slug:
            if not staff(self.actor()):
                raise NotAllowed
            return None
        group = get_object_or_404(Group.objects.visible_to(self.actor()), slug=slug)
        if not can_keep_order(self.actor(), group):
            raise NotAllowed
        return group


class ModerationActionFilter(OfGroup):
    verb = django_filters.ChoiceFilter(choices=ModerationAction.Verb.choices)
    owner = django_filters.CharFilter(method="concerning", help_text="Username of whom it concerned.")

    def concerning(self, rows: Any, name: str, value: str) -> Any:
        return naming(rows.filter(owner__username=value))


class TakeBackSerializer(serializers.Serializer):
    reason = serializers.CharField(max_length=REASON_LENGTH)


class ModerationActionViewSet(mixins.ListModelMixin, KeepersViewSet):
    """The log of what moderators did."""

    rules = {"list": signed_in, "take_back": can_take_back}
    serializer_class = ModerationActionSerializer
    filterset_class = ModerationActionFilter
    queryset = ModerationAction.objects.none()
    lookup_field = "reference"
    lookup_value_regex = r"[0-9a-z]{16}"

    def get_queryset(self) -> QuerySet[ModerationAction]:
        if self.action == "list":
            return queue.acts_of(self.kept())
        return queue.acts_of().filter(acts_taken_back_by(self.actor()))

    @extend_schema(request=TakeBackSerializer, responses=ModerationActionSerializer)
    @action(detail=True, methods=["post"], url_path="take-back", filterset_class=None)
    def take_back(self, request: Request, reference: str) -> Response:
        """Undo an act that still stands, with a reason that is told. Answers with the act that did so."""
        found = self.get_object()
        undone = take_back(self.actor(), action=found, **self.validated(TakeBackSerializer))
        return Response(ModerationActionSerializer(undone).data)


class HiddenPostSerializer(serializers.ModelSerializer):
    """A post that nobody sees but who keeps order; shown again at `posts/<reference>/restore/`."""

    author = PersonNameSerializer(read_only=True)
    group = serializers.CharField(source="channel.group.slug", read_only=True, default="", help_text="Slug.")
    pictures = serializers.SerializerMethodField()

    class Meta:
        model = Post
        fields = ["reference", "group", "author", "text", "link", "pictures", "hidden_reason", "created_at"]
        read_only_fields = fields

    def get_pictures(self, post: Post) -> PictureSerializer(many=True):  # type: ignore[valid-type]
        shown = [hung.picture for hung in post.pictures.all()]
        return PictureSerializer(shown, many=True, context=self.context).data


class HiddenPostViewSet(mixins.ListModelMixin, KeepersViewSet):
    """Posts that were hidden, newest first."""

    rules = {"list": signed_in}
    serializer_class = HiddenPostSerializer
    queryset = Post.objects.none()

    def get_queryset(self) -> QuerySet[Post]:
        return hidden_posts(self.kept())
