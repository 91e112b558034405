"""How the API shows standing needs, and what it takes."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from community.groups.models import Group
from community.hail.hailing import LASTS, MOST_GROUPS, TEXT_LENGTH, USUALLY
from community.hail.models import Audience
from community.needs.keeping import MOST_DAYS
from community.needs.models import NeedMatch, NeedTurn, StandingNeed
from community.needs.showing import PAGE, Kept
from config.kit.errors import Invalid
from shop.catalog.wording import MAX_TAGS, TAG_LENGTH

MOST = 100


class TurnSerializer(serializers.ModelSerializer):
    """A day on which it is asked; `due_at` is the moment."""

    hail = serializers.CharField(source="hail.reference", default=None, allow_null=True)

    class Meta:
        model = NeedTurn
        fields = ["day", "due_at", "outcome", "hail", "reason"]


class StandingNeedSerializer(serializers.Serializer):
    """A standing need: a Kept. Of a watching one only words, tags and groups mean something."""

    reference = serializers.CharField(source="need.reference")
    kind = serializers.ChoiceField(StandingNeed.Kind.choices, source="need.kind")
    text = serializers.CharField(source="need.text")
    tags = serializers.SerializerMethodField()
    groups = serializers.SerializerMethodField(
        help_text="Slugs; where it asks or looks in groups none means all of one's own."
    )
    budget = serializers.IntegerField(source="need.budget", allow_null=True, help_text="Minor units, for all of it.")
    currency = serializers.CharField(source="need.currency")
    needed_in = serializers.IntegerField(source="need.needed_in", allow_null=True, help_text="Days after it is asked.")
    hours = serializers.IntegerField(source="need.hours", help_text="For how long each hail stands.")
    audience = serializers.ChoiceField(Audience.choices, source="need.audience")
    place_name = serializers.CharField(source="need.place_name")
    weekday = serializers.IntegerField(source="need.weekday", allow_null=True, help_text="0 is Monday.")
    hour = serializers.IntegerField(source="need.hour", allow_null=True, help_text="On one's own clock.")
    created_at = serializers.DateTimeField(source="need.created_at")
    ended_at = serializers.DateTimeField(source="need.ended_at", allow_null=True)
    ahead = TurnSerializer(allow_null=True, help_text="When it is asked next.")
    found = serializers.IntegerField(help_text="How many things were found that are still there to be seen.")

    def get_tags(self, kept: Kept) -> list[str]:
        return [tag.name for tag in kept.need.tags.all()]

    def get_groups(self, kept: Kept) -> list[str]:
        return [row.group.slug for row in kept.need.in_groups.all()]


@extend_schema_serializer(many=False)
class NeedPageSerializer(serializers.Serializer):
    """A page of one's needs. `next` is the address of the next page, null on the last one."""

    next = serializers.URLField(allow_null=True)
    results = StandingNeedSerializer(many=True)


class FoundForNeedSerializer(serializers.Serializer):
    """Something that was found."""

    kind = serializers.SerializerMethodField()
    name = serializers.SerializerMethodField()
    url = serializers.CharField(source="get_absolute_url", help_text="The path of its page.")
    group = serializers.CharField(source="group.slug")
    found_at = serializers.DateTimeField()

    def get_kind(self, match: NeedMatch) -> str:
        """product or post."""
        return "product" if match.product_id else "post"

    def get_name(self, match: NeedMatch) -> str:
        return str(match.product.name if match.product_id else match.post.excerpt)


@extend_schema_serializer(many=False)
class FoundForNeedPageSerializer(serializers.Serializer):
    next = serializers.URLField(allow_null=True)
    results = FoundForNeedSerializer(many=True)


class NeedsAskedSerializer(serializers.Serializer):
    ended = serializers.BooleanField(required=False, default=False)
    page_size = serializers.IntegerField(required=False, min_value=1, max_value=MOST, default=PAGE)


class PageAskedSerializer(serializers.Serializer):
    page_size = serializers.IntegerField(required=False, min_value=1, max_value=MOST, default=PAGE)


class NeedWriteSerializer(serializers.Serializer):
    """A need as it is to stand. `weekday` and `hour` only for one that is asked every week."""

    kind = serializers.ChoiceField(StandingNeed.Kind.choices)
    text = serializers.CharField(max_length=2 * TEXT_LENGTH, required=False, allow_blank=True, default="")
    tags = serializers.ListField(
        child=serializers.CharField(max_length=TAG_LENGTH), required=False, default=list, max_length=MAX_TAGS
    )
    groups = serializers.ListField(
        child=serializers.SlugField(max_length=60), required=False, default=list, max_length=MOST_GROUPS
    )
    weekday = serializers.IntegerField(required=False, min_value=0, max_value=6, help_text="0 is Monday.")
    hour = serializers.IntegerField(required=False, min_value=0, max_value=23)
    budget = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=10**12)
    needed_in = serializers.IntegerField(required=False, allow_null=True, min_value=0, max_value=MOST_DAYS)
    hours = serializers.ChoiceField(LASTS, required=False, default=USUALLY)
    audience = serializers.ChoiceField(
        [one for one in Audience.values if one != Audience.NEARBY], required=False, default=Audience.EVERYONE
    )

    def given(self, data: dict[str, Any], person: Any) -> dict[str, Any]:
        """What the verb of that kind takes. Raises Invalid at "groups", "weekday" or "hour"."""
        data = dict(data)
        kind, slugs = data.pop("kind"), data.pop("groups")
        data["groups"] = list(Group.objects.joined_by(person).filter(slug__in=slugs))
        if len(data["groups"]) < len(set(slugs)):
            raise Invalid(field="groups", code="not_member")
        if kind == StandingNeed.Kind.WATCH:
            return {name: data[name] for name in ("text", "tags", "groups")}
        for name in ("weekday", "hour"):
            if name not in data:
                raise Invalid(field=name, code="missing")
        return data
