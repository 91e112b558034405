"""What one has done here for the first time, in the API."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework import mixins, serializers

from config.kit.api.viewsets import GenericViewSet
from config.kit.policies import signed_in
from content.milestones.models import Milestone


class MilestoneSerializer(serializers.ModelSerializer):
    """A first time."""

    class Meta:
        model = Milestone
        fields = ["kind", "reached_at"]
        read_only_fields = fields


class MilestoneViewSet(mixins.ListModelMixin, GenericViewSet):
    """One's own milestones, newest first."""

    rules = {"list": signed_in}
    serializer_class = MilestoneSerializer
    queryset = Milestone.objects.none()

    def get_queryset(self) -> QuerySet[Milestone]:
        if not self.request.user.is_authenticated:
            return Milestone.objects.none()
        return Milestone.objects.filter(person=self.request.user)


def register(router: Any) -> None:
    router.register("milestones", MilestoneViewSet, basename="api-milestone")
