import pytest
from django.contrib.auth.models import AnonymousUser

from community.events import comment_written
from community.people.models import Block
from community.posts.commenting import NothingToAnswer, comment, delete_comment
from community.posts.models import Comment, Standing
from config.kit.errors import Invalid, NotAllowed
from tests.factories import CommentFactory, PersonFactory, PostFactory, StoreFactory, channel_of, subscribe
from tests.hearing import hearing

pytestmark = pytest.mark.django_db


def test_it_works(post, group):
    with hearing(comment_written) as heard:
        written = comment(group.owner, post=post, text="水温多少？")

    assert (written.post, written.author, written.parent) == (post, group.owner, None)
    assert [event["comment"] for event in heard] == [written]


def test_the_same_key_is_the_same_comment(post, member):
    first = comment(member, post=post, text="一", idempotency_key="k")
    with hearing(comment_written) as heard:
        assert comment(member, post=post, text="一", idempotency_key="k") == first
    assert heard == []


def test_an_answer_to_an_answer_stands_in_the_same_thread(post, member, group):
    first = comment(member, post=post, text="水温多少？")
    answer = comment(group.owner, post=post, text="85 度", parent=first)

    assert answer.parent == first
    deeper = comment(member, post=post, text="谢谢", parent=answer)
    assert (deeper.parent, deeper.thread) == (answer, first)


def test_no_answer_to_what_is_gone(post, member, group):
    first = comment(member, post=post, text="水温多少？")
    elsewhere = CommentFactory(post=PostFactory(channel=group.channel))
    delete_comment(member, comment=first)
    for parent in (first, elsewhere):
        with pytest.raises(NothingToAnswer):
            comment(group.owner, post=post, text="85 度", parent=parent)


@pytest.mark.parametrize("text", ["", " \n ", "长" * 2001])
def test_words_are_checked(post, member, text):
    with pytest.raises(Invalid) as refusal:
        comment(member, post=post, text=text)
    assert refusal.value.field == "text"


def test_anyone_answers_in_a_stores_channel(outsider):
    post = PostFactory(channel=channel_of(StoreFactory()))

    assert comment(outsider, post=post, text="还有吗？")
    with pytest.raises(NotAllowed):
        comment(AnonymousUser(), post=post, text="还有吗？")


@pytest.mark.parametrize("state", ["pending", "left", "banned"])
def test_only_members_answer_in_a_group(post, outsider, state):
    subscribe(outsider, post.channel.group, state=state)
    for who in (outsider, PersonFactory()):
        with pytest.raises(NotAllowed):
            comment(who, post=post, text="我也说")


def test_not_where_one_blocked_the_other(post, group):
    Block.objects.create(person=post.author, blocked=group.owner)
    with pytest.raises(NotAllowed):
        comment(group.owner, post=post, text="我也说")


def test_not_under_what_is_hidden(post, member):
    post.state = Standing.HIDDEN
    post.save()
    with pytest.raises(NotAllowed):
        comment(member, post=post, text="我也说")


def test_deleting(post, member):
    written = comment(member, post=post, text="一")

    assert delete_comment(member, comment=written).state == Standing.DELETED
    assert delete_comment(member, comment=written).state == Standing.DELETED
    assert not Comment.objects.visible_to(member).exists()


def test_only_the_author_deletes(post, member, moderator, group):
    written = comment(member, post=post, text="一")
    for who in (moderator, group.owner, AnonymousUser()):
        with pytest.raises(NotAllowed):
            delete_comment(who, comment=written)
