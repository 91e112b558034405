"""The same words brought to one group after the other are recognised; what merely looks like it is not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.attention.quotas import lifted
from community.attention.twins import twin_of
from community.posts.models import Post, Standing
from tests.factories import GroupFactory, PersonFactory, PostFactory, StoreFactory, channel_of, subscribe

pytestmark = pytest.mark.django_db

TEA = "西湖龙井明前茶今天到货,一共三十斤,喜欢的朋友可以先来店里尝一杯再决定,南山路十二号,营业到晚上九点。"
LINK = "/s/tea/longjing/"


@pytest.fixture
def author():
    return PersonFactory()


@pytest.fixture
def groups(author):
    made = GroupFactory.create_batch(2)
    for group in made:
        subscribe(author, group)
    return made


def said(group, author, text=TEA, **fields):
    return PostFactory(channel=group.channel, author=author, text=text, **fields)


def found(author, group, text=TEA, **fields):
    return twin_of(author, channel=group.channel, text=text, **fields)


def test_the_same_in_another_group_is_found(author, groups):
    post = said(groups[0], author)
    assert found(author, groups[1]) == post
    assert found(author, groups[1], text="各位茶友," + TEA + "🍵") == post


def test_in_the_same_group_it_is_not(author, groups):
    said(groups[0], author)
    assert found(author, groups[0]) is None


def test_other_words_are_not(author, groups):
    said(groups[0], author)
    assert found(author, groups[1], text="周末想约人去九溪走走,早上八点在茶博园门口碰头,下雨就改到下周,带水。") is None


def test_a_greeting_is_not(author, groups):
    said(groups[0], author, text="大家早上好")
    assert found(author, groups[1], text="大家早上好") is None


def test_after_a_week_it_may_be_said_again(author, groups):
    post = said(groups[0], author)
    Post.objects.filter(pk=post.pk).update(created_at=timezone.now() - timedelta(days=7, minutes=1))
    assert found(author, groups[1]) is None


def test_what_was_deleted_has_only_moved(author, groups):
    said(groups[0], author, state=Standing.DELETED)
    assert found(author, groups[1]) is None


def test_what_a_moderator_hid_is_still_the_same(author, groups):
    post = said(groups[0], author, state=Standing.HIDDEN)
    assert found(author, groups[1]) == post


def test_ones_own_channel_and_ones_store_are_for_other_readers(author, groups):
    PostFactory(channel=channel_of(author), author=author, text=TEA)
    assert found(author, groups[0]) is None
    said(groups[0], author)
    assert twin_of(author, channel=channel_of(StoreFactory(owner=author)), text=TEA) is None


def test_a_bare_link_is_the_same_again(author, groups):
    post = said(groups[0], author, text="", link=LINK)
    assert found(author, groups[1], text="", link=LINK) == post
    assert found(author, groups[1], text="", link="/s/tea/") is None
    assert found(author, groups[1], text="这家的龙井我买过三次了", link=LINK) is None


def test_a_bare_repost_is_the_same_again(author, groups):
    original = PostFactory()
    post = said(groups[0], author, text="", repost_of=original)
    assert found(author, groups[1], text="", repost_of=original) == post
    assert found(author, groups[1], text="", repost_of=PostFactory()) is None


def test_others_who_bring_the_same_link_with_the_same_words(author, groups):
    post = said(groups[0], PersonFactory(), link=LINK)
    assert found(author, groups[1], link=LINK) == post
    assert found(author, groups[1]) is None
    said(groups[0], PersonFactory(), text="", link="/s/other/")
    assert found(author, groups[1], text="", link="/s/other/") is None


def test_what_is_said_behind_closed_doors_is_not_found_out(author, groups):
    hidden = GroupFactory(access="invite")
    said(hidden, PersonFactory(), link=LINK)
    assert found(author, groups[1], link=LINK) is None


def test_the_demo_town_says_what_it_says(author, groups):
    said(groups[0], author)
    with lifted():
        assert found(author, groups[1]) is None


def test_it_costs_two_queries_whatever_was_said(author, groups, django_assert_num_queries):
    for number in range(20):
        said(groups[0], author, text=f"第 {number} 天" + "茶" * number)
        said(groups[0], PersonFactory(), text=f"{number}" * 20, link=LINK)
    with django_assert_num_queries(2):
        assert found(author, groups[1], link=LINK) is None
