"""How the API says how far one may trust somebody: the member `trust`, filled by the room that knows."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from config.kit.api.filled import FilledField


class TrustSerializer(serializers.Serializer):
    """How somebody stands with whoever asks, in short; null of oneself. `/trust/` gives the reasons."""

    score = serializers.FloatField(help_text="0 to 1; about somebody of whom nothing is known it says little but that.")
    level = serializers.ChoiceField(["unknown", "high", "good", "mixed", "low"])
    words = serializers.CharField(help_text="The path, or what people say in all, in the reader's language.")
    deals = serializers.IntegerField(help_text="That went well with the last of the path, as far as it may be told.")


@extend_schema_field(TrustSerializer(allow_null=True))
class TrustField(FilledField):
    """`trust`: a dict of what `TrustSerializer` names."""
