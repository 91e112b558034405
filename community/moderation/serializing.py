"""Acts of moderation in the API: each with the words of what it was done to, as they stand now."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
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


def _known(action: ModerationAction) -> Any:
    return action if hasattr(action, "words") else with_words([action])[0]


class ActRowSerializer(serializers.ModelSerializer):
    """What an act was done to is told in the words that stand there now."""

    target_name = serializers.SerializerMethodField(help_text="What it was done to, as it is called or says now.")

    def get_target_name(self, action: ModerationAction) -> str:
        return _known(action).words


class ModerationActionSerializer(ActRowSerializer):
    actor = PersonNameSerializer(read_only=True, allow_null=True)
    owner = serializers.SerializerMethodField(help_text="Whom it concerns; null where that is not told.")
    group = serializers.CharField(source="group.slug", read_only=True, allow_null=True, default=None)

    class Meta:
        model = ModerationAction
        fields = [
            *("reference", "verb", "actor", "target_name", "owner", "group", "by_staff", "reason", "limits"),
            *("until", "at"),
        ]
        read_only_fields = fields
        list_serializer_class = RecallingListSerializer

    @extend_schema_field(PersonNameSerializer(allow_null=True))
    def get_owner(self, action: ModerationAction) -> Any:
        concerned = _known(action).concerned
        return PersonNameSerializer(concerned).data if concerned is not None else None
