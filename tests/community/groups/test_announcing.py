"""An announcement reaches those too who only hear what is meant for them; a group makes one a day."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.channels.models import Subscription
from community.feeds.channels import pinned_items
from community.groups.announcing import AnnouncedToday, announce, unannounce
from community.groups.models import Group
from community.notifications.making import make
from community.notifications.models import Event, Kind, Notification
from config.kit.errors import NotAllowed
from tests.factories import PersonFactory, PostFactory

pytestmark = pytest.mark.django_db
Level = Subscription.Level


@pytest.fixture
def post(group, moderator):
    return PostFactory(channel=group.channel, author=moderator, text="周六改在室内")


def test_it_reaches_who_hears_only_what_is_meant_for_them(group, moderator, post, join):
    hearing = [join(group, level=level).person for level in (Level.ALL, Level.MENTIONS)]
    silent = join(group, level=Level.NONE).person
    late = join(group, joined_post_id=post.pk).person

    announce(group.owner, post=post)
    event = Event.objects.get(kind=Kind.ANNOUNCEMENT)
    make(event)

    told = set(Notification.objects.filter(kind=Kind.ANNOUNCEMENT).values_list("person", flat=True))
    assert told == {*(person.pk for person in hearing), late.pk}
    assert silent.pk not in told
    assert group.owner_id not in told


def test_once_a_day(group, moderator, post):
    other = PostFactory(channel=group.channel)
    announce(moderator, post=post)
    announce(moderator, post=post)

    with pytest.raises(AnnouncedToday) as refusal:
        announce(group.owner, post=other)
    assert refusal.value.status == 429
    assert refusal.value.resets_at == post.announced_at + timedelta(days=1)
    unannounce(moderator, post=post)
    with pytest.raises(AnnouncedToday):
        announce(group.owner, post=other)

    Group.objects.update(announced_at=timezone.now() - timedelta(days=1))
    assert announce(group.owner, post=other).announced_at


def test_by_whoever_keeps_the_group(group, post, join):
    store_post = PostFactory()
    for who in (join(group).person, PersonFactory(), PersonFactory(is_staff=True)):
        with pytest.raises(NotAllowed):
            announce(who, post=post)
    with pytest.raises(NotAllowed):
        announce(store_post.author, post=store_post)


def test_it_stands_above_for_a_week(group, moderator, post):
    PostFactory.create_batch(2, channel=group.channel)
    pinned = PostFactory(channel=group.channel, pinned_at=timezone.now())
    announce(moderator, post=post)

    def top():
        channel = type(group.channel).objects.select_related("group").get(pk=group.channel.pk)
        return [item.post.pk for item in pinned_items(channel, moderator)]

    assert top() == [post.pk, pinned.pk]
    week = timezone.now() - timedelta(days=8)
    Group.objects.update(announced_at=week)
    type(post).objects.filter(pk=post.pk).update(announced_at=week)
    assert top() == [pinned.pk]
