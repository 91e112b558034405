"""How the API tells how somebody stands with whoever asks."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from community.trust.standing import Level, Reason, Speaker, Standing


class NamedSerializer(serializers.Serializer):
    """Somebody who may be named in a path."""

    username = serializers.CharField()
    name = serializers.CharField()


class TrustPathSerializer(serializers.Serializer):
    """How trust leads from oneself to them: through `people`, the last of whom spoke; without people it is one's own
    experience (`is_own`), or through "someone you trust" (`is_veiled`)."""

    people = NamedSerializer(many=True)
    is_own = serializers.BooleanField()
    is_veiled = serializers.BooleanField()
    deals = serializers.IntegerField(help_text="How many deals that may be told went well.")


class TrustReasonSerializer(serializers.Serializer):
    """One person's word. `effect`: the score as it is, less what it would be without this word."""

    speaker = serializers.ChoiceField([speaker.value for speaker in Speaker])
    person = NamedSerializer(source="who", allow_null=True, help_text="Only of a speaker who is named.")
    effect = serializers.SerializerMethodField()
    deals = serializers.IntegerField(help_text="That went well, as far as it may be told.")
    trouble = serializers.IntegerField(help_text="Deals that did not, as far as it may be told.")
    topic = serializers.CharField(help_text="Of an endorsement; empty where there is none.")
    sentence = serializers.CharField(help_text="Of an endorsement.")
    is_useful = serializers.BooleanField(help_text="Whether they found an answer useful, as far as it may be told.")

    @extend_schema_field(serializers.FloatField())
    def get_effect(self, reason: Reason) -> float:
        return round(reason.effect, 3)


class TrustStandingSerializer(serializers.Serializer):
    """How a person stands with whoever asks. `score` is 0 to 1; about somebody of whom nothing is known it says little
    but that."""

    username = serializers.CharField()
    score = serializers.SerializerMethodField()
    level = serializers.SerializerMethodField()
    path = TrustPathSerializer(source="standing.path", allow_null=True)
    reasons = TrustReasonSerializer(source="standing.reasons", many=True)
    against = TrustReasonSerializer(source="standing.against", many=True)
    speakers = serializers.IntegerField(source="standing.speakers", help_text="How many people said something.")
    near_speakers = serializers.IntegerField(source="standing.near_speakers", help_text="Of them in one's own circle.")
    score_without_best = serializers.SerializerMethodField(help_text="Without the strongest reason.")
    score_without_worst = serializers.SerializerMethodField(help_text="Without what counts against them most.")

    @extend_schema_field(serializers.FloatField())
    def get_score(self, row: dict[str, Any]) -> float:
        return round(row["standing"].score, 3)

    @extend_schema_field(serializers.ChoiceField([level.value for level in Level]))
    def get_level(self, row: dict[str, Any]) -> str:
        return str(row["standing"].level)

    @extend_schema_field(serializers.FloatField(allow_null=True))
    def get_score_without_best(self, row: dict[str, Any]) -> float | None:
        return _rounded(row["standing"], "without_best")

    @extend_schema_field(serializers.FloatField(allow_null=True))
    def get_score_without_worst(self, row: dict[str, Any]) -> float | None:
        return _rounded(row["standing"], "without_worst")


def _rounded(standing: Standing, name: str) -> float | None:
    value = getattr(standing, name)
    return None if value is None else round(value, 3)


class PathChoiceSerializer(serializers.Serializer):
    """Whether others read one's name in paths that lead through one."""

    endorsements = serializers.BooleanField(help_text="Where one endorsed the next in the path.")
    groups = serializers.BooleanField(help_text="Where one is in a group with the next in the path.")
