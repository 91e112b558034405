"""With its hail a thread is gone for the store that was called: on every path, in the bell and in waiting mail."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from community.calling.models import Call
from community.conversations.listing import inbox, unread_count
from community.conversations.models import Conversation, Message
from community.conversations.personal import photos_sent_to_me
from community.conversations.saying import say
from community.devices.wording import payload
from community.moderation.reporting import report
from community.notifications import ways
from community.notifications.models import Delivery, Event, Kind, Medium, Notification
from community.notifications.tasks import make_notifications
from config.kit import personal
from content.pictures.ingesting import take_picture
from tests.community.conversations.called import ENDS, NAME, answered, called, chosen
from tests.community.notifications.doing import work
from tests.factories import prove
from tests.permissions.world import _photo

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(400)]
# Said by the hailer and by the store, and nowhere else.
THEIRS, OURS = "玛瑙暗号是七", "琥珀色的约定"


@pytest.fixture
def pushed(monkeypatch: Any) -> list[Any]:
    went: list[Any] = []
    monkeypatch.setitem(ways._WAYS, Medium.PUSH, ways.Way(set, lambda message: not went.append(message)))
    return went


@pytest.fixture
def call(pushed: list[Any]) -> Call:
    """Both wrote, with a photo; the seller read nothing of it, and what tells of it waits."""
    call = called()
    hailer, seller = prove(call.hail.person), prove(call.store.owner)
    answered(call)
    say(seller, call=call, text=OURS)
    photo = take_picture(hailer, file=_photo(), is_private=True)
    say(hailer, call=call, text=THEIRS, pictures=[photo])
    for event in Event.objects.filter(kind=Kind.MESSAGE):
        make_notifications(event.pk)
    mail.outbox.clear()
    return call


def pages(call: Call) -> list[str]:
    said = Message.objects.get(text=THEIRS)
    return [
        reverse("hail_thread", args=[call.reference]),
        *(reverse("messages"), f"{reverse('messages')}?unread", reverse("bell"), reverse("my_reports")),
        f"{reverse('report')}?target=message:{said.reference}",
        *("/me/", "/desk/", "/api/v1/conversations/", "/api/v1/notifications/", "/api/v1/reports/"),
        f"/api/v1/conversations/{call.reference}/messages/",
        f"/api/v1/pictures/{said.pictures.get().picture.reference}/",
        said.pictures.get().picture.url(640),
    ]


def told(client: Client, call: Call) -> set[str]:
    """Paths on which something of the thread is told."""
    address = reverse("hail_thread", args=[call.reference])
    reference = Message.objects.get(text=THEIRS).pictures.get().picture.reference
    line = Notification.objects.get(person=call.store.owner, kind=Kind.MESSAGE).reference
    found = set()
    for path in pages(call):
        answer = client.get(path)
        said = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        words = said.decode("latin-1")
        secrets = [secret.encode().decode("latin-1") for secret in (THEIRS, OURS, address, reference, line)]
        if answer.status_code == 200 and (answer.streaming or any(secret in words for secret in secrets)):
            found.add(path)
    return found


def test_while_the_hail_stands_it_is_there(call: Call) -> None:
    """So that afterwards nothing is found because it is gone, and not because nobody looks."""
    client = Client()
    client.force_login(call.store.owner)
    report(call.store.owner, target=Message.objects.get(text=THEIRS), reason="other")

    assert set(pages(call)) - told(client, call) == {"/me/", "/desk/"}


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("is_reported", [False, True])
def test_afterwards_the_seller_finds_nothing(call: Call, end: Callable[[Call], None], is_reported: bool) -> None:
    seller = call.store.owner
    said = Message.objects.get(text=THEIRS)
    if is_reported:
        report(seller, target=said, reason="other")
    client = Client()
    client.force_login(seller)
    end(call)

    assert told(client, call) == set()
    for name in ("hail_thread", "hail_thread_read"):
        assert client.post(reverse(name, args=[call.reference]), {"text": "?"}).status_code == 404
    for path in ("messages", "read"):
        assert client.post(f"/api/v1/conversations/{call.reference}/{path}/", {"text": "?"}).status_code == 404
    assert (inbox(seller), unread_count(seller), unread_count(seller, store=call.store)) == (([], ""), 0, 0)
    assert not Conversation.objects.visible_to(seller).exists()
    assert not Message.objects.visible_to(seller).exists()
    assert not list(photos_sent_to_me(seller))
    table = next(table for table in personal.tables() if table.name == "messages")
    assert [row["text"] for row in table.read(seller)] == [OURS]


@pytest.mark.parametrize("end", ENDS)
def test_what_waits_is_not_sent(call: Call, end: Callable[[Call], None], pushed: list[Any]) -> None:
    seller = call.store.owner
    assert Delivery.objects.filter(notification__person=seller, state=Delivery.State.WAITING).exists()
    end(call)
    lines = Notification.objects.filter(person=seller, kind=Kind.MESSAGE)
    if end.__name__ != "ran_out_unnoticed":
        assert not lines.filter(shown=True).unread().exists()

    work()

    assert [sent for sent in mail.outbox if seller.email in sent.to[0]] == []
    assert [message for message in pushed if message.person == seller] == []
    # Nor is it told late, by a worker that comes to it afterwards.
    for event in Event.objects.filter(kind=Kind.MESSAGE, recipient=seller):
        Event.objects.filter(pk=event.pk).update(done_at=None, claimed_until=None)
        Notification.objects.filter(person=seller).delete()
        make_notifications(event.pk)
    assert not Notification.objects.filter(person=seller, kind=Kind.MESSAGE).exists()


def test_mail_and_push_name_nobody(call: Call, pushed: list[Any]) -> None:
    work()

    seller, hailer = call.store.owner, call.hail.person
    (sent,) = [one for one in mail.outbox if seller.email in one.to[0]]
    pushes = [one for one in pushed if one.person == seller]
    words = [sent.subject, sent.body, *(str(body) for body, _type in sent.alternatives), str(sent.extra_headers)]
    words += [payload(one, previews=previews).decode() for one in pushes for previews in (True, False)]
    for said in words:
        for secret in (NAME, hailer.username, hailer.email, THEIRS, OURS):
            assert secret not in said
    assert "招手的成员" in sent.subject
    assert pushes


@pytest.mark.parametrize("end", ENDS)
def test_the_hailer_still_reads_it(call: Call, end: Callable[[Call], None]) -> None:
    end(call)

    client = Client()
    client.force_login(call.hail.person)
    page = client.get(reverse("hail_thread", args=[call.reference])).content.decode()
    assert (THEIRS in page, OURS in page, "<textarea" in page) == (True, True, False)
    assert [row.other for row in inbox(call.hail.person)[0]] == ["晓雨的茶"]


def test_the_chosen_keeps_it(call: Call) -> None:
    chosen(call.offers.get())

    client = Client()
    client.force_login(call.store.owner)
    assert reverse("hail_thread", args=[call.reference]) in told(client, call)
    assert reverse("messages") in told(client, call)
