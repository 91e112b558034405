"""Whom to follow, in the API."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from community.channels.serializing import NAMES
from community.channels.showing import seen_channel
from community.standing.serializing import TrustPathSerializer
from community.suggestions.dismissing import recall, wave_off
from community.suggestions.models import Dismissal
from community.suggestions.suggesting import Suggestion, suggestions
from config.kit.api.viewsets import GenericViewSet
from config.kit.policies import signed_in

CHANNEL = OpenApiParameter("channel", str, OpenApiParameter.PATH, description=NAMES)


class SuggestionSerializer(serializers.Serializer):
    """Something to follow, and why: the path to whoever's it is."""

    channel = serializers.CharField(source="key", help_text=NAMES)
    kind = serializers.ChoiceField(["person", "picks", "store"])
    name = serializers.CharField(source="subject.name")
    url = serializers.CharField(source="subject.get_absolute_url", help_text="The path of its page.")
    owner = serializers.CharField(source="owner.username")
    score = serializers.SerializerMethodField(help_text="0 to 1: how its owner stands with oneself.")
    path = TrustPathSerializer(source="standing.path")
    words = serializers.CharField(source="chip.text", help_text="The path in the reader's language.")

    def get_score(self, suggestion: Suggestion) -> float:
        return round(suggestion.standing.score, 3)


class SuggestionViewSet(GenericViewSet):
    """Whom to follow, from where one stands. Nobody is told that they are suggested, and one is never notified."""

    rules = {"list": signed_in, "destroy": signed_in, "recall": signed_in}
    serializer_class = SuggestionSerializer
    queryset = Dismissal.objects.none()
    pagination_class = None
    filter_backends: list[Any] = []
    lookup_field = "channel"
    lookup_value_regex = r"[a-z]{1,10}:[-a-zA-Z0-9_]{1,60}"

    @extend_schema(operation_id="suggestions_list", responses=SuggestionSerializer(many=True))
    def list(self, request: Request) -> Response:
        """People, lists of picks and stores of those whom one's circle speaks well of, the most trusted first, at most
        eight of a kind; without what one follows, stopped following or waved off."""
        return Response(self.get_serializer(suggestions(self.actor()), many=True).data)

    @extend_schema(parameters=[CHANNEL], responses={204: None})
    def destroy(self, request: Request, channel: str) -> Response:
        """Wave it off for good. Twice changes nothing."""
        wave_off(self.actor(), channel=seen_channel(self.actor(), channel))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(parameters=[CHANNEL], request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def recall(self, request: Request, channel: str) -> Response:
        """It may be suggested again."""
        recall(self.actor(), channel=seen_channel(self.actor(), channel))
        return Response(status=status.HTTP_204_NO_CONTENT)


def register(router: Any) -> None:
    router.register("suggestions", SuggestionViewSet, basename="api-suggestion")
