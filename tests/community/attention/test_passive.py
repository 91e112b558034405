"""Passive by construction: whatever somebody does, nothing of it reaches a person who did not ask for it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail

from community.channels.models import Subscription
from community.feeds.home import home_page
from community.groups.founding import found_group
from community.groups.inviting import invite
from community.notifications.models import Delivery, Notification
from community.posts.commenting import comment
from community.posts.models import Mention
from community.posts.pinning import pin
from community.posts.reacting import react
from community.posts.writing import edit_post, write_post
from tests.factories import GroupFactory, PersonFactory, StoreFactory, channel_of, subscribe

pytestmark = pytest.mark.django_db


@pytest.fixture
def now(commits, eager_tasks):
    """Work that the block leaves behind is done when it ends."""
    return commits


@pytest.fixture
def sender():
    return PersonFactory(username="sender")


@pytest.fixture
def stranger():
    """Somebody with no tie to the sender, who may read all that is in public."""
    return PersonFactory(username="stranger")


def spoken_in(subject: Any, sender: Any) -> list[Any]:
    """Everything that the sender can do in a channel, with the stranger's name in each word."""
    channel = channel_of(subject)
    post = write_post(sender, channel=channel, text="@stranger 来看看")
    comment(sender, post=post, text="@stranger 真的，来看看")
    react(sender, post=post)
    edit_post(sender, post=post, text="@stranger 来看看吧")
    pin(sender, post=post)
    return [post]


def reached(person: Any) -> dict[str, int]:
    """How much of anything came to the person."""
    return {
        "notifications": Notification.objects.filter(person=person).count(),
        "deliveries": Delivery.objects.filter(notification__person=person).count(),
        "mails": sum(person.email in message.to for message in mail.outbox),
        "home": len(home_page(person).items),
        "subscriptions": Subscription.objects.filter(person=person).count(),
    }


NOTHING = {"notifications": 0, "deliveries": 0, "mails": 0, "home": 0, "subscriptions": 0}


@pytest.mark.parametrize("kind", ["store", "person", "group"])
def test_nothing_reaches_who_did_not_subscribe(kind, now, sender, stranger):
    made = {
        "store": lambda: StoreFactory(owner=sender),
        "person": lambda: sender,
        "group": lambda: GroupFactory(owner=sender),
    }[kind]()
    with now():
        spoken_in(made, sender)

    assert reached(stranger) == NOTHING


def test_what_was_ended_reaches_nobody_any_more(now, sender, stranger):
    store = StoreFactory(owner=sender)
    subscribe(stranger, store, state="left")
    with now():
        spoken_in(store, sender)

    assert reached(stranger) == NOTHING | {"subscriptions": 1}


def test_founding_and_inviting_put_nobody_into_a_group(now, sender, stranger):
    with now():
        group = found_group(sender, name="湖边")
        invite(sender, group=group)

    assert reached(stranger) == NOTHING
    assert set(Subscription.objects.values_list("person_id", flat=True)) == {sender.pk}


def test_a_mention_calls_those_who_are_there(now, sender, stranger):
    """Subscribers, who takes part, and who follows the speaker are called; for all others it is a link."""
    store = StoreFactory(owner=PersonFactory(username="keeper"))
    follower = subscribe(PersonFactory(username="follower"), store).person
    talker = PersonFactory(username="talker")
    fan = subscribe(PersonFactory(username="fan"), sender).person
    post = write_post(store.owner, channel=channel_of(store), text="新茶")
    comment(talker, post=post, text="好喝吗")
    Notification.objects.all().delete()

    with now():
        comment(sender, post=post, text="@follower @talker @fan @keeper @stranger 一起去")

    assert Mention.objects.filter(person=stranger).exists()
    assert reached(stranger) == NOTHING
    called = Notification.objects.filter(kind="mention", person__in=[follower, talker, fan])
    assert called.count() == 3


def test_in_a_group_a_mention_calls_members_only(now, sender, stranger):
    group = GroupFactory(owner=sender)
    subscribe(stranger, sender)
    member = subscribe(PersonFactory(username="member"), group).person
    with now():
        write_post(sender, channel=group.channel, text="@stranger @member 周六见")

    assert not Notification.objects.filter(person=stranger).exists()
    assert Notification.objects.filter(person=member, kind="mention").exists()
