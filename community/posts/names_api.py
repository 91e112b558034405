"""Whom one may name in a channel, in the API."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from community.channels.channels import find_channel
from community.channels.policies import can_read
from community.channels.serializing import PersonNameSerializer
from community.people.models import Person
from community.posts.naming import suggestions
from config.kit.api.viewsets import GenericViewSet
from config.kit.policies import signed_in

CHANNEL = OpenApiParameter("channel", str, required=True, description="group:<slug>, store:<slug> or person:<username>")
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
        channel = find_channel(actor, request.query_params.get("channel", ""))
        if channel is None or not can_read(actor, channel):
            raise Http404
        found = suggestions(actor, channel, request.query_params.get("q", "")[:40])
        return Response(PersonNameSerializer(found, many=True).data)
