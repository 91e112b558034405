import pytest
from django.contrib.auth.models import AnonymousUser

from community.channels.models import Subscription
from community.events import moderated
from community.moderation.acting import hide_comment, hide_post, restore_comment, restore_post
from community.moderation.models import ModerationAction
from community.moderation.reporting import report
from community.posts.commenting import delete_comment
from community.posts.models import Comment, Post, Standing
from community.posts.pinning import pin
from community.posts.writing import delete_post, write_post
from config.kit.errors import Invalid, NotAllowed
from content.pictures.models import Picture
from tests.factories import (
    CommentFactory,
    GroupFactory,
    PersonFactory,
    PictureFactory,
    PostFactory,
    StoreFactory,
    channel_of,
    subscribe,
)
from tests.hearing import hearing

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(group, member):
    return PostFactory(channel=group.channel, author=member, text="买一送十")


@pytest.fixture
def said(post, member):
    return CommentFactory(post=post, author=member, text="真的")


def test_it_works(post, member, moderator):
    pin(moderator, post=post)

    with hearing(moderated) as heard:
        hide_post(moderator, post=post, reason=" 广告 ")

    action = ModerationAction.objects.get()
    assert not Post.objects.visible_to(member).exists()
    assert (post.hidden_reason, post.pinned_at) == ("广告", None)
    assert (action.actor, action.verb, action.target, action.owner) == (moderator, "hide_post", post, member)
    assert (action.target_name, action.reason) == (post.reference, "广告")
    assert [event["action"] for event in heard] == [action]


def test_restoring_brings_it_back(post, member, moderator):
    hide_post(moderator, post=post, reason="广告")
    restore_post(moderator, post=post, reason="看错了")

    assert Post.objects.visible_to(member).get().hidden_reason == ""
    assert list(ModerationAction.objects.values_list("verb", flat=True)) == ["restore_post", "hide_post"]


def test_photos_go_with_the_post(group, member, moderator):
    photo = PictureFactory(owner=member)
    post = write_post(member, channel=group.channel, text="", pictures=[photo])

    hide_post(moderator, post=post, reason="不雅")
    assert not Picture.objects.visible_to(subscribe(PersonFactory(), group).person).exists()
    restore_post(moderator, post=post, reason="看错了")
    assert Picture.objects.visible_to(AnonymousUser()).exists()


def test_the_staff_sees_the_photos_of_what_was_reported_to_it(group, member, reader, clerk):
    photo = PictureFactory(owner=member, is_private=True)
    post = PostFactory(channel=GroupFactory(access="hidden").channel, author=member)
    post.pictures.create(picture=photo)
    assert not Picture.objects.visible_to(clerk).exists()

    report(reader, target=post, reason="spam")

    assert Picture.objects.visible_to(clerk).get() == photo
    assert not Picture.objects.visible_to(reader).exists()


def test_comments_alike(said, post, member, moderator):
    hide_comment(moderator, comment=said, reason="骂人")
    assert not Comment.objects.visible_to(member).exists()

    restore_comment(moderator, comment=said, reason="看错了")
    assert Comment.objects.visible_to(member).exists()
    assert set(ModerationAction.objects.values_list("verb", flat=True)) == {"hide_comment", "restore_comment"}


@pytest.mark.parametrize("reason", ["", "长" * 201])
def test_a_reason_is_needed(post, said, moderator, reason):
    for act, target in ((hide_post, {"post": post}), (hide_comment, {"comment": said})):
        with pytest.raises(Invalid) as refusal:
            act(moderator, **target, reason=reason)
        assert refusal.value.field == "reason"
    assert Post.objects.visible_to(moderator).exists()


def test_members_do_not_moderate(post, said, member):
    for who in (member, PersonFactory(), AnonymousUser()):
        with pytest.raises(NotAllowed):
            hide_post(who, post=post, reason="不喜欢")
        with pytest.raises(NotAllowed):
            hide_comment(who, comment=said, reason="不喜欢")


def test_moderators_of_one_group_only(post):
    elsewhere = subscribe(PersonFactory(), GroupFactory(), role="moderator").person
    with pytest.raises(NotAllowed):
        hide_post(elsewhere, post=post, reason="广告")


def test_a_former_moderator_is_none(post, moderator):
    Subscription.objects.filter(person=moderator).update(state="left")
    with pytest.raises(NotAllowed):
        hide_post(moderator, post=post, reason="广告")


def test_staff_moderate_everywhere(post):
    assert hide_post(PersonFactory(is_staff=True), post=post, reason="广告").state == "hidden"


def test_stores_keep_order_under_their_news():
    store = StoreFactory()
    rude = CommentFactory(post=PostFactory(channel=channel_of(store), author=store.owner))

    assert hide_comment(store.owner, comment=rude, reason="骂人").state == "hidden"


def test_nothing_is_hidden_or_restored_twice(post, moderator):
    with pytest.raises(NotAllowed):
        restore_post(moderator, post=post, reason="一")
    hide_post(moderator, post=post, reason="广告")
    with pytest.raises(NotAllowed):
        hide_post(moderator, post=post, reason="广告")


def test_what_the_staff_hid_its_author_cannot_bring_back_on_their_own_page():
    author, clerk = PersonFactory(), PersonFactory(is_staff=True)
    post = PostFactory(author=author, channel=channel_of(author))
    said = CommentFactory(post=post, author=author)
    hide_comment(clerk, comment=said, reason="假货")
    hide_post(clerk, post=post, reason="假货")

    with pytest.raises(NotAllowed):
        restore_post(author, post=post, reason="看错了")
    with pytest.raises(NotAllowed):
        restore_comment(author, comment=said, reason="看错了")
    restore_post(clerk, post=post, reason="看错了")
    restore_comment(clerk, comment=said, reason="看错了")
    hide_post(author, post=post, reason="先收起来")
    restore_post(author, post=post, reason="好了")


def test_of_two_who_hide_at_once_one_does(post, moderator, group):
    stale = Post.objects.get(pk=post.pk)
    hide_post(moderator, post=post, reason="广告")
    with pytest.raises(NotAllowed):
        hide_post(group.owner, post=stale, reason="广告")
    assert ModerationAction.objects.count() == 1


def test_what_its_author_took_away_meanwhile_stays_away(post, said, moderator):
    stale, word = Post.objects.get(pk=post.pk), Comment.objects.get(pk=said.pk)
    delete_comment(said.author, comment=said)
    delete_post(post.author, post=post)
    with pytest.raises(NotAllowed):
        hide_comment(moderator, comment=word, reason="广告")
    with pytest.raises(NotAllowed):
        hide_post(moderator, post=stale, reason="广告")
    assert Post.objects.get().state == Comment.objects.get().state == Standing.DELETED
