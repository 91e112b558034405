"""How the API reads and writes calls, duties, and what a store's record is."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from community.calling.duty import is_on_duty
from community.calling.models import MOST_AN_HOUR, Call, Duty
from community.calling.record import Record
from community.hail.models import Audience
from community.hail.serializing import HailSerializer
from community.notifications.clocks import zone_of

CODES = ["tags", "words", "knows", "near", "asked"]
WANTING = {
    "is_on": True,
    "words": "桂花 点心",
    "radius": 5000,
    "days": [0, 1, 2, 3, 4, 5],
    "opens": "09:00",
    "closes": "21:00",
    "most_an_hour": 6,
}


class CallReasonSerializer(serializers.Serializer):
    """Why the store was called: `code`, and what of it is known. Of `near` the distance is to a rough area, in steps of
    500 metres; of `asked` who may answer."""

    code = serializers.ChoiceField(CODES)
    words = serializers.ListField(child=serializers.CharField(), help_text="Of tags and words: those that fit.")
    product = serializers.CharField(allow_null=True, help_text="Slug of one's own that fits.")
    metres = serializers.IntegerField(allow_null=True)
    audience = serializers.ChoiceField(Audience.choices, allow_null=True)


class StoreCallSerializer(serializers.ModelSerializer):
    """That a store of one's own is called to a hail. `offer` is one's open offer on it."""

    store = serializers.CharField(source="store.slug")
    hail = HailSerializer()
    reasons = CallReasonSerializer(source="read_reasons", many=True, help_text="The strongest first.")
    said = serializers.ListField(child=serializers.CharField(), help_text="The reasons in the reader's language.")
    offer = serializers.CharField(source="open_offer", allow_null=True)

    class Meta:
        model = Call
        fields = [
            *("reference", "store", "hail", "reasons", "said", "offer"),
            *("called_at", "seen_at", "declined_at", "answered_at"),
        ]
        read_only_fields = fields


class RecordSerializer(serializers.Serializer):
    """What the last 90 days of calls say of a store; what of its chosen offers was `kept` came in time and as promised,
    `missed` never came."""

    called = serializers.IntegerField()
    answered = serializers.IntegerField()
    median = serializers.SerializerMethodField(help_text="Seconds within which half of its answers came.")
    chosen = serializers.IntegerField()
    kept = serializers.IntegerField()
    late = serializers.IntegerField()
    missed = serializers.IntegerField()

    def get_median(self, record: Record) -> int | None:
        return None if record.median is None else int(record.median.total_seconds())


class StoreRecordSerializer(serializers.Serializer):
    """What it says of a store of one's own."""

    store = serializers.CharField()
    record = RecordSerializer()


@extend_schema_field({"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d$"})
class ClockField(serializers.TimeField):
    """What a clock on the wall shows, to the minute: 09:00."""

    def __init__(self, **options: Any):
        super().__init__(format="%H:%M", input_formats=["%H:%M"], **options)


class DutySerializer(serializers.ModelSerializer):
    """When, for what and how far a store wants to be called; `is_on_now` is what comes of it at this moment."""

    store = serializers.CharField(source="store.slug")
    days = serializers.SerializerMethodField()
    opens = ClockField(allow_null=True)
    closes = ClockField(allow_null=True)
    is_on_now = serializers.SerializerMethodField()

    class Meta:
        model = Duty
        fields = [
            *("store", "is_on_now", "is_on", "off_until", "words", "radius", "days", "opens", "closes"),
            "most_an_hour",
        ]
        read_only_fields = fields

    @extend_schema_field(serializers.ListField(child=serializers.IntegerField()))
    def get_days(self, duty: Duty) -> list[int]:
        return [day for day in range(7) if duty.days >> day & 1]

    def get_is_on_now(self, duty: Duty) -> bool:
        return is_on_duty(duty, timezone.now(), zone_of(duty.store.owner))


@extend_schema_serializer(examples=[OpenApiExample("By day", value=WANTING, request_only=True)])
class DutyWriteSerializer(serializers.Serializer):
    """All of it: what is not given is as it is without a choice. Without `words` anything, without `radius` (metres)
    however far; `days` are those on which it is open, 0 is Monday; `opens` after `closes` is a night."""

    is_on = serializers.BooleanField()
    off_until = serializers.DateTimeField(required=False, allow_null=True)
    words = serializers.CharField(max_length=200, required=False, allow_blank=True)
    radius = serializers.IntegerField(min_value=500, max_value=100_000, required=False, allow_null=True)
    days = serializers.ListField(
        child=serializers.IntegerField(min_value=0, max_value=6), min_length=1, max_length=7, required=False
    )
    opens = ClockField(required=False, allow_null=True, help_text="On the owner's clock.")
    closes = ClockField(required=False, allow_null=True)
    most_an_hour = serializers.IntegerField(min_value=1, max_value=MOST_AN_HOUR, required=False)


class UntilSerializer(serializers.Serializer):
    until = serializers.DateTimeField(
        required=False, allow_null=True, help_text="Without it, until one says that one is back."
    )
