"""What comes in quiet hours comes once, in the morning, if it is still wanted then."""

from datetime import UTC, datetime, timedelta

import pytest

from community.notifications.models import Kind
from community.notifications.pacing import set_quiet_hours
from community.notifications.reading import mark_read
from community.notifications.tasks import make_notifications
from community.notifications.telling import tell
from community.people.models import Block
from config.kit.claims import sweep_all
from tests.community.notifications.doing import order_of, say, speak, work
from tests.factories import PersonFactory, PostFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def night(reader, clock):
    """Two in the morning of somebody who sleeps from ten to eight in Shanghai."""
    reader.time_zone = "Asia/Shanghai"
    reader.save()
    clock(datetime(2030, 11, 24, 18, tzinfo=UTC))
    set_quiet_hours(reader, quiet=True)
    return datetime(2030, 11, 25, 0, tzinfo=UTC)


def test_what_comes_at_night_comes_once_in_the_morning(post, reader, pushed, mailoutbox, clock, night, group):
    def mine():
        return [message for message in pushed if message.person == reader]

    other = PostFactory(channel=post.channel, author=reader)
    say(PersonFactory(name="甲"), post)
    say(PersonFactory(name="乙"), other)
    speak(group)
    for _ in range(3):
        work()
    assert (mine(), mailoutbox) == ([], [])
    clock(night - timedelta(seconds=1))
    work()
    assert mine() == []
    clock(night)
    work()
    (message,) = mine()
    assert len(message.lines) == 3
    assert message.words.text == "免打扰时段里有 3 件事"
    (mail,) = mailoutbox
    assert "甲" in mail.body
    assert "乙" in mail.body
    work()
    assert len(mine()) == len(mailoutbox) == 1


def test_the_sweeper_brings_it_in_the_morning(post, reader, pushed, clock, night, eager_tasks):
    say(PersonFactory(), post)
    sweep_all()
    assert pushed == []
    clock(night + timedelta(minutes=1))
    sweep_all()
    assert len(pushed) == 1


def test_hours_changed_while_something_waits(post, reader, pushed, clock, night):
    say(PersonFactory(), post)
    work()
    set_quiet_hours(reader, quiet=False)
    work()
    assert len(pushed) == 1


def test_held_and_then_blocked(post, reader, pushed, mailoutbox, clock, night):
    person = PersonFactory()
    say(person, post)
    work()
    Block.objects.create(person=reader, blocked=person)
    clock(night)
    work()
    assert (pushed, mailoutbox) == ([], [])


def test_held_and_read(post, reader, pushed, mailoutbox, clock, night):
    say(PersonFactory(), post)
    work()
    mark_read(reader)
    clock(night)
    work()
    assert (pushed, mailoutbox) == ([], [])


def test_one_that_was_held_alone_says_what_it_is(post, reader, pushed, clock, night):
    say(PersonFactory(name="甲"), post)
    work()
    clock(night)
    work()
    assert pushed[0].words.text == "甲评论了你的动态。"


def test_order_mail_comes_at_any_hour(pushed, mailoutbox, clock, reader, night):
    order = order_of(PersonFactory())
    type(order.store).objects.filter(pk=order.store_id).update(owner=reader)
    order.store.refresh_from_db()
    make_notifications(tell(Kind.ORDER_PAID, key="paid", actor=order.buyer, order=order).pk)
    work()
    assert len(mailoutbox) == 1
    assert pushed == []
