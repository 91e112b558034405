"""Nothing is lost where a service fails, and nothing goes where nobody can be reached."""

import pytest
from django.utils import timezone

from community.notifications import ways
from community.notifications.models import Delivery, Kind, Medium, Notification
from community.notifications.preferring import prefer
from community.notifications.tasks import deliver, make_notifications
from community.notifications.telling import tell
from tests.community.notifications.doing import order_of, say, work
from tests.factories import PersonFactory, PostFactory, channel_of

pytestmark = pytest.mark.django_db


def test_what_a_service_does_not_take_waits(post, reader, monkeypatch):
    def refuse(message):
        raise ways.NotTaken("busy")

    monkeypatch.setitem(ways._WAYS, Medium.PUSH, ways.Way(lambda people: set(people), refuse))
    say(PersonFactory(), post)
    row = Delivery.objects.get(medium=Medium.PUSH)
    deliver(row.pk)
    row.refresh_from_db()
    assert (row.state, row.done_at) == (Delivery.State.WAITING, None)
    assert row.due_at > timezone.now()


def test_nowhere_to_send_to(post, reader, monkeypatch):
    monkeypatch.setitem(ways._WAYS, Medium.PUSH, ways.Way(lambda people: set(people), lambda message: False))
    say(PersonFactory(), post)
    row = Delivery.objects.get(medium=Medium.PUSH)
    deliver(row.pk)
    row.refresh_from_db()
    assert row.state == Delivery.State.DROPPED


def test_bell_off_each_goes_by_mail(post, reader, mailoutbox):
    """Who has a kind by mail only gets a mail of each: no bell holds a line that is unread."""
    prefer(reader, kind=Kind.COMMENT, medium=Medium.IN_APP, enabled=False)
    for name in ("甲", "乙"):
        say(PersonFactory(name=name), post)
        work()
    assert ["甲" in mailoutbox[0].subject, "乙" in mailoutbox[1].subject] == [True, True]
    assert Notification.objects.unread_count(reader) == 0


def test_unproven_address_gets_only_what_was_ordered(mailoutbox, post, group):
    buyer = PersonFactory()
    order = order_of(buyer)
    for kind in (Kind.ORDER_PLACED, Kind.ORDER_SHIPPED):
        actor = buyer if kind == Kind.ORDER_PLACED else order.store.owner
        make_notifications(tell(kind, key=kind, actor=actor, order=order).pk)
    say(PersonFactory(), PostFactory(channel=channel_of(group), author=buyer))
    work()
    (mail,) = mailoutbox
    assert buyer.email in mail.to[0]
