"""How the API reads and writes offers, and what comes of one that is chosen."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from community.calling.serializing import RecordSerializer
from community.offers.making import MOST_MINOR, MOST_PICTURES
from community.offers.models import MOST_PIECES, Offer, OfferRevision
from config.kit.api.filled import FilledList
from config.kit.api.trust import TrustField
from config.kit.references import LENGTH
from content.pictures.api import PictureSerializer
from shop.orders.models import Order
from shop.stores.models import Store
from shop.stores.places import store_standing

ANSWERING = {
    "call": "0123456789abcdef",
    "title": "桂花酥 12 份",
    "quantity": 12,
    "unit_price": 900,
    "delivery_fee": 600,
    "ready_on": "2030-05-18",
    "words": "周六早上现做。",
    "knows": "放两天还酥，第三天就软了。",
}


class OfferStoreSerializer(serializers.ModelSerializer):
    """Who offers it."""

    owner = serializers.CharField(source="owner.username")
    url = serializers.SerializerMethodField()
    photo = PictureSerializer(allow_null=True)
    trust = TrustField(store_standing)

    class Meta:
        model = Store
        fields = ["slug", "url", "owner", "name", "place_name", "photo", "trust"]
        read_only_fields = fields

    @extend_schema_field(serializers.URLField())
    def get_url(self, store: Store) -> str:
        return self.context["request"].build_absolute_uri(store.get_absolute_url())


class OfferRevisionSerializer(serializers.ModelSerializer):
    """What the offer said until then."""

    title = serializers.CharField(source="said.title")
    quantity = serializers.IntegerField(source="said.quantity")
    unit_price = serializers.IntegerField(source="said.unit_price", help_text="Minor units.")
    delivery_fee = serializers.IntegerField(source="said.delivery_fee", help_text="Minor units.")
    ready_on = serializers.DateField(source="said.ready_on", allow_null=True)
    delivery_note = serializers.CharField(source="said.delivery_note")
    words = serializers.CharField(source="said.words")
    knows = serializers.CharField(source="said.knows")
    valid_until = serializers.DateTimeField(source="said.valid_until")
    together_from = serializers.IntegerField(source="said.together_from", allow_null=True, default=None)
    together_price = serializers.IntegerField(source="said.together_price", allow_null=True, default=None)

    class Meta:
        model = OfferRevision
        fields = [
            *("version", "at", "title", "quantity", "unit_price", "delivery_fee", "ready_on", "delivery_note"),
            *("words", "knows", "valid_until", "together_from", "together_price"),
        ]
        read_only_fields = fields


class OfferSerializer(serializers.ModelSerializer):
    """What a store would do for a hail. Amounts are in minor units of `currency`, `total` with delivery."""

    hail = serializers.CharField(source="hail.reference")
    store = OfferStoreSerializer()
    record = RecordSerializer()
    variant = serializers.CharField(source="variant.reference", allow_null=True, default=None)
    product = serializers.CharField(source="variant.product.slug", allow_null=True, default=None)
    total = serializers.IntegerField(source="money.minor")
    pictures = serializers.SerializerMethodField()
    revisions = OfferRevisionSerializer(many=True)
    is_valid = serializers.BooleanField(help_text="Whether it can be chosen, if its hail can be.")
    is_hidden = serializers.SerializerMethodField(help_text="By a moderator.")
    order = serializers.CharField(source="order.reference", allow_null=True, default=None)

    class Meta:
        model = Offer
        fields = [
            *("reference", "hail", "store", "record", "state", "is_valid", "is_hidden", "version", "title", "product"),
            *("variant", "quantity", "unit_price", "delivery_fee", "total", "currency", "ready_on", "delivery_note"),
            *("words", "knows", "pictures", "valid_until", "together_from", "together_price", "revisions", "order"),
            *("created_at", "changed_at", "closed_at"),
        ]
        read_only_fields = fields
        list_serializer_class = FilledList

    @extend_schema_field(PictureSerializer(many=True))
    def get_pictures(self, offer: Offer) -> Any:
        hung = [row.picture for row in offer.pictures.all()]
        return PictureSerializer(hung, many=True, context=self.context).data

    def get_is_hidden(self, offer: Offer) -> bool:
        return offer.hidden_at is not None


class TermsSerializer(serializers.Serializer):
    """What is offered. Without a `title` it is called as its product, without `valid_until` it stands as long as the
    hail. `ready_on` is a promise. From `together_from` pieces on everybody who joins has it for `together_price` a
    piece: both or neither."""

    title = serializers.CharField(max_length=80, required=False, allow_blank=True)
    quantity = serializers.IntegerField(min_value=1, max_value=MOST_PIECES, required=False)
    unit_price = serializers.IntegerField(
        min_value=0, max_value=MOST_MINOR, required=False, help_text="Minor units of the store's currency."
    )
    delivery_fee = serializers.IntegerField(min_value=0, max_value=MOST_MINOR, required=False, help_text="Minor units.")
    ready_on = serializers.DateField(required=False, allow_null=True)
    delivery_note = serializers.CharField(max_length=120, required=False, allow_blank=True)
    words = serializers.CharField(max_length=500, required=False, allow_blank=True)
    knows = serializers.CharField(max_length=300, required=False, allow_blank=True)
    valid_until = serializers.DateTimeField(required=False, allow_null=True)
    together_from = serializers.IntegerField(min_value=2, max_value=MOST_PIECES, required=False, allow_null=True)
    together_price = serializers.IntegerField(
        min_value=0, max_value=MOST_MINOR, required=False, allow_null=True, help_text="Minor units."
    )


@extend_schema_serializer(examples=[OpenApiExample("Made for this", value=ANSWERING, request_only=True)])
class OfferWriteSerializer(TermsSerializer):
    """An answer to a `call` of one's own, or to a `hail` that one read in a group: one of them. `store` is the one that
    was called where it is not given; without a `variant` of it, something made for this hail alone."""

    call = serializers.CharField(max_length=LENGTH, required=False)
    hail = serializers.CharField(max_length=LENGTH, required=False)
    store = serializers.CharField(max_length=60, required=False)
    variant = serializers.CharField(max_length=LENGTH, required=False, allow_null=True)
    pictures = serializers.ListField(
        child=serializers.CharField(max_length=LENGTH), max_length=MOST_PICTURES, required=False, default=list
    )

    def validate(self, given: dict[str, Any]) -> dict[str, Any]:
        if ("call" in given) == ("hail" in given):
            message = _("Say what you answer: a call, or a hail that you read in a group.")
            raise serializers.ValidationError({"call": [serializers.ErrorDetail(message, code="which")]})
        if "hail" in given and "store" not in given:
            raise serializers.ValidationError({"store": [self._required()]})
        return given

    def _required(self) -> Any:
        return serializers.ErrorDetail(str(self.fields["store"].error_messages["required"]), code="required")


@extend_schema_serializer(
    examples=[OpenApiExample("Cheaper", value={"version": 1, "unit_price": 800}, request_only=True)]
)
class OfferEditSerializer(TermsSerializer):
    """What is to change; what is not given stays. `version` is the one that is changed: of another, 409."""

    version = serializers.IntegerField(min_value=1, max_value=32_767)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "To an address",
            value={"version": 1, "recipient": "林晓雨", "phone": "13800000000", "street": "北山路 8 号"},
            request_only=True,
        )
    ]
)
class AcceptSerializer(serializers.Serializer):
    """The `version` that one saw, and where it goes: a saved `address`, or `recipient`, `phone` and `street`."""

    version = serializers.IntegerField(min_value=1, max_value=32_767)
    address = serializers.CharField(max_length=LENGTH, required=False, help_text="The reference of a saved address.")
    recipient = serializers.CharField(max_length=40, default="", allow_blank=True)
    phone = serializers.CharField(max_length=30, default="", allow_blank=True)
    street = serializers.CharField(max_length=200, default="", allow_blank=True)


class AgreedSerializer(serializers.ModelSerializer):
    """The order that an offer became, and the purchase by which it is paid."""

    order = serializers.CharField(source="reference")
    order_url = serializers.SerializerMethodField()
    purchase = serializers.CharField(source="purchase.reference")
    purchase_url = serializers.SerializerMethodField()

    class Meta:
        model = Order
        fields = ["order", "order_url", "purchase", "purchase_url", "state", "total", "currency"]
        read_only_fields = fields

    def _url(self, name: str, reference: str) -> str:
        return self.context["request"].build_absolute_uri(reverse(name, args=[reference]))

    @extend_schema_field(serializers.URLField())
    def get_order_url(self, order: Order) -> str:
        return self._url("api-order-detail", order.reference)

    @extend_schema_field(serializers.URLField())
    def get_purchase_url(self, order: Order) -> str:
        return self._url("api-purchase-detail", order.purchase.reference)
