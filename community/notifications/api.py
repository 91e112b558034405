"""The bell and its settings in the API."""

from __future__ import annotations

from datetime import time
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from community.channels.serializing import PersonNameSerializer
from community.notifications.models import Kind, Medium, Notification, Rhythm
from community.notifications.pacing import WEEKDAYS, rhythm_of, set_digest, set_quiet_hours
from community.notifications.pausing import pause, resume
from community.notifications.policies import can_read
from community.notifications.preferring import prefer
from community.notifications.reading import lines_of, mark_read, with_events
from community.notifications.wanting import choices
from config.kit.api.pagination import CursorPagination
from config.kit.api.viewsets import GenericViewSet
from config.kit.policies import signed_in

# What a clock shows.
CLOCK = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"


class NotificationSerializer(serializers.Serializer):
    """A line of the bell: what it says and why it came.

    `count` events by `people` distinct people joined it since it was last read, of those that one may see.
    """

    reference = serializers.CharField(source="notification.reference")
    kind = serializers.ChoiceField(source="notification.kind", choices=Kind.choices)
    text = serializers.CharField(source="words.text", help_text="In the client's language.")
    excerpt = serializers.CharField(source="words.excerpt")
    reason = serializers.CharField(source="words.why")
    url = serializers.CharField(source="words.url", help_text="Path of the page that it speaks of.")
    actor = PersonNameSerializer(source="event.actor", allow_null=True)
    count = serializers.IntegerField(source="joined.count")
    people = serializers.IntegerField(source="joined.people")
    unread = serializers.BooleanField()
    last_at = serializers.DateTimeField(source="notification.last_at")


class UnreadSerializer(serializers.Serializer):
    """How many lines are unread."""

    unread = serializers.IntegerField()


class PreferenceSerializer(serializers.Serializer):
    """Whether one is told of a kind by a medium."""

    kind = serializers.ChoiceField(choices=Kind.choices)
    medium = serializers.ChoiceField(choices=Medium.choices)
    enabled = serializers.BooleanField()


class RhythmSerializer(serializers.Serializer):
    """When one wants to be reached, by one's own clock.

    While `paused`, nothing comes but codes for signing in and warnings about the account, until `paused_until`, or
    without it until `paused` is set to false; the bell goes on counting. A `paused_until` alone pauses.
    `quiet_days` are the days on which quiet hours begin, 0 is Monday. Whatever is left out stays as it is.
    """

    quiet = serializers.BooleanField(required=False)
    quiet_start = serializers.RegexField(CLOCK, required=False, help_text="Such as 22:00.")
    quiet_end = serializers.RegexField(CLOCK, required=False, help_text="Such as 08:00.")
    quiet_days = serializers.ListField(child=serializers.ChoiceField(choices=list(WEEKDAYS)), required=False)
    digest = serializers.ChoiceField(choices=Rhythm.Digest.choices, required=False)
    digest_hour = serializers.IntegerField(min_value=0, max_value=23, required=False)
    digest_weekday = serializers.IntegerField(min_value=0, max_value=6, required=False)
    paused = serializers.BooleanField(required=False)
    paused_until = serializers.DateTimeField(required=False, allow_null=True, help_text="At most a year from now.")

    def to_representation(self, instance: Rhythm) -> dict[str, Any]:
        days = [day for day in WEEKDAYS if instance.quiet_days >> day & 1]
        return {
            "quiet": instance.quiet,
            "quiet_start": f"{instance.quiet_start:%H:%M}",
            "quiet_end": f"{instance.quiet_end:%H:%M}",
            "quiet_days": days,
            "digest": instance.digest,
            "digest_hour": instance.digest_hour,
            "digest_weekday": instance.digest_weekday,
            "paused": instance.is_paused,
            "paused_until": self.fields["paused_until"].to_representation(instance.paused_until)
            if instance.is_paused and instance.paused_until
            else None,
        }


class NotificationFilter(filters.FilterSet):
    unread = filters.BooleanFilter(field_name="read_at", lookup_expr="isnull")
    kind = filters.ChoiceFilter(choices=Kind.choices)


class BellPagination(CursorPagination):
    ordering = ("-last_at", "-id")


class NotificationViewSet(GenericViewSet):
    """What one was told."""

    rules = {"list": signed_in, "read": can_read, "read_all": signed_in, "unread": signed_in}
    serializer_class = NotificationSerializer
    filterset_class = NotificationFilter
    pagination_class = BellPagination
    queryset = Notification.objects.none()
    lookup_field = "reference"
    lookup_value_regex = r"[0-9a-z]{16}"

    def get_queryset(self) -> QuerySet[Notification]:
        return with_events(Notification.objects.visible_to(self.request.user))

    @extend_schema(responses=NotificationSerializer(many=True))
    def list(self, request: Request) -> Response:
        """One's bell, newest first, without lines about what one may no longer see."""
        rows = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        lines = lines_of(rows, self.actor())
        return self.get_paginated_response(NotificationSerializer(lines, many=True).data)

    @extend_schema(request=None, responses=UnreadSerializer)
    @action(detail=True, methods=["post"])
    def read(self, request: Request, reference: str) -> Response:
        """Mark a line read."""
        mark_read(self.actor(), notifications=[self.get_object()])
        return self._unread()

    @extend_schema(operation_id="notifications_read_all", request=None, responses=UnreadSerializer)
    @action(detail=False, methods=["post"], url_path="read", filterset_class=None, pagination_class=None)
    def read_all(self, request: Request) -> Response:
        """Mark every line read."""
        mark_read(self.actor())
        return self._unread()

    @extend_schema(responses=UnreadSerializer)
    @action(detail=False, methods=["get"], filterset_class=None, pagination_class=None)
    def unread(self, request: Request) -> Response:
        """How many lines are unread."""
        return self._unread()

    def _unread(self) -> Response:
        return Response({"unread": Notification.objects.unread_count(self.actor())})


class PreferenceViewSet(mixins.ListModelMixin, GenericViewSet):
    """Which kinds one is told of, and by which medium."""

    rules = {"list": signed_in, "create": signed_in, "rhythm": signed_in}
    serializer_class = PreferenceSerializer
    pagination_class = None
    filter_backends: list[Any] = []

    @extend_schema(responses=PreferenceSerializer(many=True))
    def list(self, request: Request) -> Response:
        """Every kind by every medium, on or off."""
        said = [
            {"kind": kind, "medium": medium, "enabled": enabled}
            for (kind, medium), enabled in choices(self.actor()).items()
        ]
        return Response(PreferenceSerializer(said, many=True).data)

    @extend_schema(request=PreferenceSerializer, responses={200: PreferenceSerializer})
    def create(self, request: Request) -> Response:
        """Turn a kind on or off for a medium."""
        return Response(PreferenceSerializer(prefer(self.actor(), **self.validated(PreferenceSerializer))).data)

    @extend_schema(methods=["GET"], responses=RhythmSerializer)
    @extend_schema(methods=["PATCH"], request=RhythmSerializer, responses=RhythmSerializer)
    @action(detail=False, methods=["get", "patch"])
    def rhythm(self, request: Request) -> Response:
        """Quiet hours and digest."""
        if request.method == "PATCH":
            _set_rhythm(self.actor(), self.validated(RhythmSerializer))
        return Response(RhythmSerializer(rhythm_of(self.actor())).data)


@transaction.atomic
def _set_rhythm(person: Any, wanted: dict[str, Any]) -> None:
    now = rhythm_of(person)
    if any(name.startswith("quiet") for name in wanted):
        days = sum(1 << day for day in set(wanted["quiet_days"])) if "quiet_days" in wanted else None
        set_quiet_hours(
            person,
            quiet=wanted.get("quiet", now.quiet),
            start=_time(wanted.get("quiet_start")),
            end=_time(wanted.get("quiet_end")),
            days=days,
        )
    if any(name.startswith("digest") for name in wanted):
        set_digest(
            person,
            digest=wanted.get("digest", now.digest),
            hour=wanted.get("digest_hour"),
            weekday=wanted.get("digest_weekday"),
        )
    _set_pause(person, wanted)


def _set_pause(person: Any, wanted: dict[str, Any]) -> None:
    if "paused" not in wanted and "paused_until" not in wanted:
        return
    until = wanted.get("paused_until")
    if wanted.get("paused", until is not None or rhythm_of(person).is_paused):
        pause(person, until=until)
    else:
        resume(person)


def _time(clock: str | None) -> time | None:
    return time.fromisoformat(clock) if clock else None


def register(router: Any) -> None:
    router.register("notifications", NotificationViewSet, basename="api-notification")
    router.register("preferences", PreferenceViewSet, basename="api-preference")
