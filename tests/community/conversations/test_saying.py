"""Writing about an order: its two sides, as long as it is under way and a month after, and nobody else."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from community.attention.quotas import QuotaReached
from community.conversations.errors import Ended
from community.conversations.models import Conversation, Message, ReadMark, Side
from community.conversations.orders import AFTERWARDS
from community.conversations.saying import read, say
from community.live import publishing
from community.moderation.models import WordRule
from community.moderation.restricting import Restricted, limit_person
from community.notifications.models import Event, Kind
from community.people.blocking import block
from config.kit.errors import DomainError, Invalid, NotAllowed
from content.pictures.models import Picture
from shop.checkout.models import GuestMail
from shop.orders.models import Order, OrderState
from tests.factories import PersonFactory, PictureFactory, PostFactory

pytestmark = pytest.mark.django_db
GUEST = AnonymousUser()


def ended(order, days=0, state=OrderState.CLOSED):
    Order.objects.filter(pk=order.pk).update(state=state, changed_at=timezone.now() - timedelta(days=days))
    order.refresh_from_db()
    return order


def test_it_works(order, buyer, seller):
    said = say(buyer, order=order, text="什么时候发货？")
    answered = say(seller, order=order, text="今天下午")

    assert Conversation.objects.get().order == order
    assert [(one.side, one.sender, one.text) for one in (said, answered)] == [
        (Side.BUYER, buyer, "什么时候发货？"),
        (Side.SELLER, seller, "今天下午"),
    ]


def test_a_form_sent_twice_is_one_message(order, buyer, seller):
    first = say(buyer, order=order, text="在吗", idempotency_key="k")

    assert say(buyer, order=order, text="在吗", idempotency_key="k") == first
    assert say(seller, order=order, text="在", idempotency_key="k") != first
    assert Message.objects.count() == 2


@pytest.mark.parametrize("who", ["stranger", "guest", "staff"])
def test_nobody_else_writes(order, who):
    person = {
        "stranger": PersonFactory(),
        "guest": GUEST,
        "staff": PersonFactory(is_staff=True, is_superuser=True),
    }[who]
    with pytest.raises(NotAllowed):
        say(person, order=order, text="你好")
    with pytest.raises(NotAllowed):
        read(person, order=order)
    assert not Conversation.objects.exists()


def test_a_suspended_person_does_not(order, buyer):
    type(buyer).objects.filter(pk=buyer.pk).update(is_active=False)
    buyer.refresh_from_db()

    with pytest.raises(NotAllowed):
        say(buyer, order=order, text="你好")


@pytest.mark.parametrize("state", [OrderState.CLOSED, OrderState.CANCELLED, OrderState.REFUNDED])
def test_a_month_after_the_end_it_ends(order, buyer, seller, state):
    ended(order, days=AFTERWARDS.days - 1, state=state)
    for person in (buyer, seller):
        say(person, order=order, text="谢谢")

    ended(order, days=AFTERWARDS.days + 1, state=state)
    for person in (buyer, seller):
        with pytest.raises(Ended):
            say(person, order=order, text="还在吗")


def test_an_order_under_way_has_no_end(order, buyer):
    ended(order, days=400, state=OrderState.SHIPPED)

    assert say(buyer, order=order, text="还没到")


def test_a_block_waits_until_the_order_is_over(order, buyer, seller):
    block(buyer, other=seller)
    say(seller, order=order, text="已经寄出")
    say(buyer, order=order, text="好")
    ended(order)

    for person in (buyer, seller):
        with pytest.raises(Ended) as caught:
            say(person, order=order, text="再说一句")
        assert "block" not in str(caught.value)


def test_a_limit_holds(order, buyer):
    limit_person(PersonFactory(is_staff=True), target=buyer, what=["message"], reason="骂人")

    with pytest.raises(Restricted):
        say(buyer, order=order, text="你好")


def test_unwanted_words_do_not_pass(order, buyer):
    WordRule.objects.create(kind=WordRule.Kind.WORD, text="刷单")

    with pytest.raises(DomainError):
        say(buyer, order=order, text="来刷 单")


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 2001])
def test_words_have_a_length(order, buyer, text):
    with pytest.raises(Invalid):
        say(buyer, order=order, text=text)


def test_photos_become_private_to_the_two(order, buyer, seller):
    picture = PictureFactory(owner=buyer)
    say(buyer, order=order, pictures=[picture])

    def may_see(person):
        return Picture.objects.visible_to(person).filter(pk=picture.pk).exists()

    assert may_see(buyer)
    assert may_see(seller)
    assert not may_see(GUEST)
    assert not may_see(PersonFactory())
    assert not may_see(PersonFactory(is_staff=True))


def test_only_photos_of_ones_own_that_hang_nowhere(order, buyer):
    used = PictureFactory(owner=buyer)
    PostFactory(author=buyer).pictures.create(picture=used)
    own = [PictureFactory(owner=buyer) for _each in range(5)]

    for pictures in ([PictureFactory()], [used], own, [own[0], own[0]]):
        with pytest.raises(Invalid):
            say(buyer, order=order, text="看", pictures=pictures)


def test_there_is_a_quota(order, buyer, monkeypatch):
    monkeypatch.setattr("community.conversations.saying.spend", _reached)

    with pytest.raises(QuotaReached):
        say(buyer, order=order, text="你好")
    assert not Message.objects.exists()


def _reached(person, quota, **_more):
    from community.attention.quotas import spend

    for _each in range(500):
        spend(person, quota)


def test_the_other_side_is_told(order, buyer, seller):
    said = say(buyer, order=order, text="你好")

    event = Event.objects.get(kind=Kind.MESSAGE)
    assert (event.key, event.actor, event.recipient, event.order) == (f"message:{said.pk}", buyer, seller, order)


def test_both_pages_are_told(order, buyer, seller, monkeypatch, django_capture_on_commit_callbacks):
    sent = []
    monkeypatch.setattr(publishing, "publish", sent.append)
    with django_capture_on_commit_callbacks(execute=True):
        say(buyer, order=order, text="你好")

    told = {"event": "conversation", "people": sorted([buyer.pk, seller.pk]), "data": order.reference}
    assert told in sent


def test_reading_moves_ones_mark_and_no_other(order, buyer, seller):
    say(buyer, order=order, text="一")
    last = say(buyer, order=order, text="二")
    assert read(buyer, order=order) == 0

    assert read(seller, order=order) == 2
    assert read(seller, order=order) == 0
    marks = dict(ReadMark.objects.values_list("side", "upto"))
    assert marks == {Side.BUYER: last.pk, Side.SELLER: last.pk}


def test_reading_where_nothing_was_written(order, seller):
    assert read(seller, order=order) == 0


def test_a_guest_writes_through_the_purchase(guests):
    say(GUEST, order=guests, text="你好")
    say(guests.store.owner, order=guests, text="你好，今天发货")
    say(guests.store.owner, order=guests, text="已发")

    assert list(Message.objects.values_list("side", flat=True)) == ["buyer", "seller", "seller"]
    assert GuestMail.objects.filter(kind=GuestMail.Kind.MESSAGE).count() == 1
    read(GUEST, order=guests)
    say(guests.store.owner, order=guests, text="到了吗")
    assert GuestMail.objects.filter(kind=GuestMail.Kind.MESSAGE).count() == 2


def test_a_guest_does_not_flood(guests):
    for number in range(30):
        say(GUEST, order=guests, text=str(number))

    with pytest.raises(QuotaReached) as refusal:
        say(GUEST, order=guests, text="31")
    oldest = Message.objects.order_by("pk").first()
    assert (refusal.value.limit, refusal.value.remaining) == (30, 0)
    assert refusal.value.resets_at == oldest.created_at + timedelta(hours=1)

    Message.objects.filter(pk=oldest.pk).update(created_at=timezone.now() - timedelta(hours=1))
    assert say(GUEST, order=guests, text="31")
