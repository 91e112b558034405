"""Limits and budgets in the API."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from community.attention.budgets import Budget
from community.attention.formula import Step
from community.attention.models import Quota
from community.attention.wording import reasons


class StandingSerializer(serializers.Serializer):
    """How one of one's quotas stands."""

    quota = serializers.ChoiceField(Quota.choices)
    limit = serializers.IntegerField()
    full_limit = serializers.IntegerField(help_text="What it is for whoever has some standing.")
    used = serializers.IntegerField()
    remaining = serializers.IntegerField()
    window = serializers.IntegerField(source="seconds", help_text="Seconds.")
    resets_at = serializers.DateTimeField()
    said = serializers.CharField(help_text="The limit in the reader's language.")
    why = serializers.CharField(help_text="Why there is one.")


class BudgetStepSerializer(serializers.Serializer):
    """A step of a budget; the steps sum up to its limit."""

    step = serializers.ChoiceField([step.value for step in Step])
    adds = serializers.IntegerField()
    text = serializers.CharField()


class BudgetSerializer(serializers.Serializer):
    """How much one may say in a channel today, and why."""

    limit = serializers.IntegerField()
    used = serializers.IntegerField()
    remaining = serializers.IntegerField()
    resets_at = serializers.DateTimeField(help_text="Midnight of the sender.")
    reasons = serializers.SerializerMethodField()
    responses = serializers.SerializerMethodField(help_text="Comments, saves and signs of others in 14 days.")
    muted_or_left = serializers.IntegerField(
        source="heard.mutes_told", allow_null=True, help_text="None where they are fewer than three."
    )
    reported_by = serializers.IntegerField(
        source="heard.reports_told",
        allow_null=True,
        help_text="People who reported a post of the last 14 days, without those who were told that nothing was wrong. "
        "None where they are fewer than three.",
    )

    @extend_schema_field(BudgetStepSerializer(many=True))
    def get_reasons(self, budget: Budget) -> list[dict[str, Any]]:
        return [{"step": line.step, "adds": budget.steps[line.step], "text": line.text} for line in reasons(budget)]

    def get_responses(self, budget: Budget) -> int:
        numbers = budget.heard.numbers
        return numbers.comments + numbers.saves + numbers.signs


class HeldSerializer(serializers.Serializer):
    """Words that are held back until somebody who keeps order lets them pass."""

    reference = serializers.CharField(read_only=True)
    group = serializers.CharField(source="channel.group.slug", read_only=True, default="", help_text="Slug.")
    author = serializers.CharField(source="author.username", read_only=True)
    text = serializers.CharField(read_only=True)
    link = serializers.CharField(read_only=True)
    reason = serializers.CharField(read_only=True, help_text="Why it is held.")
    created_at = serializers.DateTimeField(read_only=True)


class RefusalSerializer(serializers.Serializer):
    """Why the words do not belong there; their author reads it."""

    reason = serializers.CharField(max_length=200)
