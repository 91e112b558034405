"""How the API names people, channels and pictures; shared by the rooms above and beside."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from community.channels.channels import channel_key
from community.channels.models import Channel, Subscription
from config.kit.errors import Invalid
from content.pictures.models import Picture

NAMES = "group:<slug>, store:<slug>, person:<username> or picks:<reference>"
CHANNEL = OpenApiParameter("channel", str, required=True, description=NAMES)


class PersonNameSerializer(serializers.Serializer):
    """A person by name; `username` leads to the rest."""

    username = serializers.CharField()
    name = serializers.CharField(source="display_name")


class ChannelKeyField(serializers.CharField):
    """A channel as "group:<slug>", "store:<slug>", "person:<username>" or "picks:<reference>"."""

    def __init__(self, **options: Any):
        super().__init__(**({"max_length": 80, "help_text": self.__doc__} | options))

    def to_representation(self, value: Any) -> str:
        return channel_key(value.subject)


class SubscriptionSerializer(serializers.ModelSerializer):
    """What one follows or is a member of."""

    channel = ChannelKeyField(read_only=True)
    name = serializers.CharField(source="channel.subject", read_only=True)
    kind = serializers.ChoiceField(source="channel.kind", choices=Channel.Kind.choices, read_only=True)
    is_muted = serializers.BooleanField(read_only=True)

    class Meta:
        model = Subscription
        fields = ["channel", "kind", "name", "role", "state", "level", "is_muted", "muted_until", "created_at"]
        read_only_fields = fields


def own_pictures(person: Any, references: Sequence[str], *, field: str) -> list[Picture]:
    """One's own pictures by reference, in that order; a guest has none.

    Raises Invalid at `field` where one is missing.
    """
    rows = Picture.objects.filter(owner=person) if person.is_authenticated else Picture.objects.none()
    found = {picture.reference: picture for picture in rows.filter(reference__in=references)}
    if set(references) - set(found):
        raise Invalid(_("Choose a picture of your own."), field=field, code="not_yours")
    return [found[reference] for reference in references]
