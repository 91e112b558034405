"""How the API shows drafts."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from community.channels.serializing import ChannelKeyField
from community.drafts.models import Draft
from community.polls.serializing import PollWriteSerializer
from community.posts.serializing import AltsField, PicturesField
from community.posts.writing import TEXT_LENGTH
from content.pictures.api import PictureSerializer
from content.pictures.models import Picture


class DraftSerializer(serializers.ModelSerializer):
    """Words that are not published. `due_at` is null unless scheduled; `reason` says why it is held or failed."""

    channel = ChannelKeyField(read_only=True)
    pictures = serializers.SerializerMethodField()
    poll = PollWriteSerializer(read_only=True, allow_null=True)
    due_at = serializers.SerializerMethodField()

    class Meta:
        model = Draft
        fields = [
            *("reference", "channel", "state", "text", "link", "pictures", "poll", "due_at", "reason"),
            *("created_at", "changed_at"),
        ]
        read_only_fields = fields

    @extend_schema_field(PictureSerializer(many=True))
    def get_pictures(self, draft: Draft) -> Any:
        hung: list[Picture] = [row.picture for row in draft.pictures.all()]
        return PictureSerializer(hung, many=True).data

    @extend_schema_field(serializers.DateTimeField(allow_null=True))
    def get_due_at(self, draft: Draft) -> Any:
        is_due = draft.state == Draft.State.SCHEDULED
        return serializers.DateTimeField().to_representation(draft.due_at) if is_due else None


class DraftWriteSerializer(serializers.Serializer):
    """Words to put by. `pictures` are references of one's own that hang nowhere, or in this draft."""

    text = serializers.CharField(max_length=TEXT_LENGTH, required=False, allow_blank=True, default="")
    link = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")
    pictures = PicturesField(required=False, default=list)
    alts = AltsField()
    poll = PollWriteSerializer(required=False, allow_null=True, default=None)


class NewDraftSerializer(DraftWriteSerializer):
    channel = ChannelKeyField()


class ScheduleSerializer(serializers.Serializer):
    due_at = serializers.DateTimeField(help_text="With its offset from UTC.")
