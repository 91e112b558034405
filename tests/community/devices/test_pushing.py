"""What goes to a push service, what the browser reads of it, and what each answer means."""

from __future__ import annotations

import base64
import json
from collections import Counter
from contextlib import suppress
from datetime import timedelta

import pytest
from django.utils.http import http_date
from py_vapid import Vapid02

from community.devices.models import PushSubscription
from community.devices.pushing import MOST_FAILURES, MOST_SILENCE, carry, public_key
from community.devices.registering import allow_previews, register_device
from community.groups.models import Group
from community.notifications.joining import ONE
from community.notifications.models import Delivery, Event, Kind, Notification
from community.notifications.reading import Line
from community.notifications.tasks import deliver
from community.notifications.ways import Message, NotTaken
from community.notifications.wording import words_for
from tests.community.notifications.doing import NOON
from tests.factories import GroupFactory, PostFactory, channel_of, subscribe

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(person):
    group = GroupFactory(name="Tea at four")
    subscribe(person, group)
    return group


def message_for(person, group, *, text="Water at 80 degrees"):
    post = PostFactory(author=group.owner, channel=channel_of(group), text=text)
    event = Event.objects.create(kind=Kind.GROUP_POST, key=f"post:{post.pk}", actor=post.author, post=post)
    key = f"posts:{group.pk}"
    row, _ = Notification.objects.update_or_create(
        person=person, group_key=key, defaults={"kind": event.kind, "latest": event}
    )
    words = words_for(event, ONE, person)
    return Message(person, words, [Line(row, event, words)], row.reference, str(event.pk))


@pytest.fixture
def message(person, group, english):
    return message_for(person, group)


def test_it_works(service, browser, device, message, person):
    assert carry(message)
    (sent,) = service.sent
    assert sent.headers["Content-Encoding"] == "aes128gcm"
    assert sent.headers["TTL"] == "86400"
    assert len(sent.headers["Topic"]) <= 32
    said = browser.opened(sent.body)
    assert said["title"] == message.words.text
    assert said["body"] == ""
    assert said["url"] == f"/bell/{message.lines[0].notification.reference}/"
    assert said["page"] == message.words.url
    assert b"Tea at four" not in sent.body
    device.refresh_from_db()
    assert device.reached_at


def test_signed_for_the_service(service, device, message, settings):
    carry(message)
    header = service.sent[0].headers["Authorization"]
    assert Vapid02.verify(header)
    token, key = (part.split("=", 1)[1] for part in header.removeprefix("vapid ").split(","))
    claims = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))
    assert claims["aud"] == service.origin
    assert claims["sub"] == settings.VAPID_SUBJECT
    assert base64.urlsafe_b64decode(key + "=" * (-len(key) % 4)) == public_key()


def test_with_previews(service, browser, device, message, person):
    allow_previews(person, device=device, allowed=True)
    carry(message)
    assert "Water at 80 degrees" in browser.opened(service.sent[0].body)["body"]


def test_hidden_group_is_not_named(service, browser, device, group, message):
    Group.objects.filter(pk=group.pk).update(access=Group.Access.HIDDEN)
    message.lines[0].event.post.channel.group.access = Group.Access.HIDDEN
    carry(message)
    said = browser.opened(service.sent[0].body)
    assert said["title"] == "Something new in one of your groups."
    assert "Tea" not in json.dumps(said)


def test_length_says_little(service, device, person, group, english):
    for text in ("short", "long " * 12):
        carry(message_for(person, group, text=text))
    assert len(service.sent[0].body) == len(service.sent[1].body)


def test_a_later_one_replaces_an_earlier_one(service, device, person, group, english):
    carry(message_for(person, group))
    carry(message_for(person, group))
    assert service.sent[0].headers["Topic"] == service.sent[1].headers["Topic"]


@pytest.mark.parametrize("status", [404, 410])
def test_device_that_is_gone(service, device, message, status):
    service.answers["/one"] = [status]
    assert not carry(message)
    assert not PushSubscription.objects.exists()


@pytest.mark.parametrize("status", [429, 500, 503])
def test_service_that_asks_to_come_back(service, device, message, status):
    service.answers["/one"] = [status]
    with pytest.raises(NotTaken):
        carry(message)
    assert carry(message)
    assert PushSubscription.objects.get().failures == 0


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    ("said", "wait"),
    [
        ("120", timedelta(minutes=2)),
        (http_date(NOON.timestamp() + 600), timedelta(minutes=10)),
        (str(10**9), MOST_SILENCE),
        ("0", timedelta()),
        ("soon", timedelta()),
    ],
)
def test_service_that_says_when_to_come_back(clock, service, device, message, status, said, wait):
    service.answers["/one"], service.retry_after = [status], said
    clock(NOON)
    with pytest.raises(NotTaken) as refused:
        carry(message)
    assert refused.value.wait == wait
    clock(NOON + wait)
    assert carry(message)
    device.refresh_from_db()
    assert (device.silent_until, device.failures) == (None, 0)


@pytest.mark.parametrize("status", [400, 500])
def test_other_answers_do_not_say_when(service, device, message, status):
    service.answers["/one"], service.retry_after = [status], "120"
    with suppress(NotTaken):
        carry(message)
    device.refresh_from_db()
    assert device.silent_until is None


def test_device_is_left_alone_as_long_as_its_service_asks(clock, service, device, person, group, english):
    """By other messages too; and the other device is not kept waiting."""
    register_device(person, **service.browser("two").keys, name="x")
    service.answers["/one"], service.retry_after = [429], "120"
    for passed, wait in ((0, 120), (50, 70)):
        clock(NOON + timedelta(seconds=passed))
        with pytest.raises(NotTaken) as refused:
            carry(message_for(person, group))
        assert refused.value.wait == timedelta(seconds=wait)
    assert Counter(sent.path for sent in service.sent) == {"/one": 1, "/two": 2}
    clock(NOON + timedelta(seconds=120))
    assert carry(message_for(person, group))


def test_delivery_waits_as_long_as_the_service_asks(clock, service, device, group, message):
    line = message.lines[0]
    row = Delivery.objects.create(notification=line.notification, medium="push", batch=line.event.pk, single=True)
    service.answers["/one"], service.retry_after = [503], "3600"
    clock(NOON)
    deliver(row.pk)
    row.refresh_from_db()
    assert (row.state, row.due_at) == (Delivery.State.WAITING, NOON + timedelta(hours=1))


def test_only_the_other_device_is_told_again(service, device, message, person):
    register_device(person, **service.browser("two").keys, name="x")
    service.answers["/two"] = [503]
    with pytest.raises(NotTaken):
        carry(message)
    assert carry(message)
    assert sorted(sent.path for sent in service.sent) == ["/one", "/two", "/two"]


def test_service_that_refuses(service, device, message):
    service.answers["/one"] = [400] * MOST_FAILURES
    for _turn in range(MOST_FAILURES - 1):
        assert not carry(message)
    assert PushSubscription.objects.get().failures == MOST_FAILURES - 1
    carry(message)
    assert not PushSubscription.objects.exists()


@pytest.mark.parametrize("status", [301, 307])
def test_no_redirect_is_followed(service, device, message, status):
    service.answers["/one"] = [status]
    assert not carry(message)
    assert [sent.path for sent in service.sent] == ["/one"]


def test_service_that_is_not_there(service, device, message, settings):
    settings.PUSH_SERVICES = ["http://127.0.0.1:1"]
    PushSubscription.objects.update(endpoint="http://127.0.0.1:1/x")
    with pytest.raises(NotTaken):
        carry(message)


def test_service_that_is_no_longer_known(service, device, message, settings):
    settings.PUSH_SERVICES = []
    assert not carry(message)
    assert not service.sent


def test_nobody_to_tell(message):
    assert not carry(message)
