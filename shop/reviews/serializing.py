"""How the API shows reviews."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from config.kit.api.filled import FilledList
from config.kit.api.trust import TrustField
from content.pictures.api import PictureSerializer
from shop.reviews.photos import MOST_PICTURES
from shop.reviews.places import review_standing
from shop.reviews.showing import Shown
from shop.reviews.writing import TEXT_LENGTH


class BuyerSerializer(serializers.Serializer):
    """Who bought; `username` leads to the rest."""

    username = serializers.CharField()
    name = serializers.CharField(source="display_name")


class ReviewAnswerSerializer(serializers.Serializer):
    """What the seller answered."""

    reference = serializers.CharField()
    text = serializers.CharField()
    answered_at = serializers.DateTimeField()
    changed_at = serializers.DateTimeField(allow_null=True)


class ReviewSerializer(serializers.Serializer):
    """What a buyer says of a product. `product` is its address in the API's words, "<store>/<slug>", empty where the
    reader does not see it any more; `buyer` is null where the account is closed."""

    reference = serializers.CharField(source="review.reference")
    store = serializers.CharField(source="review.store.slug")
    product = serializers.SerializerMethodField()
    product_name = serializers.CharField(source="review.product_name")
    buyer = BuyerSerializer(source="review.buyer", allow_null=True)
    content = serializers.BooleanField(source="review.content")
    text = serializers.CharField(source="review.text")
    pictures = serializers.SerializerMethodField()
    answer = ReviewAnswerSerializer(source="review.answered", allow_null=True)
    trust = TrustField(review_standing, source="review", help_text="Whoever wrote it.")
    is_mine = serializers.BooleanField()
    created_at = serializers.DateTimeField(source="review.created_at")
    changed_at = serializers.DateTimeField(source="review.changed_at", allow_null=True)

    class Meta:
        list_serializer_class = FilledList

    def get_product(self, shown: Shown) -> str:
        product = shown.review.product
        return f"{product.store.slug}/{product.slug}" if product is not None and shown.href else ""

    @extend_schema_field(PictureSerializer(many=True))
    def get_pictures(self, shown: Shown) -> Any:
        pictures = [row.picture for row in shown.review.pictures.all()]
        return PictureSerializer(pictures, many=True, context=self.context).data


class OrderReviewSerializer(ReviewSerializer):
    """The same for a side of the order; `hidden_reason` says why the site hid it, empty where it did not."""

    withdrawn_at = serializers.DateTimeField(source="review.withdrawn_at", allow_null=True)
    hidden_reason = serializers.CharField(source="review.hidden_reason")


class SummarySerializer(serializers.Serializer):
    """Of so many `buyers`, each counted once with what they said last, so many were `content`."""

    content = serializers.IntegerField()
    buyers = serializers.IntegerField()


@extend_schema_serializer(many=False)
class ReviewPageSerializer(serializers.Serializer):
    """A page of reviews, and how many were content of all who said so."""

    summary = SummarySerializer()
    next = serializers.URLField(allow_null=True)
    results = ReviewSerializer(many=True)


class ReviewWriteSerializer(serializers.Serializer):
    """`pictures` are references of one's own pictures that hang nowhere else. What is left out stays as it was."""

    content = serializers.BooleanField()
    text = serializers.CharField(max_length=TEXT_LENGTH, required=False, allow_blank=True)
    pictures = serializers.ListField(
        child=serializers.CharField(max_length=16), max_length=MOST_PICTURES, required=False
    )


class AnswerWriteSerializer(serializers.Serializer):
    text = serializers.CharField(max_length=TEXT_LENGTH)
