"""Both sides of an order write at the same moment."""

import pytest

from community.conversations.models import Conversation
from tests.factories import PersonFactory, ProductFactory
from tests.shop.buying import paid_order

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(300), pytest.mark.xdist_group("races")]


def test_the_newest_message_is_the_last_one(at_once):
    orders = [paid_order(PersonFactory(), ProductFactory()) for _ in range(12)]
    sides = [(person, order.pk) for order in orders for person in (order.buyer_id, order.store.owner_id)]

    for number in range(4):
        said = at_once([("write", (*side, number)) for side in sides])
        assert not [answer for answer in said if answer.startswith("refused")]

        for conversation in Conversation.objects.select_related("last"):
            assert conversation.last == conversation.messages.order_by("-pk").first()
