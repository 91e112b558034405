"""A message that was reported is hidden from both sides, told, appealed against, and shown again."""

from io import BytesIO

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from community.conversations.hiding import hide_message, restore_message
from community.conversations.models import Message
from community.conversations.saying import say
from community.conversations.showing import whole_thread
from community.moderation.acts import act_on, acts_for
from community.moderation.appealing import appeal, decide_appeal
from community.moderation.models import ModerationAction
from community.moderation.reporting import report
from community.moderation.undoing import take_back
from config.kit.errors import NotAllowed
from content.pictures.ingesting import take_picture
from content.pictures.models import Picture
from tests.factories import PersonFactory
from tests.photos import drawing, encoded
from tests.shop.buying import GUEST

pytestmark = pytest.mark.django_db
WORDS = "加微信另付,便宜三十"


@pytest.fixture
def clerk():
    return PersonFactory(username="clerk", is_staff=True)


@pytest.fixture
def message(order, buyer, seller):
    """What the seller wrote, with a photo, and the buyer reported."""
    picture = take_picture(seller, file=photo(), is_private=True)
    made = say(seller, order=order, text=WORDS, pictures=[picture])
    report(buyer, target=made, reason="fraud")
    return Message.objects.get()


def photo():
    return BytesIO(encoded(drawing()))


def shown(order, person):
    return whole_thread(order, person).bubbles[-1]


def test_neither_side_sees_it(client, message, order, buyer, seller, clerk):
    hide_message(clerk, message=message, reason="骗人")

    for person in (buyer, seller):
        bubble = shown(order, person)
        assert (bubble.text, bubble.pictures, bubble.report_url) == ("", [], "")
        assert not Message.objects.visible_to(person).exists()
        client.force_login(person)
        for path in (order.get_absolute_url(), reverse("order_thread", args=[order.reference])):
            page = client.get(path).content.decode()
            assert "管理员隐藏" in page
            assert WORDS not in page
        said = client.get(f"/api/v1/conversations/{order.reference}/messages/").json()["messages"][0]
        assert (said["is_hidden"], said["text"], said["pictures"]) == (True, "", [])
    assert not Picture.objects.visible_to(buyer).filter(hung_in_messages__message=message).exists()
    assert Picture.objects.visible_to(clerk).filter(hung_in_messages__message=message).exists()
    assert shown(order, clerk).text == WORDS


def test_only_the_writer_reads_why(client, message, order, buyer, seller, clerk):
    hide_message(clerk, message=message, reason="骗人的话")
    for person, is_told in ((seller, True), (buyer, False)):
        client.force_login(person)
        assert ("骗人的话" in client.get(order.get_absolute_url()).content.decode()) is is_told


def test_it_is_offered_where_it_was_reported_and_ends_the_case(message, buyer, clerk, seller):
    case = buyer.reports.get().case
    assert "hide" in {act.name for act in acts_for(clerk, case, message)}

    act_on(clerk, case=case, target=message, act="hide", reason="骗人")

    message.refresh_from_db()
    action = ModerationAction.objects.get()
    assert (message.state, message.hidden_reason) == ("hidden", "骗人")
    assert (action.verb, action.owner, action.by_staff) == ("hide_message", seller, True)
    assert buyer.reports.get().outcome == "acted"


def test_an_appeal_brings_it_back(message, order, buyer, seller, clerk):
    hide_message(clerk, message=message, reason="骗人")
    made = appeal(seller, action=ModerationAction.objects.get(), text="是开玩笑")
    decide_appeal(PersonFactory(is_staff=True), appeal=made, upheld=True, answer="是的")

    assert shown(order, buyer).text == WORDS
    assert Message.objects.get().hidden_reason == ""


def test_the_staff_takes_it_back_from_the_log(message, order, buyer, clerk):
    hide_message(clerk, message=message, reason="骗人")
    undone = take_back(clerk, action=ModerationAction.objects.get(), reason="看错了")

    assert (undone.verb, shown(order, buyer).text) == ("restore_message", WORDS)


@pytest.mark.parametrize("who", ["buyer", "seller", "stranger", "guest"])
def test_nobody_but_the_staff(message, buyer, seller, clerk, who):
    people = {"buyer": buyer, "seller": seller, "stranger": PersonFactory(), "guest": AnonymousUser()}
    with pytest.raises(NotAllowed):
        hide_message(people[who], message=message, reason="不喜欢")
    hide_message(clerk, message=message, reason="骗人")
    with pytest.raises(NotAllowed):
        restore_message(people[who], message=message, reason="我的")


def test_what_nobody_reported_is_not_the_staffs_to_hide(order, buyer, clerk):
    with pytest.raises(NotAllowed):
        hide_message(clerk, message=say(buyer, order=order, text="你好"), reason="?")


def test_what_a_guest_wrote_is_hidden_too(client, guests, clerk):
    """No account is concerned: nobody is told, and the log names nobody."""
    made = say(GUEST, order=guests, text=WORDS)
    case = report(guests.store.owner, target=made, reason="abuse").case
    client.force_login(clerk)
    assert client.get(f"{case.get_absolute_url()}?act=hide").status_code == 200

    assert client.post(case.get_absolute_url(), {"act": "hide", "phrase": "1"}).status_code == 303

    action = ModerationAction.objects.get()
    assert (action.verb, action.owner) == ("hide_message", None)
    client.logout()
    page = client.get(guests.purchase.get_absolute_url()).content.decode()
    assert (WORDS in page, "管理员隐藏" in page) == (False, True)
    take_back(clerk, action=action, reason="看错了")
    assert shown(guests, GUEST).text == WORDS


def test_a_guest_does_not_get_a_hidden_photo(client, guests):
    picture = take_picture(guests.store.owner, file=photo(), is_private=True)
    say(guests.store.owner, order=guests, pictures=[picture])
    path = reverse("purchase_photo", args=[guests.purchase.reference, guests.reference, picture.reference])
    assert client.get(path).status_code == 200
    Message.objects.update(state="hidden")
    assert client.get(path).status_code == 404
