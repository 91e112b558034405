"""Reports in the API, and the moderators' log."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from community.channels.serializing import PersonNameSerializer
from community.moderation.models import ModerationAction, Report
from community.moderation.reporting import report
from community.moderation.targets import find_target, still_seen
from config.kit.api.viewsets import GenericViewSet
from config.kit.policies import signed_in, staff


class ReportSerializer(serializers.ModelSerializer):
    about = serializers.SerializerMethodField(
        help_text="What was reported, in words; empty where one no longer sees it."
    )

    class Meta:
        model = Report
        fields = ["reference", "about", "reason", "note", "created_at", "settled_at"]
        read_only_fields = fields

    def get_about(self, made: Report) -> str:
        return str(made.target) if made.pk in self.context["seen"] else ""


class ReportWriteSerializer(serializers.Serializer):
    """`target` is post:<reference>, comment:<reference>, group:<slug>, store:<slug>, product:<store>/<slug> or
    person:<username>."""

    target = serializers.CharField(max_length=130)
    reason = serializers.ChoiceField(choices=Report.Reason)
    note = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")


class ReportViewSet(mixins.ListModelMixin, GenericViewSet):
    """What one has reported."""

    rules = {"list": signed_in, "create": signed_in}
    serializer_class = ReportSerializer
    queryset = Report.objects.none()

    def get_queryset(self) -> QuerySet[Report]:
        return Report.objects.filter(reporter=self.request.user.pk).prefetch_related("target")

    def list(self, request: Request) -> Response:
        """What one has reported, newest first."""
        rows = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response(self.shown(rows, many=True))

    def shown(self, reports: Any, *, many: bool = False) -> Any:
        seen = still_seen(self.actor(), reports if many else [reports])
        return ReportSerializer(reports, many=many, context={**self.get_serializer_context(), "seen": seen}).data

    @extend_schema(request=ReportWriteSerializer, responses={201: ReportSerializer})
    def create(self, request: Request) -> Response:
        """Tell the moderators about something. Telling again changes the one report."""
        given = ReportWriteSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        data = given.validated_data
        target = find_target(self.actor(), data["target"])
        if target is None:
            raise Http404
        made = report(self.actor(), target=target, reason=data["reason"], note=data["note"])
        return Response(self.shown(made), status=status.HTTP_201_CREATED)


class ModerationActionSerializer(serializers.ModelSerializer):
    actor = PersonNameSerializer(read_only=True, allow_null=True)
    owner = PersonNameSerializer(read_only=True, allow_null=True)

    class Meta:
        model = ModerationAction
        fields = ["reference", "verb", "actor", "target_name", "owner", "reason", "at"]
        read_only_fields = fields


class ModerationActionFilter(django_filters.FilterSet):
    verb = django_filters.ChoiceFilter(choices=ModerationAction.Verb.choices)
    owner = django_filters.CharFilter(field_name="owner__username", help_text="Username of whom it concerned.")


class ModerationActionViewSet(mixins.ListModelMixin, GenericViewSet):
    """What moderators did, for the staff."""

    rules = {"list": staff}
    serializer_class = ModerationActionSerializer
    filterset_class = ModerationActionFilter
    queryset = ModerationAction.objects.select_related("actor", "owner")


def register(router: Any) -> None:
    router.register("reports", ReportViewSet, basename="api-report")
    router.register("moderation", ModerationActionViewSet, basename="api-moderation")
