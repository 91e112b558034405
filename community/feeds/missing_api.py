"""What one missed, in the API."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from community.feeds.missing import Call, Gathering
from community.posts.models import Comment


class CallSerializer(serializers.Serializer):
    """Something that was meant for oneself; `comment` is null where the post itself is."""

    kind = serializers.ChoiceField(choices=["mention", "announcement", "answer"])
    why = serializers.CharField(help_text="In the client's language.")
    author = serializers.CharField(source="author.username")
    text = serializers.CharField(source="excerpt")
    post = serializers.CharField(source="post.reference")
    comment = serializers.SerializerMethodField()
    created_at = serializers.DateTimeField(source="words.created_at")

    def get_comment(self, call: Call) -> str | None:
        return call.words.reference if isinstance(call.words, Comment) else None


class BestSerializer(serializers.Serializer):
    """The post of a source with most answers, or else its newest."""

    post = serializers.CharField(source="best.reference")
    text = serializers.CharField(source="best.excerpt")
    comments = serializers.IntegerField()
    created_at = serializers.DateTimeField(source="best.created_at")


class SaidSerializer(serializers.Serializer):
    """What one source said. `has_more` says that it was more than `count`; muting `channel` ends it."""

    channel = serializers.CharField(source="reason.channel")
    name = serializers.CharField(source="source")
    why = serializers.CharField(source="reason.text", help_text="In the client's language.")
    count = serializers.SerializerMethodField()
    has_more = serializers.BooleanField(source="more")
    best = BestSerializer(source="*")

    def get_count(self, said: Any) -> int:
        return said.count - 1 if said.more else said.count


class MissedSerializer(serializers.Serializer):
    """What was said from `left` on, when one was last here; null where one was not away. `has_more` says that there
    are more sources than are told of."""

    left = serializers.DateTimeField(allow_null=True)
    calls = CallSerializer(many=True)
    said = SaidSerializer(many=True)
    has_more = serializers.BooleanField(source="more")


def shown(gathering: Gathering | None) -> Any:
    """The answer for what was gathered, also where that is nothing."""
    nothing: dict[str, Any] = {"left": None, "calls": [], "said": [], "more": False}
    return MissedSerializer(nothing if gathering is None else gathering).data
