"""Acts of moderation in the API: each with the words of what it was done to, as they stand now."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from community.channels.serializing import PersonNameSerializer
from community.moderation.models import ModerationAction
from community.moderation.recalling import with_words


class RecallingListSerializer(serializers.ListSerializer):
    """A page of acts, or of appeals against acts, in a constant number of queries."""

    def to_representation(self, data: Any) -> Any:
        rows = list(data)
        with_words([getattr(row, "action", row) for row in rows])
        return super().to_representation(rows)


class ActRowSerializer(serializers.ModelSerializer):
    """What an act was done to is told in the words that stand there now."""

    target_name = serializers.SerializerMethodField(help_text="What it was done to, as it is called or says now.")

    def get_target_name(self, action: ModerationAction) -> str:
        known = action if hasattr(action, "words") else with_words([action])[0]
        return known.words  # type: ignore[attr-defined]


class ModerationActionSerializer(ActRowSerializer):
    actor = PersonNameSerializer(read_only=True, allow_null=True)
    owner = PersonNameSerializer(read_only=True, allow_null=True)
    group = serializers.CharField(source="group.slug", read_only=True, allow_null=True, default=None)

    class Meta:
        model = ModerationAction
        fields = [
            *("reference", "verb", "actor", "target_name", "owner", "group", "by_staff", "reason", "limits"),
            *("until", "at"),
        ]
        read_only_fields = fields
        list_serializer_class = RecallingListSerializer
