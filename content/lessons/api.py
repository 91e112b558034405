"""The course in the API, with how far the caller is."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from config.kit.api.viewsets import GenericViewSet
from config.kit.policies import anyone
from content.lessons.course import Lesson, course, lesson_of, progress
from content.milestones.models import Milestone


class LessonSerializer(serializers.Serializer):
    """A lesson in the language of the request; `body` is Markdown, `done` is the caller's own."""

    slug = serializers.CharField()
    number = serializers.IntegerField()
    title = serializers.CharField(source="text.title")
    summary = serializers.CharField(source="text.summary")
    minutes = serializers.IntegerField()
    body = serializers.CharField(source="text.body")
    credit = serializers.CharField(source="text.credit")
    task = serializers.CharField(source="text.task")
    task_url = serializers.CharField()
    milestone = serializers.CharField()
    done = serializers.SerializerMethodField()

    def get_done(self, lesson: Lesson) -> bool:
        return lesson.slug in self.context["done"]


class LessonViewSet(GenericViewSet):
    """The eight lessons."""

    rules = {"list": anyone, "retrieve": anyone}
    serializer_class = LessonSerializer
    queryset = Milestone.objects.none()
    pagination_class = None
    filter_backends: list[Any] = []
    lookup_field = "slug"
    lookup_value_regex = r"[-\w]{1,60}"

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "done": progress(self.request.user).done}

    @extend_schema(responses=LessonSerializer(many=True))
    def list(self, request: Request) -> Response:
        """All of them, in order."""
        return Response(self.get_serializer(course(), many=True).data)

    @extend_schema(parameters=[OpenApiParameter("slug", str, OpenApiParameter.PATH)], responses=LessonSerializer)
    def retrieve(self, request: Request, slug: str) -> Response:
        """One of them."""
        return Response(self.get_serializer(lesson_of(request.user, slug)).data)


def register(router: Any) -> None:
    router.register("lessons", LessonViewSet, basename="api-lesson")
