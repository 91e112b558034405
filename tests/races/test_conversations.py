"""Both sides of an order, or of a hail, write at the same moment, and while it ends."""

import pytest

from community.calling.indexing import write_terms
from community.calling.models import Call
from community.conversations.hails import MOST_UNANSWERED
from community.conversations.models import Conversation, Message
from community.conversations.saying import say
from community.notifications.models import Kind, Notification
from tests.community.conversations.called import answered, call_of, called
from tests.community.offers.answering import hail, tell_all_that_waits
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


@pytest.mark.parametrize("end", ["wave_hail_off", "settle_hail", "shut_store_out"])
def test_nothing_is_said_after_a_hail_has_ended(at_once, end):
    """Whoever ends it sees all there is, and nothing comes after."""
    for turn in range(4):
        call = called(username=f"hailer-{turn}")
        other = answered(call_of(call.hail))
        answered(call)
        say(call.hail.person, call=call, text="在吗？")
        arguments = {"wave_hail_off": call.pk, "settle_hail": other.pk, "shut_store_out": call.pk}
        writing = [("ask_back", (pk, call.pk, number)) for number in range(4) for pk in call_sides(call)]

        *said, seen = at_once([*writing, (end, (arguments[end],))])

        written = set(Message.objects.filter(conversation__call=call).values_list("pk", flat=True))
        assert written == set(seen)
        assert len(written) == 1 + len([answer for answer in said if not answer.startswith("refused")])


def test_nobody_asks_more_often_than_they_may(at_once):
    call = called()
    said = at_once([("ask_back", (call.store.owner_id, call.pk, number)) for number in range(8)])

    assert sorted(answer for answer in said if answer.startswith("refused")) == ["refused: not_answered"] * 6
    assert Message.objects.count() == MOST_UNANSWERED


def test_a_hail_ends_as_the_called_reads_it_all(at_once):
    """Lines about the hail and about what was written of it are in one bell."""
    products = [ProductFactory(name="桂花酥") for _each in range(4)]
    for product in products:
        write_terms(product.store)
    made = [hail() for _each in range(2)]
    for call in Call.objects.select_related("hail__person", "store__owner"):
        answered(call)
        say(call.hail.person, call=call, text="在吗？")
    tell_all_that_waits()
    sellers = [product.store.owner_id for product in products]

    at_once([*(("read_all", (pk,)) for pk in sellers), *(("wave_off", (one.pk,)) for one in made)])

    assert not Notification.objects.unread().filter(person__in=sellers).exclude(kind=Kind.HAIL_ENDED).exists()


def call_sides(call):
    return (call.hail.person_id, call.store.owner_id)
