"""How the API shows picks."""

from __future__ import annotations

from rest_framework import serializers

from community.channels.channels import channel_key
from community.channels.serializing import PersonNameSerializer
from community.picks.listing import ABOUT_LENGTH, TITLE_LENGTH
from community.picks.picking import COMMISSION_LENGTH, MOST_PICKS, WHY_LENGTH
from community.picks.showing import ListFront, Picked
from content.pictures.api import PictureSerializer
from shop.catalog.wording import TAG_LENGTH


class PickListSerializer(serializers.Serializer):
    """A list of picks: a ListFront. `channel` is what to follow to hear of it."""

    reference = serializers.CharField(source="picks.reference")
    person = PersonNameSerializer(source="picks.person")
    slug = serializers.CharField(source="picks.slug")
    url = serializers.SerializerMethodField()
    title = serializers.CharField(source="picks.title")
    topic = serializers.CharField(source="picks.topic.name")
    about = serializers.CharField(source="picks.about")
    channel = serializers.SerializerMethodField()
    count = serializers.IntegerField(help_text="How many picks one sees on it.")
    created_at = serializers.DateTimeField(source="picks.created_at")
    changed_at = serializers.DateTimeField(source="picks.changed_at")

    def get_url(self, front: ListFront) -> str:
        return self.context["request"].build_absolute_uri(front.picks.get_absolute_url())

    def get_channel(self, front: ListFront) -> str:
        return channel_key(front.picks)


class PickListWriteSerializer(serializers.Serializer):
    """What a list says of itself. `topic` is one word, as on goods."""

    title = serializers.CharField(max_length=TITLE_LENGTH)
    topic = serializers.CharField(max_length=TAG_LENGTH)
    about = serializers.CharField(max_length=ABOUT_LENGTH, required=False, allow_blank=True)


class PickSerializer(serializers.Serializer):
    """A store or a product on a list: a Picked. `list` is the list's reference."""

    reference = serializers.CharField(source="pick.reference")
    list = serializers.CharField(source="pick.list.reference")
    kind = serializers.SerializerMethodField()
    name = serializers.CharField(source="subject.name")
    url = serializers.CharField(source="pick.get_absolute_url")
    picture = PictureSerializer(allow_null=True)
    why = serializers.CharField(source="pick.why")
    is_paid = serializers.BooleanField(source="pick.is_paid", help_text="Its picker says that they get something.")
    commission = serializers.CharField(source="pick.commission", help_text="What they say they get.")
    store_pays = serializers.IntegerField(source="pays", help_text="Per cent that its store says it pays pickers.")
    let_down = serializers.IntegerField(help_text="Buyers who ordered after it was picked and were let down.")
    is_off = serializers.BooleanField(help_text="No longer on the shelf; only one's own are shown then.")
    position = serializers.IntegerField(source="pick.position")
    created_at = serializers.DateTimeField(source="pick.created_at")

    def get_kind(self, thing: Picked) -> str:
        """store or product."""
        return "store" if thing.pick.store_id else "product"


class WhySerializer(serializers.Serializer):
    """Why it stands there, and what one gets for it: `commission` only with `is_paid`."""

    why = serializers.CharField(max_length=WHY_LENGTH)
    is_paid = serializers.BooleanField(required=False)
    commission = serializers.CharField(max_length=COMMISSION_LENGTH, required=False, allow_blank=True)


class PickWriteSerializer(WhySerializer):
    """A store (by slug) or a product ("<store>/<slug>"), one of the two, and why."""

    store = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")
    product = serializers.CharField(max_length=121, required=False, allow_blank=True, default="")


class OrderSerializer(serializers.Serializer):
    """References of picks, in the order in which they are to stand; the others follow."""

    order = serializers.ListField(child=serializers.CharField(max_length=16), max_length=MOST_PICKS)
