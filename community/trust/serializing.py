"""How the API shows evidence and objections to it."""

from __future__ import annotations

from rest_framework import serializers

from community.channels.serializing import PersonNameSerializer
from community.moderation.models import REASON_LENGTH
from community.trust.disputing import TEXT_LENGTH
from community.trust.models import Dispute, Evidence
from community.trust.showing import KINDS, NAMES, Shown


class DisputeSerializer(serializers.ModelSerializer):
    outcome = serializers.ChoiceField(choices=Dispute.Outcome.choices, allow_blank=True, read_only=True)

    class Meta:
        model = Dispute
        fields = ["reference", "text", "created_at", "decided_at", "outcome", "answer"]
        read_only_fields = fields


class EvidenceSerializer(serializers.Serializer):
    """A fact about one, or that one bears out: a Shown."""

    reference = serializers.CharField(source="evidence.reference")
    kind = serializers.ChoiceField(choices=sorted(KINDS), source="name")
    is_against = serializers.BooleanField(source="evidence.is_against")
    topic = serializers.CharField(source="evidence.topic.name", default="", help_text="A tag; empty where it has none.")
    other = PersonNameSerializer(allow_null=True, help_text="Who bears it out, or whom it is about, where one may see.")
    origin = serializers.CharField(source="origin.label", help_text="What it came from, in words.")
    url = serializers.CharField(source="origin.url", help_text="Where one sees that; may be empty.")
    at = serializers.DateTimeField(source="evidence.at")
    counts = serializers.SerializerMethodField(help_text="Whether it was not taken back.")
    countered_at = serializers.DateTimeField(source="counter.at", default=None, allow_null=True)
    why = serializers.ChoiceField(
        choices=Evidence.Why.choices,
        source="counter.why",
        default="",
        allow_blank=True,
        help_text="Why it no longer counts.",
    )
    dispute = DisputeSerializer(allow_null=True)
    can_dispute = serializers.BooleanField()

    def get_counts(self, row: Shown) -> bool:
        return row.counter is None


class DisputeWriteSerializer(serializers.Serializer):
    text = serializers.CharField(max_length=TEXT_LENGTH)


class WaitingDisputeSerializer(DisputeSerializer):
    """With what it is about; for the staff."""

    person = PersonNameSerializer(allow_null=True)
    by = PersonNameSerializer(source="evidence.by")
    kind = serializers.SerializerMethodField(help_text="As in one's own evidence.")
    topic = serializers.CharField(source="evidence.topic.name", default="")
    at = serializers.DateTimeField(source="evidence.at")

    class Meta(DisputeSerializer.Meta):
        fields = [*DisputeSerializer.Meta.fields, "person", "by", "kind", "topic", "at"]
        read_only_fields = fields

    def get_kind(self, made: Dispute) -> str:
        return NAMES[made.evidence.kind]


class DisputeDecisionSerializer(serializers.Serializer):
    upheld = serializers.BooleanField()
    answer = serializers.CharField(max_length=REASON_LENGTH)
