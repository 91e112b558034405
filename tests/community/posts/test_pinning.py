import pytest

from community.posts.models import Standing
from community.posts.pinning import TooManyPinned, pin, unpin
from config.kit.errors import NotAllowed
from tests.factories import PersonFactory, PostFactory, StoreFactory, channel_of

pytestmark = pytest.mark.django_db


def test_it_works(post, moderator):
    pinned = pin(moderator, post=post).pinned_at

    assert pinned
    assert pin(moderator, post=post).pinned_at == pinned
    assert unpin(moderator, post=post).pinned_at is None


def test_three_are_enough(group, moderator):
    posts = PostFactory.create_batch(4, channel=group.channel)
    for post in posts[:3]:
        pin(moderator, post=post)

    with pytest.raises(TooManyPinned):
        pin(moderator, post=posts[3])
    unpin(moderator, post=posts[0])
    assert pin(moderator, post=posts[3]).pinned_at


def test_a_store_pins_its_own():
    store = StoreFactory()

    assert pin(store.owner, post=PostFactory(channel=channel_of(store), author=store.owner)).pinned_at


def test_members_do_not_pin(post, member, outsider):
    for who in (member, outsider):
        with pytest.raises(NotAllowed):
            pin(who, post=post)
        with pytest.raises(NotAllowed):
            unpin(who, post=post)


def test_not_what_is_hidden(post, moderator):
    post.state = Standing.HIDDEN
    post.save()
    for who in (moderator, PersonFactory(is_staff=True)):
        with pytest.raises(NotAllowed):
            pin(who, post=post)
