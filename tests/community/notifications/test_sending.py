"""A mail goes once, in its reader's language, and only while it is wanted."""

import pytest
from django.conf import settings
from django.core import mail as django_mail
from django.utils import timezone
from django.utils.encoding import punycode

from community.notifications.models import Delivery, Event, Kind, Preference
from community.notifications.tasks import deliver, make_notifications
from community.notifications.telling import tell
from community.people.models import Block
from community.posts.commenting import comment
from community.posts.models import Standing
from tests.factories import GroupFactory, PersonFactory, PostFactory, channel_of, prove, subscribe

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    return prove(PersonFactory(name="林晓雨", email="lin@qunpu.example"))


@pytest.fixture
def said(reader):
    """A comment under the reader's post, of which a mail waits."""
    group = GroupFactory()
    subscribe(reader, group)
    other = PersonFactory(name="陈阿姨")
    subscribe(other, group)
    post = PostFactory(author=reader, channel=channel_of(group))
    written = comment(other, post=post, text="水温多少合适？")
    make_notifications(Event.objects.get(comment=written).pk)
    return written


@pytest.fixture
def delivery(said):
    return Delivery.objects.get()


def deliver_all(event):
    """Make its notifications and send them."""
    make_notifications(event.pk)
    for pk in Delivery.objects.filter(batch=event.pk).values_list("pk", flat=True):
        deliver(pk)


def state(delivery):
    delivery.refresh_from_db()
    return delivery.state


def test_it_works(reader, said, delivery, mailoutbox):
    deliver(delivery.pk)
    assert state(delivery) == Delivery.State.SENT
    (mail,) = mailoutbox
    assert "<lin@qunpu.example>" in mail.to[0]
    assert "陈阿姨" in mail.subject
    assert "水温多少合适？" in mail.body
    assert f"{settings.SITE_URL}/posts/{said.post.reference}/#comment-{said.reference}" in mail.body
    assert f"{settings.SITE_URL}/bell/off/" in mail.body
    assert "水温多少合适？" in mail.alternatives[0].content
    assert mail.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize("host", ["龙井.example", "münchen.example"])
def test_to_a_host_of_any_letters(host, mailoutbox):
    reader = prove(PersonFactory(name="林晓雨", email=f"lin@{host}"))
    deliver_all(tell(Kind.ARCHIVE, key="a", recipient=reader))
    (mail,) = mailoutbox
    assert f"<lin@{punycode(host)}>" in str(mail.message()["To"])


def test_in_the_readers_language(reader, delivery, mailoutbox):
    reader.language = "en"
    reader.save()
    deliver(delivery.pk)
    assert "commented on your post" in mailoutbox[0].subject


def test_run_twice_it_goes_once(delivery, mailoutbox):
    deliver(delivery.pk)
    deliver(delivery.pk)
    assert len(mailoutbox) == 1


def test_worker_killed_while_sending(delivery, mailoutbox, monkeypatch):
    """It was marked as being sent: whether it went nobody knows, so it does not go again."""
    monkeypatch.setattr(django_mail.EmailMessage, "send", lambda self: (_ for _ in ()).throw(MemoryError))
    with pytest.raises(MemoryError):
        deliver(delivery.pk)
    monkeypatch.undo()
    assert state(delivery) == Delivery.State.SENDING
    Delivery.objects.update(claimed_until=timezone.now())
    deliver(delivery.pk)
    delivery.refresh_from_db()
    assert delivery.done_at is not None
    assert mailoutbox == []


def test_server_that_refuses_is_asked_again(delivery, mailoutbox, monkeypatch):
    monkeypatch.setattr(django_mail.EmailMessage, "send", lambda self: (_ for _ in ()).throw(ConnectionRefusedError))
    deliver(delivery.pk)
    assert state(delivery) == Delivery.State.WAITING
    assert delivery.done_at is None
    assert delivery.due_at > timezone.now()
    monkeypatch.undo()
    Delivery.objects.update(due_at=timezone.now())
    deliver(delivery.pk)
    assert len(mailoutbox) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda said: Preference.objects.create(
            person=said.post.author, kind=Kind.COMMENT, medium="email", enabled=False
        ),
        lambda said: Block.objects.create(person=said.author, blocked=said.post.author),
        lambda said: type(said).objects.update(state=Standing.HIDDEN),
        lambda said: type(said.post).objects.update(state=Standing.DELETED),
        lambda said: said.post.author.subscriptions.update(state="banned"),
        lambda said: type(said.author).objects.filter(pk=said.author_id).update(is_active=False),
        lambda said: type(said.author).objects.filter(pk=said.post.author_id).update(email=""),
        lambda said: type(said.author).objects.filter(pk=said.post.author_id).update(is_active=False),
    ],
    ids=["turned off", "blocked", "hidden", "post deleted", "banned", "author suspended", "no address", "suspended"],
)
def test_no_longer_wanted(said, delivery, mailoutbox, change):
    change(said)
    deliver(delivery.pk)
    assert mailoutbox == []
    assert state(delivery) == Delivery.State.DROPPED


def test_event_that_is_gone(said, delivery):
    Delivery.objects.update(batch=0)
    deliver(delivery.pk)
    assert state(delivery) == Delivery.State.DROPPED


def test_posts_are_not_mailed_unasked():
    reader, group = prove(PersonFactory()), GroupFactory()
    subscribe(reader, group)
    post = PostFactory(channel=channel_of(group), author=group.owner)
    make_notifications(tell(Kind.GROUP_POST, key="a", actor=post.author, post=post).pk)
    assert not Delivery.objects.exists()
