"""Both sides of an order write at the same moment."""

import pytest

from community.conversations.models import Conversation
from tests.factories import PersonFactory, ProductFactory
from tests.shop.buying import paid_order

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300), pytest.mark.xdist_group("races")]


def test_the_newest_message_is_the_last_one(at_once):
    order = paid_order(PersonFactory(), ProductFactory())
    sides = [order.buyer_id, order.store.owner_id]

    said = at_once([("write", (sides[number % 2], order.pk, number)) for number in range(16)])

    conversation = Conversation.objects.get()
    assert sorted(said) == sorted(conversation.messages.values_list("reference", flat=True))
    assert conversation.last == conversation.messages.order_by("-pk").first()
