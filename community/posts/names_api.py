"""Whom one may name in a channel, in the API."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from community.channels.serializing import CHANNEL, PersonNameSerializer
from community.channels.showing import readable_channel
from community.people.models import Person
from community.posts.naming import suggestions
from config.kit.api.viewsets import GenericViewSet
from config.kit.policies import signed_in

TYPED = OpenApiParameter("q", str, description="What was typed after the @.")


class NameViewSet(GenericViewSet):
    """People to be named with an @."""

    rules = {"list": signed_in}
    serializer_class = PersonNameSerializer
    queryset = Person.objects.none()
    pagination_class = None

    @extend_schema(parameters=[CHANNEL, TYPED], responses=PersonNameSerializer(many=True), filters=False)
    def list(self, request: Request) -> Response:
        """Who may be meant by what was typed: a few members of the group, elsewhere a few whom one follows."""
        actor: Any = self.actor()
        channel = readable_channel(actor, request.query_params.get("channel", ""))
        found = suggestions(actor, channel, request.query_params.get("q", "")[:40])
        return Response(PersonNameSerializer(found, many=True).data)
