import pytest

from community.channels.following import JoinInstead, OwnChannel, follow, unfollow
from community.channels.models import Subscription
from community.events import followed
from community.people.models import Block
from config.kit.errors import NotAllowed
from content.milestones.models import Milestone, MilestoneKind
from shop.stores.models import Store
from tests.factories import GroupFactory, PersonFactory, PostFactory, StoreFactory, channel_of, subscribe
from tests.hearing import hearing

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    return PersonFactory()


def test_it_works(reader):
    channel = channel_of(StoreFactory())
    newest = PostFactory(channel=channel)

    with hearing(followed) as heard:
        subscription = follow(reader, channel=channel)

    assert subscription.is_active
    assert subscription.joined_post_id == newest.pk
    assert [event["subscription"] for event in heard] == [subscription]
    assert Milestone.objects.get(person=reader).kind == MilestoneKind.STORE_FOLLOWED


def test_following_a_person_is_a_milestone_of_its_own(reader):
    follow(reader, channel=channel_of(PersonFactory()))

    assert Milestone.objects.get(person=reader).kind == MilestoneKind.PERSON_FOLLOWED


def test_following_twice_changes_nothing(reader):
    channel = channel_of(StoreFactory())
    follow(reader, channel=channel)

    with hearing(followed) as heard:
        follow(reader, channel=channel)

    assert heard == []
    assert Subscription.objects.filter(person=reader).count() == 1


def test_one_comes_back_unsilenced_after_leaving(reader):
    channel = channel_of(StoreFactory())
    first = follow(reader, channel=channel)
    unfollow(reader, channel=channel)

    again = follow(reader, channel=channel)

    assert again.pk == first.pk
    assert again.is_active
    assert not again.is_muted


def test_unfollowing_ends_it(reader):
    channel = channel_of(StoreFactory())
    follow(reader, channel=channel)

    assert unfollow(reader, channel=channel).state == Subscription.State.LEFT
    assert unfollow(PersonFactory(), channel=channel) is None


def test_not_ones_own(reader):
    with pytest.raises(OwnChannel):
        follow(reader, channel=channel_of(StoreFactory(owner=reader)))
    with pytest.raises(OwnChannel):
        follow(reader, channel=channel_of(reader))


def test_a_group_is_joined_instead(reader):
    group = GroupFactory()
    with pytest.raises(JoinInstead):
        follow(reader, channel=group.channel)
    with pytest.raises(JoinInstead):
        unfollow(reader, channel=group.channel)


def test_not_a_closed_store(reader):
    with pytest.raises(NotAllowed):
        follow(reader, channel=channel_of(StoreFactory(state=Store.State.CLOSED)))


@pytest.mark.parametrize("who_blocks", [0, 1])
def test_not_where_one_blocked_the_other(reader, who_blocks):
    other = PersonFactory()
    pair = (reader, other) if who_blocks else (other, reader)
    Block.objects.create(person=pair[0], blocked=pair[1])

    with pytest.raises(NotAllowed):
        follow(reader, channel=channel_of(other))


def test_not_while_suspended(reader):
    reader.is_active = False
    with pytest.raises(NotAllowed):
        follow(reader, channel=channel_of(StoreFactory()))


def test_banned_stays_banned(reader):
    store = StoreFactory()
    subscribe(reader, store, state=Subscription.State.BANNED)

    with pytest.raises(NotAllowed):
        follow(reader, channel=channel_of(store))
