"""What one follows in the API: follow, unfollow, silence."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from community.channels.following import follow, unfollow
from community.channels.models import Channel, Subscription
from community.channels.serializing import NAMES, ChannelKeyField, SubscriptionSerializer
from community.channels.showing import seen_channel
from community.channels.silencing import mute, set_level, unmute
from config.kit.api.viewsets import GenericViewSet
from config.kit.policies import signed_in

KEY = OpenApiParameter("channel", OpenApiTypes.STR, OpenApiParameter.PATH, description=NAMES)


class SubscriptionFilter(django_filters.FilterSet):
    kind = django_filters.ChoiceFilter(field_name="channel__kind", choices=Channel.Kind.choices)
    role = django_filters.ChoiceFilter(choices=Subscription.Role.choices)


class FollowSerializer(serializers.Serializer):
    channel = ChannelKeyField()


class HearingSerializer(serializers.Serializer):
    """How one hears a channel. `is_muted` false ends silence; with true, `muted_until` says until when."""

    is_muted = serializers.BooleanField(required=False)
    muted_until = serializers.DateTimeField(required=False, allow_null=True)
    level = serializers.ChoiceField(choices=Subscription.Level, required=False)


@extend_schema_view(list=extend_schema(summary="What one follows and the groups one is in"))
class SubscriptionViewSet(mixins.ListModelMixin, GenericViewSet):
    """What one follows and the groups one is in."""

    rules = {"list": signed_in, "create": signed_in, "partial_update": signed_in, "destroy": signed_in}
    serializer_class = SubscriptionSerializer
    filterset_class = SubscriptionFilter
    queryset = Subscription.objects.none()
    lookup_field = "channel"
    lookup_value_regex = r"(?:group|store|person|picks):[-a-z0-9_]{1,60}"

    def get_queryset(self) -> QuerySet[Subscription]:
        mine = Subscription.objects.active().filter(person=self.request.user.pk)
        return mine.select_related("channel__group", "channel__store", "channel__person", "channel__picks")

    @extend_schema(request=FollowSerializer, responses={201: SubscriptionSerializer})
    def create(self, request: Request) -> Response:
        """Follow a store, a person or a list of picks. Following twice changes nothing."""
        channel = seen_channel(self.actor(), self.validated(FollowSerializer)["channel"])
        made = follow(self.actor(), channel=channel)
        return Response(SubscriptionSerializer(made).data, status=status.HTTP_201_CREATED)

    @extend_schema(parameters=[KEY], request=HearingSerializer, responses=SubscriptionSerializer)
    def partial_update(self, request: Request, channel: str) -> Response:
        """Silence a source, hear it again, or choose what to be told of."""
        wanted, named = self.validated(HearingSerializer, partial=True), seen_channel(self.actor(), channel)
        self.check_object_permissions(request, named)
        return Response(SubscriptionSerializer(_hear(self.actor(), named, wanted)).data)

    @extend_schema(parameters=[KEY], responses={204: None})
    def destroy(self, request: Request, channel: str) -> Response:
        """Stop following a store, a person or a list of picks."""
        named = seen_channel(self.actor(), channel)
        self.check_object_permissions(request, named)
        unfollow(self.actor(), channel=named)
        return Response(status=status.HTTP_204_NO_CONTENT)


def _hear(person: Any, channel: Channel, wanted: dict[str, Any]) -> Subscription:
    found = None
    if wanted.get("is_muted") or wanted.get("muted_until"):
        found = mute(person, channel=channel, until=wanted.get("muted_until"))
    elif "is_muted" in wanted or "muted_until" in wanted:
        found = unmute(person, channel=channel)
    if "level" in wanted:
        found = set_level(person, channel=channel, level=wanted["level"])
    if found is None:
        found = Subscription.objects.active().filter(person=person, channel=channel).first()
    if found is None:
        raise Http404
    found.channel = channel
    return found


def register(router: Any) -> None:
    router.register("subscriptions", SubscriptionViewSet, basename="api-subscription")
