"""What was queued is not sent after a ban, a leave, a block or a mute."""

import pytest

from community.channels.models import Subscription
from community.notifications.models import Delivery, Kind, Medium, Notification, Preference
from community.notifications.preferring import prefer
from community.notifications.tasks import make_notifications
from community.notifications.telling import tell
from community.people.models import Block, PersonMute
from tests.community.notifications.doing import NOON, speak, work
from tests.factories import PostFactory, channel_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "change",
    [
        lambda group, reader: Subscription.objects.filter(person=reader).update(state="banned"),
        lambda group, reader: Subscription.objects.filter(person=reader).update(state="left"),
        lambda group, reader: Subscription.objects.filter(person=reader).update(level="none"),
        lambda group, reader: Subscription.objects.filter(person=reader).update(level="mentions"),
        lambda group, reader: Subscription.objects.filter(person=reader).update(muted_until="2040-01-01T00:00Z"),
        lambda group, reader: Block.objects.create(person=reader, blocked=group.owner),
        lambda group, reader: Block.objects.create(person=group.owner, blocked=reader),
        lambda group, reader: PersonMute.objects.create(person=reader, muted=group.owner),
        lambda group, reader: Preference.objects.create(
            person=reader, kind=Kind.GROUP_POST, medium="push", enabled=False
        ),
        lambda group, reader: type(group).objects.update(closed_at=NOON),
        lambda group, reader: type(reader).objects.filter(pk=reader.pk).update(is_active=False),
        lambda group, reader: type(reader).objects.filter(pk=group.owner_id).update(is_active=False),
    ],
    ids=[
        "banned",
        "left",
        "nothing",
        "mentions",
        "muted source",
        "blocks",
        "blocked",
        "muted person",
        "turned off",
        "closed",
        "suspended",
        "author suspended",
    ],
)
@pytest.mark.parametrize("level", ["all", "gathered"])
def test_what_was_queued_is_not_sent(group, reader, pushed, mailoutbox, change, level):
    Subscription.objects.filter(person=reader).update(level=level)
    prefer(reader, kind=Kind.GROUP_POST, medium=Medium.EMAIL, enabled=True)
    speak(group)
    assert Delivery.objects.filter(state=Delivery.State.WAITING).exists()
    change(group, reader)
    work()
    if "push" not in str(Preference.objects.filter(enabled=False).values_list("medium", flat=True)):
        assert mailoutbox == []
    assert pushed == []
    assert not Delivery.objects.filter(state__in=["sent", "sending"], medium="push").exists()


def test_queued_event_is_not_made_for_who_left(group, reader, pushed):
    post = PostFactory(channel=channel_of(group), author=group.owner)
    event = tell(Kind.GROUP_POST, key="x", actor=post.author, post=post)
    Subscription.objects.filter(person=reader).update(state="left")
    make_notifications(event.pk)
    assert not Notification.objects.exists()
