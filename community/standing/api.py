"""How people stand with whoever asks, in the API; and being named in others' paths."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from taggit.models import Tag

from community.standing.choosing import choice_of, choose_paths
from community.standing.models import PathChoice
from community.standing.serializing import PathChoiceSerializer, TrustStandingSerializer
from community.trust.columns import UNSPOKEN
from community.trust.standing import standing_of
from config.kit.api.viewsets import GenericViewSet
from config.kit.policies import anyone, signed_in

MOST = 100


class PeopleAskedSerializer(serializers.Serializer):
    people = serializers.CharField(max_length=4200)
    topic = serializers.CharField(max_length=100, required=False, default="")

    def validate_people(self, text: str) -> list[str]:
        names = list(dict.fromkeys(name for part in text.split(",") if (name := part.strip().lower())))
        if not 1 <= len(names) <= MOST:
            raise serializers.ValidationError(
                _("Name between 1 and %(most)d people.") % {"most": MOST}, code="how_many"
            )
        return names


class TrustViewSet(GenericViewSet):
    """How people stand with oneself; for guests, with somebody who knows nobody."""

    rules = {"list": anyone, "choice": signed_in, "choose": signed_in}
    serializer_class = TrustStandingSerializer
    queryset = PathChoice.objects.none()
    pagination_class = None
    filter_backends: list[Any] = []

    def get_object(self) -> PathChoice:
        """Also asked by whoever asks what may be done here, before any rule was."""
        if not signed_in(self.actor()):
            self.permission_denied(self.request)
        return choice_of(self.actor())

    @extend_schema(
        operation_id="trust_list",
        parameters=[
            OpenApiParameter("people", str, required=True, description=f"Usernames with commas, at most {MOST}."),
            OpenApiParameter(
                "topic",
                str,
                description="The name of a tag, where words of other topics count a tenth; without it, all as one.",
            ),
        ],
        responses=TrustStandingSerializer(many=True),
    )
    def list(self, request: Request) -> Response:
        """Score, path and reasons of each of `people`, in their order; who is not to be seen is left out."""
        given = self.asked(PeopleAskedSerializer)
        people: Any = get_user_model()._default_manager
        seen = people.visible_to(self.actor()).filter(username__in=given["people"], is_active=True)
        named = dict(seen.values_list("username", "pk"))
        found = standing_of(self.actor(), named.values(), _topic(given["topic"]))
        rows = [{"username": name, "standing": found[named[name]]} for name in given["people"] if name in named]
        return Response(self.get_serializer(rows, many=True).data)

    @extend_schema(responses=PathChoiceSerializer)
    @action(detail=False, methods=["get"], pagination_class=None, filter_backends=[])
    def choice(self, request: Request) -> Response:
        """Whether one is named in others' paths."""
        return Response(PathChoiceSerializer(self.get_object()).data)

    @extend_schema(request=PathChoiceSerializer, responses=PathChoiceSerializer)
    @choice.mapping.put
    def choose(self, request: Request) -> Response:
        """Choose it; counts from the next page that anybody reads."""
        chosen = choose_paths(self.actor(), **self.validated(PathChoiceSerializer))
        return Response(PathChoiceSerializer(chosen).data)


def _topic(name: str) -> int | None:
    """The key of the tag of that name; a topic of which nobody spoke where there is none.

    To be told that there is none would tell of the others, such as those of hidden groups.
    """
    if not name:
        return None
    found = Tag.objects.filter(name=name.replace("\x00", "")).values_list("pk", flat=True).first()
    return found or UNSPOKEN


def register(router: Any) -> None:
    router.register("trust", TrustViewSet, basename="api-trust")
