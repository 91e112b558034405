"""Drafts in the API."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Prefetch, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from community.channels.serializing import own_pictures
from community.channels.showing import readable_channel
from community.drafts import drafting, publishing
from community.drafts.models import Draft, DraftPicture
from community.drafts.policies import can_change, is_own_draft
from community.drafts.serializing import (
    DraftSerializer,
    DraftWriteSerializer,
    NewDraftSerializer,
    ScheduleSerializer,
)
from community.polls.asking import question
from community.posts import showing
from community.posts.serializing import PostSerializer
from config.kit.api.viewsets import GenericViewSet
from config.kit.policies import signed_in


class DraftFilter(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(choices=[(state, state.label) for state in Draft.OPEN])


class DraftViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, GenericViewSet):
    """One's own words that are not published."""

    rules = {
        "list": signed_in,
        "retrieve": signed_in,
        "create": signed_in,
        "update": can_change,
        "destroy": is_own_draft,
        "schedule": can_change,
        "unschedule": can_change,
        "publish": can_change,
    }
    serializer_class = DraftSerializer
    filterset_class = DraftFilter
    queryset = Draft.objects.none()
    lookup_field = "reference"
    lookup_value_regex = r"[0-9a-z]{16}"

    def get_queryset(self) -> QuerySet[Draft]:
        mine = Draft.objects.visible_to(self.request.user)
        hung = Prefetch("pictures", DraftPicture.objects.select_related("picture"))
        names = ("author", "channel__group", "channel__store", "channel__person")
        return mine.select_related(*names).prefetch_related(hung).order_by("-id")

    def shown(self, draft: Draft, status_code: int = status.HTTP_200_OK) -> Response:
        return Response(self.get_serializer(self.get_queryset().get(pk=draft.pk)).data, status=status_code)

    def words(self, serializer_class: Any) -> dict[str, Any]:
        """What was sent, as verbs take it."""
        data = self.validated(serializer_class)
        data["pictures"] = own_pictures(self.actor(), data["pictures"], field="pictures")
        data["poll"] = question(**data["poll"]) if data["poll"] else None
        return data

    @extend_schema(request=NewDraftSerializer, responses={201: DraftSerializer})
    def create(self, request: Request) -> Response:
        """Put words by. With the same Idempotency-Key the same draft is changed."""
        data = self.words(NewDraftSerializer)
        channel = readable_channel(self.actor(), data.pop("channel"))
        draft = drafting.save(self.actor(), channel=channel, idempotency_key=self.idempotency_key(), **data)
        return self.shown(draft, status.HTTP_201_CREATED)

    @extend_schema(request=DraftWriteSerializer, responses=DraftSerializer)
    def update(self, request: Request, reference: str) -> Response:
        """Other words for the draft; what is left out is taken away. A draft that is scheduled keeps its time."""
        draft = self.get_object()
        saved = drafting.save(self.actor(), channel=draft.channel, draft=draft, **self.words(DraftWriteSerializer))
        return self.shown(saved)

    @extend_schema(responses={204: None})
    def destroy(self, request: Request, reference: str) -> Response:
        """Throw it away."""
        drafting.drop(self.actor(), draft=self.get_object())
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=ScheduleSerializer, responses=DraftSerializer)
    @action(detail=True, methods=["put"], url_path="schedule")
    def schedule(self, request: Request, reference: str) -> Response:
        """Have it published at a time, or at another one than before."""
        draft = self.get_object()
        given = self.validated(ScheduleSerializer)
        return self.shown(drafting.schedule(self.actor(), draft=draft, due_at=given["due_at"]))

    @extend_schema(responses=DraftSerializer)
    @schedule.mapping.delete
    def unschedule(self, request: Request, reference: str) -> Response:
        """Take the time back."""
        return self.shown(drafting.unschedule(self.actor(), draft=self.get_object()))

    @extend_schema(request=None, responses={201: PostSerializer})
    @action(detail=True, methods=["post"])
    def publish(self, request: Request, reference: str) -> Response:
        """Publish it now."""
        post = publishing.publish(self.get_object())
        item = showing.item_of(showing.post_of(self.actor(), post.reference), self.actor())
        return Response(PostSerializer(item).data, status=status.HTTP_201_CREATED)


def register(router: Any) -> None:
    router.register("drafts", DraftViewSet, basename="api-draft")
