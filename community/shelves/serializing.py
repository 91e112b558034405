"""How the API shows a group's shelf."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from community.channels.serializing import PersonNameSerializer
from community.shelves.showing import Shelved
from community.shelves.vouching import SENTENCE_LENGTH
from content.pictures.api import PictureSerializer

MOST = 100


class VoucherSerializer(serializers.Serializer):
    """What a member says for it."""

    person = PersonNameSerializer()
    sentence = serializers.CharField()
    created_at = serializers.DateTimeField()


class ShelvedSerializer(serializers.Serializer):
    """A store or a product on the shelf, and the first few who vouch for it: a Shelved."""

    reference = serializers.CharField(source="item.reference")
    kind = serializers.SerializerMethodField()
    name = serializers.CharField(source="subject.name")
    url = serializers.CharField(source="item.get_absolute_url")
    picture = PictureSerializer(allow_null=True)
    count = serializers.IntegerField(help_text="How many members vouch for it.")
    words = VoucherSerializer(many=True)
    my_sentence = serializers.CharField(source="mine.sentence", default="", allow_blank=True)
    is_new = serializers.BooleanField(help_text="Whether its place is one of those kept for newcomers.")

    def get_kind(self, thing: Shelved) -> str:
        """store or product."""
        return "store" if thing.item.store_id else "product"


@extend_schema_serializer(many=False)
class ShelfPageSerializer(serializers.Serializer):
    """A page of the shelf. `next` is the address of the next page, null on the last one."""

    next = serializers.URLField(allow_null=True)
    results = ShelvedSerializer(many=True)


class ShelfAskedSerializer(serializers.Serializer):
    page_size = serializers.IntegerField(required=False, min_value=1, max_value=MOST, default=20)


class SentenceSerializer(serializers.Serializer):
    sentence = serializers.CharField(max_length=SENTENCE_LENGTH)


class VouchSerializer(SentenceSerializer):
    """One's word for a store (by slug) or a product ("<store>/<slug>"); one of the two."""

    store = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")
    product = serializers.CharField(max_length=121, required=False, allow_blank=True, default="")
