"""How the API shows group-buys, and what it takes."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema_serializer
from rest_framework import serializers

from community.groupbuys.beginning import DAYS, USUALLY
from community.groupbuys.models import GroupBuy, Participation
from community.groupbuys.showing import PAGE
from community.offers.models import MOST_PIECES

MOST = 100


class MyPartSerializer(serializers.ModelSerializer):
    """One's own part; the address is gone once there is an order, or will be none."""

    order = serializers.CharField(source="order.reference", default=None, allow_null=True)

    class Meta:
        model = Participation
        fields = ["quantity", "recipient", "phone", "street", "state", "order", "reason", "joined_at"]


class GroupBuySerializer(serializers.Serializer):
    """A group-buy: a Shown. Nobody learns who joined."""

    reference = serializers.CharField(source="buy.reference")
    url = serializers.CharField(source="buy.get_absolute_url", help_text="The path of its page.")
    store = serializers.CharField(source="buy.store.slug")
    title = serializers.CharField(source="buy.title")
    unit_price = serializers.IntegerField(source="buy.unit_price", help_text="Minor units.")
    delivery_fee = serializers.IntegerField(source="buy.delivery_fee", help_text="Minor units, once an order.")
    currency = serializers.CharField(source="buy.currency")
    least = serializers.IntegerField(source="buy.least", help_text="So many pieces must come together.")
    pieces = serializers.IntegerField(help_text="So many have.")
    people = serializers.IntegerField(help_text="Of so many people.")
    state = serializers.ChoiceField(GroupBuy.State.choices, source="buy.state")
    closes_at = serializers.DateTimeField(source="buy.closes_at")
    closed_at = serializers.DateTimeField(source="buy.closed_at", allow_null=True)
    is_organiser = serializers.BooleanField()
    is_seller = serializers.BooleanField()
    mine = MyPartSerializer(allow_null=True)


@extend_schema_serializer(many=False)
class GroupBuyPageSerializer(serializers.Serializer):
    """A page of group-buys. `next` is the address of the next page, null on the last one."""

    next = serializers.URLField(allow_null=True)
    results = GroupBuySerializer(many=True)


class BuysAskedSerializer(serializers.Serializer):
    page_size = serializers.IntegerField(required=False, min_value=1, max_value=MOST, default=PAGE)


class JoinBuySerializer(serializers.Serializer):
    quantity = serializers.IntegerField(min_value=1, max_value=MOST_PIECES)
    recipient = serializers.CharField(max_length=40)
    phone = serializers.CharField(max_length=30)
    street = serializers.CharField(max_length=200)


class BeginBuySerializer(JoinBuySerializer):
    """`version` is the one of the offer that was seen."""

    offer = serializers.CharField(max_length=16)
    version = serializers.IntegerField(min_value=1, max_value=32_767)
    days = serializers.ChoiceField(DAYS, required=False, default=USUALLY)
    least = serializers.IntegerField(required=False, allow_null=True, default=None, min_value=2, max_value=MOST_PIECES)
