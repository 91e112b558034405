"""A busy group interrupts three times a day, unless one wants it otherwise."""

from datetime import timedelta

import pytest

from community.channels.models import Subscription
from community.notifications.models import Delivery, Kind, Medium, Notification
from community.notifications.preferring import prefer
from community.notifications.reading import mark_read
from community.notifications.tasks import make_notifications
from community.notifications.telling import tell
from tests.community.notifications.doing import NOON, say, speak, work
from tests.factories import PersonFactory, PostFactory, channel_of

pytestmark = pytest.mark.django_db


def test_two_hundred_posts_interrupt_three_times(group, reader, pushed, clock):
    prefer(reader, kind=Kind.GROUP_POST, medium=Medium.EMAIL, enabled=True)
    for number in range(200):
        clock(NOON + timedelta(minutes=7) * number)
        speak(group)
        work()
    clock(NOON + timedelta(hours=24) - timedelta(seconds=1))
    work()
    assert len(pushed) == 3
    assert not Delivery.objects.filter(medium=Medium.EMAIL).exists()
    assert Notification.objects.get(person=reader).count == 200
    assert pushed[0].lines[0].joined.count == 1
    assert "36" in pushed[1].words.text


def test_by_mail_where_there_is_no_device(group, reader, mailoutbox, clock):
    prefer(reader, kind=Kind.GROUP_POST, medium=Medium.EMAIL, enabled=True)
    for number in range(40):
        clock(NOON + timedelta(minutes=35) * number)
        speak(group)
        work()
    assert len(mailoutbox) == 3


def test_read_meanwhile_nothing_goes(group, reader, pushed, clock):
    speak(group)
    work()
    speak(group)
    mark_read(reader)
    clock(NOON + timedelta(hours=5))
    work()
    assert len(pushed) == 1
    assert Delivery.objects.filter(state=Delivery.State.DROPPED).count() == 1


def test_every_post_for_who_wants_every_post(group, reader, pushed):
    Subscription.objects.filter(person=reader).update(level="all")
    for number in range(5):
        speak(group, text=f"第 {number} 条")
    work()
    assert sorted(message.words.excerpt for message in pushed) == [f"第 {number} 条" for number in range(5)]


@pytest.mark.parametrize("level", ["mentions", "none"])
def test_levels_that_hear_no_posts(group, reader, pushed, level):
    Subscription.objects.filter(person=reader).update(level=level)
    speak(group)
    work()
    assert pushed == []
    assert not Notification.objects.exists()


def test_mentions_are_not_held_back_by_it(group, reader, pushed):
    for _ in range(4):
        speak(group)
        post = PostFactory(channel=channel_of(group), author=group.owner)
        key = f"mention:{post.pk}"
        about = {"actor": group.owner, "post": post, "recipient": reader}
        make_notifications(tell(Kind.MENTION, key=key, **about).pk)
    work()
    kinds = [message.kind for message in pushed]
    assert (kinds.count(Kind.MENTION), kinds.count(Kind.GROUP_POST)) == (4, 1)


def test_nothing_means_nothing(post, reader, pushed):
    Subscription.objects.filter(person=reader).update(level="none")
    say(PersonFactory(), post)
    about = {"actor": post.channel.group.owner, "post": post, "recipient": reader}
    make_notifications(tell(Kind.MENTION, key="mention", **about).pk)
    assert not Notification.objects.exists()
