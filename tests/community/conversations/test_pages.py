"""The pages of threads, and who does not get to them."""

from io import BytesIO

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from community.conversations.models import Conversation, Message, MessagePicture, StaffReading
from community.conversations.saying import say
from community.moderation.reporting import report
from config.kit import personal
from tests.counting import queries_asked
from tests.factories import PersonFactory, ProductFactory
from tests.photos import drawing, encoded
from tests.shop.buying import place

pytestmark = pytest.mark.django_db
GUEST = AnonymousUser()
SECRET = "钥匙在花盆下面"


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def photo():
    return SimpleUploadedFile("a.jpg", BytesIO(encoded(drawing())).getvalue(), content_type="image/jpeg")


def thread_path(order):
    return reverse("order_thread", args=[order.reference])


def guests_path(order, name="purchase_thread"):
    return reverse(name, args=[order.purchase.reference, order.reference])


def test_both_sides_see_it_under_the_order(order, buyer, seller):
    say(buyer, order=order, text=SECRET)

    for person in (buyer, seller):
        page = signed_in(person).get(order.get_absolute_url()).content.decode()
        assert SECRET in page
        assert f'data-thread="{order.reference}"' in page


def test_writing_with_a_photo(order, buyer):
    path = thread_path(order)
    client = signed_in(buyer)

    answer = client.post(path, {"text": "看看这个", "photos": [photo()], "key": "k"})
    again = client.post(path, {"text": "看看这个", "photos": [photo()], "key": "k"})

    assert (answer.status_code, again.status_code) == (303, 303)
    assert Message.objects.get().pictures.get().picture.is_private
    assert client.get(Message.objects.get().pictures.get().picture.url(640)).status_code == 200


def test_what_is_refused_comes_back_with_what_was_typed(order, buyer):
    answer = signed_in(buyer).post(thread_path(order), {"text": "字" * 2001})

    assert answer.status_code == 422
    assert "字" * 2001 in answer.content.decode()
    assert signed_in(buyer).post(thread_path(order), {"text": ""}).status_code == 422
    bad = SimpleUploadedFile("a.jpg", b"no photo", content_type="image/jpeg")
    assert signed_in(buyer).post(thread_path(order), {"text": "x", "photos": [bad]}).status_code == 422
    many = [photo() for _each in range(5)]
    assert signed_in(buyer).post(thread_path(order), {"text": "x", "photos": many}).status_code == 422


def test_htmx_gets_the_thread(order, buyer):
    client, htmx = signed_in(buyer), {"hx-request": "true"}

    answer = client.post(thread_path(order), {"text": "你好"}, headers=htmx)
    refused = client.post(thread_path(order), {"text": ""}, headers=htmx)

    assert (answer.status_code, refused.status_code) == (200, 422)
    for got in (answer, refused):
        page = got.content.decode()
        assert page.lstrip().startswith("<section")
        assert "你好" in page


def test_the_mark_is_read_by_a_post_alone(order, buyer, seller):
    say(buyer, order=order, text="你好")
    client, path = signed_in(seller), reverse("order_thread_read", args=[order.reference])
    assert path in client.get(order.get_absolute_url()).content.decode()

    assert client.get(path).status_code == 405
    assert client.post(path).status_code == 200
    assert path not in client.get(order.get_absolute_url()).content.decode()


def test_strangers_find_nothing(order, buyer, guests):
    said = say(buyer, order=order, text=SECRET, pictures=[])
    for client in (Client(), signed_in(PersonFactory())):
        for path in (
            thread_path(order),
            reverse("order_thread_read", args=[order.reference]),
            reverse("purchase_thread", args=[order.purchase.reference, order.reference]),
            reverse("purchase_thread", args=[guests.purchase.reference, order.reference]),
            f"/api/v1/conversations/{order.reference}/messages/",
        ):
            assert client.get(path).status_code in (401, 404, 405)
            assert client.post(path, {"text": "x"}).status_code in (401, 403, 404)
        report_page = client.get(reverse("report"), {"target": f"message:{said.reference}"})
        assert report_page.status_code in (302, 404)
        assert SECRET not in report_page.content.decode()


def test_another_seller_finds_nothing(order, buyer):
    say(buyer, order=order, text=SECRET)
    other = ProductFactory().store.owner

    assert signed_in(other).get(thread_path(order)).status_code == 404


def test_the_staff_reads_only_what_was_reported_and_that_is_written_down(order, buyer, seller):
    said = say(seller, order=order, text=SECRET)
    clerk = PersonFactory(is_staff=True, is_superuser=True)
    client = signed_in(clerk)
    assert client.get(thread_path(order)).status_code == 403
    assert SECRET not in client.get(order.get_absolute_url()).content.decode()
    conversation = Conversation.objects.get()
    admin = reverse("admin:community_conversation_change", args=[conversation.pk])
    assert SECRET not in client.get(admin, follow=True).content.decode()
    assert not StaffReading.objects.exists()

    report(buyer, target=said, reason="other", note="骂人")

    assert SECRET in client.get(thread_path(order)).content.decode()
    assert SECRET in client.get(admin).content.decode()
    assert list(StaffReading.objects.values_list("person", flat=True)) == [clerk.pk] * 2
    assert client.post(thread_path(order), {"text": "x"}).status_code == 422
    assert Message.objects.count() == 1


def test_a_guest_has_it_through_the_purchase(guests):
    client = Client()
    answer = client.post(guests_path(guests), {"text": SECRET, "photos": [photo()]})
    assert answer.status_code == 303
    page = client.get(guests.purchase.get_absolute_url()).content.decode()
    assert SECRET in page

    picture = MessagePicture.objects.get().picture
    path = reverse("purchase_photo", args=[guests.purchase.reference, guests.reference, picture.reference])
    assert path in page
    assert client.get(path)["Content-Type"] == "image/webp"
    assert client.get(picture.url(640)).status_code == 404
    assert client.post(guests_path(guests, "purchase_thread_read")).status_code == 200


def test_the_seller_does_not_read_as_the_guest(guests):
    say(GUEST, order=guests, text="你好")
    page = signed_in(guests.store.owner).get(guests_path(guests))

    assert page.context["thread"].side == "seller"


def test_older_messages_are_a_page_away(order, buyer, monkeypatch):
    monkeypatch.setattr("community.conversations.showing.FEW", 2)
    monkeypatch.setattr("community.conversations.showing.PAGE", 3)
    for number in range(8):
        say(buyer, order=order, text=f"第{number}句")
    client = signed_in(buyer)
    shown = client.get(order.get_absolute_url()).context["view"].below[0]
    seen, earlier = [bubble.message.text for bubble in shown.bubbles], shown.earlier
    while earlier:
        page = client.get(thread_path(order), {"cursor": earlier}).context["thread"]
        seen, earlier = [bubble.message.text for bubble in page.bubbles] + seen, page.earlier

    assert seen == [f"第{number}句" for number in range(8)]
    assert client.get(thread_path(order), {"cursor": "\x00"}).status_code == 200


def test_the_order_costs_the_same_for_more_messages(order, buyer):
    client = signed_in(buyer)
    say(buyer, order=order, text="一")
    with queries_asked() as few:
        client.get(order.get_absolute_url())
    for number in range(12):
        say(buyer, order=order, text=str(number))
    with queries_asked() as many:
        client.get(order.get_absolute_url())

    assert len(few) == len(many)


def test_a_purchase_of_many_orders_costs_the_same(buyer):
    def purchase(stores):
        made = place(buyer, *[ProductFactory() for _each in range(stores)])
        for order in made.orders.all():
            say(buyer, order=order, text="你好")
        return made.get_absolute_url()

    client = signed_in(buyer)
    paths = [purchase(1), purchase(4)]
    counts = []
    for path in paths:
        with queries_asked() as asked:
            client.get(path)
        counts.append(len(asked))
    assert counts[1] - counts[0] <= 6


def test_ones_own_words_are_exported_and_forgotten(order, buyer, seller):
    say(buyer, order=order, text="我的话")
    say(seller, order=order, text="他的话")

    table = next(table for table in personal.tables() if table.name == "messages")
    assert [(row["text"], row["is_mine"]) for row in table.read(buyer)] == [("他的话", False), ("我的话", True)]
    from community.conversations.personal import forget_messages

    forget_messages(buyer)
    forget_messages(buyer)
    assert list(Message.objects.values_list("text", flat=True)) == ["", "他的话"]


def test_api(order, buyer, seller):
    client, path = signed_in(buyer), f"/api/v1/conversations/{order.reference}/messages/"
    made = client.post(path, {"text": "你好"}, headers={"idempotency-key": "k"})
    again = client.post(path, {"text": "你好"}, headers={"idempotency-key": "k"})
    assert (made.status_code, made.json()["is_mine"], made.json()["reference"]) == (
        201,
        True,
        again.json()["reference"],
    )

    theirs = signed_in(seller)
    thread = theirs.get(path).json()
    assert (thread["unread"], thread["messages"][0]["text"], thread["closed"]) == (1, "你好", "")
    assert theirs.post(f"/api/v1/conversations/{order.reference}/read/").json() == {"read": 1}
    assert client.get(path).json()["messages"][0]["is_read"]
    assert theirs.get("/api/v1/conversations/").json()["results"][0]["order"] == order.reference
    assert signed_in(PersonFactory()).get("/api/v1/conversations/").json()["results"] == []
