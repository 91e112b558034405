"""Voting in the API: what `PostViewSet` has of polls."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from community.polls import voting
from community.polls.models import Poll
from community.polls.serializing import VoteSerializer
from community.posts.serializing import PostSerializer
from config.kit.api.viewsets import GenericViewSet


class Voting(GenericViewSet):
    """Voting in the poll of a post."""

    @extend_schema(request=VoteSerializer, responses=PostSerializer)
    @action(detail=True, methods=["put"], url_path="vote")
    def vote(self, request: Request, reference: str) -> Response:
        """Vote in the poll of the post; voting again replaces one's votes, until it closes."""
        return self._voted(self.validated(VoteSerializer)["options"])

    @extend_schema(responses=PostSerializer)
    @vote.mapping.delete
    def unvote(self, request: Request, reference: str) -> Response:
        """Take one's votes back."""
        return self._voted([])

    def _voted(self, positions: list[int]) -> Response:
        post: Any = self.get_object()
        poll = Poll.objects.filter(post=post).first()
        if poll is None:
            raise Http404
        voting.vote(self.actor(), poll=poll, positions=positions)
        return self.shown(post)  # type: ignore[attr-defined]
