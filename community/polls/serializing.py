"""How the API shows a poll and takes votes."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from community.polls.asking import LEAST_DAYS, MOST_DAYS, MOST_OPTIONS, OPTION_LENGTH
from community.polls.showing import OptionShown, PollShown


class OptionSerializer(serializers.Serializer):
    """An option; `votes` and `percent` (of those who voted) are null until one has voted or the poll has closed."""

    position = serializers.IntegerField()
    text = serializers.CharField()
    votes = serializers.SerializerMethodField()
    percent = serializers.SerializerMethodField()
    mine = serializers.BooleanField()

    def get_votes(self, option: OptionShown) -> int | None:
        return option.votes if self.context.get("results") else None

    def get_percent(self, option: OptionShown) -> int | None:
        return option.percent if self.context.get("results") else None


class PollSerializer(serializers.Serializer):
    """The poll of a post, as one reader sees it."""

    options = serializers.SerializerMethodField()
    is_multiple = serializers.BooleanField(source="poll.is_multiple")
    closes_at = serializers.DateTimeField(source="poll.closes_at")
    is_closed = serializers.BooleanField(source="poll.is_closed")
    has_voted = serializers.BooleanField()
    voters = serializers.IntegerField()

    @extend_schema_field(OptionSerializer(many=True))
    def get_options(self, shown: PollShown) -> Any:
        return OptionSerializer(shown.options, many=True, context={"results": shown.shows_results}).data


class PollWriteSerializer(serializers.Serializer):
    """A poll to be put to the readers: two to eight options, open for so many days from publication."""

    options = serializers.ListField(
        child=serializers.CharField(max_length=OPTION_LENGTH), min_length=2, max_length=MOST_OPTIONS
    )
    is_multiple = serializers.BooleanField(required=False, default=False)
    days = serializers.IntegerField(required=False, default=3, min_value=LEAST_DAYS, max_value=MOST_DAYS)


class VoteSerializer(serializers.Serializer):
    """The positions of the options that one chooses; one, or several where the poll allows it."""

    options = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=MOST_OPTIONS), min_length=1, max_length=MOST_OPTIONS
    )
