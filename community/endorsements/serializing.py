"""How the API shows endorsements."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from community.attention.serializing import StandingSerializer
from community.channels.serializing import PersonNameSerializer
from community.endorsements.models import SENTENCE_LENGTH, Endorsement
from community.endorsements.topics import TOPIC_LENGTH


class TopicSerializer(serializers.Serializer):
    name = serializers.CharField()
    slug = serializers.CharField()


class EndorsementSerializer(serializers.ModelSerializer):
    """Someone trusts somebody about a topic."""

    by = PersonNameSerializer()
    about = PersonNameSerializer()
    topic = TopicSerializer()
    is_backed = serializers.BooleanField(
        allow_null=True,
        help_text="Whether a deal between the two, or a group that let both in, stands behind it; else it weighs half. "
        "Null in what others say of others.",
    )
    url = serializers.CharField(source="get_absolute_url")

    class Meta:
        model = Endorsement
        fields = ["reference", "by", "about", "topic", "sentence", "is_backed", "created_at", "changed_at", "url"]


class OwnEndorsementSerializer(EndorsementSerializer):
    """The same as whoever gave it sees it. `about` is null for somebody who is not here at the moment."""

    about = serializers.SerializerMethodField()
    url = serializers.SerializerMethodField()

    class Meta(EndorsementSerializer.Meta):
        fields = [*EndorsementSerializer.Meta.fields, "hidden_at", "hidden_reason"]

    @extend_schema_field(PersonNameSerializer(allow_null=True))
    def get_about(self, endorsement: Endorsement) -> dict[str, Any] | None:
        return PersonNameSerializer(endorsement.about).data if endorsement.about.is_active else None

    def get_url(self, endorsement: Endorsement) -> str:
        return endorsement.get_absolute_url() if endorsement.about.is_active else ""


class EndorseSerializer(serializers.Serializer):
    topic = serializers.CharField(max_length=100, help_text=f"A name, at most {TOPIC_LENGTH} characters.")
    sentence = serializers.CharField(max_length=SENTENCE_LENGTH)


class SentenceSerializer(serializers.Serializer):
    sentence = serializers.CharField(max_length=SENTENCE_LENGTH)


class PlacesSerializer(serializers.Serializer):
    """How many endorsements one may have standing, and how many new ones are left today."""

    limit = serializers.IntegerField()
    used = serializers.IntegerField()
    remaining = serializers.IntegerField()
    today = StandingSerializer()
