"""The list of one's conversations: who wrote last, what is new, and nobody else's."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from rest_framework.test import APIClient

from community.conversations.listing import inbox, unread_count
from community.conversations.models import Conversation, Message
from community.conversations.saying import read, say
from tests.factories import PersonFactory, ProductFactory
from tests.shop.buying import paid_order

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(seller):
    """The list as the seller sees it."""
    client = Client()
    client.force_login(seller)
    return lambda **asked: client.get(reverse("messages"), asked).content.decode()


def orders(product, number):
    return [paid_order(PersonFactory(name=f"买家{index}"), product) for index in range(number)]


def test_both_sides_have_it(order, buyer, seller):
    say(buyer, order=order, text="能用牛皮纸包吗？")
    (mine,), _cursor = inbox(buyer)
    (theirs,), _cursor = inbox(seller)
    assert (mine.other, mine.is_mine, mine.unread, mine.excerpt) == (
        order.store.name,
        True,
        False,
        "你：能用牛皮纸包吗？",
    )
    assert (theirs.other, theirs.is_mine, theirs.unread) == ("陈阿姨", False, True)
    assert inbox(PersonFactory()) == ([], "")
    assert inbox(AnonymousUser()) == ([], "")


def test_what_is_new_is_counted_until_it_is_read(order, buyer, seller, product):
    other = paid_order(PersonFactory(), product)
    for one in (order, other):
        say(one.buyer, order=one, text="在吗？")
        say(one.buyer, order=one, text="急")
    assert (unread_count(seller), unread_count(buyer)) == (2, 0)
    assert unread_count(seller, store=order.store) == 2
    assert unread_count(seller, store=ProductFactory().store) == 0
    read(seller, order=order)
    assert unread_count(seller) == 1
    say(seller, order=other, text="在的")
    assert (unread_count(seller), unread_count(other.buyer)) == (0, 1)


def test_a_guests_words_are_new_for_the_seller(guests):
    say(AnonymousUser(), order=guests, text="请放门口")
    (row,), _cursor = inbox(guests.store.owner)
    assert (row.other, row.person, row.unread) == ("林晓雨", None, True)


def test_the_last_written_comes_first_page_by_page(product):
    made = orders(product, 5)
    seller = product.store.owner
    for one in made:
        say(one.buyer, order=one, text="在吗？")
    say(seller, order=made[0], text="在的")
    first, cursor = inbox(seller, limit=2)
    # What moves up meanwhile is neither repeated nor skips another.
    say(made[4].buyer, order=made[4], text="还在吗？")
    second, cursor = inbox(seller, cursor, limit=2)
    third, end = inbox(seller, cursor, limit=2)
    assert [row.subject.order for row in first + second + third] == [made[0], made[4], made[3], made[2], made[1]]
    assert end == ""


def test_only_the_unread(product, page, seller):
    one, other = orders(product, 2)
    for order in (one, other):
        say(order.buyer, order=order, text="在吗？")
    read(seller, order=one)
    assert [row.subject.order for row in inbox(seller, only_unread=True)[0]] == [other]
    assert "买家1" in page(unread="")
    assert "买家0" not in page(unread="")
    read(seller, order=other)
    assert "都读过了" in page(unread="")


def test_words_that_are_gone(order, buyer, seller):
    say(buyer, order=order, text="在吗？")
    Message.objects.update(text="")
    (row,), _cursor = inbox(seller)
    assert row.excerpt == "这些话已经不在了。"


def test_a_later_message_stays_the_last(order, buyer, seller):
    first = say(buyer, order=order, text="一")
    second = say(seller, order=order, text="二")
    conversation = Conversation.objects.get()
    assert (conversation.last, first.pk < second.pk) == (second, True)


def test_the_page(order, buyer, seller, page):
    assert "还没有消息" in page()
    say(buyer, order=order, text="能用牛皮纸包吗？")
    shown = page()
    assert "能用牛皮纸包吗？" in shown
    assert reverse("order_thread", args=[order.reference]) in shown
    assert page(cursor="x")


def test_guests_are_asked_in(client):
    assert client.get(reverse("messages")).status_code == 302


def test_it_costs_the_same_however_many_there_are(product, seller):
    counts = []
    for _ in range(2):
        for order in orders(product, 3):
            say(order.buyer, order=order, text="在吗？")
        Message.objects.filter(text="在吗？").first()
        inbox(seller)
        with CaptureQueriesContext(connection) as captured:
            rows, _cursor = inbox(seller)
            assert [(row.other, row.about, row.excerpt) for row in rows]
        counts.append(len(captured))
    assert counts == [1, 1]


def test_me_and_the_desk_say_how_many_are_new(order, buyer, seller):
    client = Client()
    client.force_login(seller)
    say(buyer, order=order, text="在吗？")
    for path in ("/me/", "/desk/"):
        shown = client.get(path).content.decode()
        assert 'href="/messages/' in shown
        assert '<span class="count">1</span>' in shown


def test_the_api(order, buyer, seller):
    say(buyer, order=order, text="在吗？")
    api = APIClient()
    api.force_authenticate(seller)
    (row,) = api.get("/api/v1/conversations/").json()["results"]
    assert (row["order"], row["side"], row["name"], row["unread"]) == (order.reference, "seller", "陈阿姨", True)
    assert (row["last"]["text"], row["last"]["is_mine"]) == ("在吗？", False)
