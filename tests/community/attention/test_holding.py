"""What says the same in one group after the other is held; a keeper of the group lets it pass or gives it back."""

import pytest
from django.urls import reverse

from community.attention.quotas import Quota, QuotaReached, standing
from community.channels.models import Subscription
from community.drafts.holding import PostHeld, refuse, release
from community.drafts.models import Draft
from community.posts.models import Post
from community.posts.reposting import repost
from community.posts.writing import delete_post, edit_post, undelete_post, write_post
from config.kit.errors import Invalid, NotAllowed
from tests.factories import GroupFactory, PersonFactory, PictureFactory, PostFactory, subscribe

pytestmark = pytest.mark.django_db

TEA = "西湖龙井明前茶今天到货,一共三十斤,喜欢的朋友可以先来店里尝一杯再决定,南山路十二号,营业到晚上九点。"


@pytest.fixture
def author():
    return PersonFactory(language="en")


@pytest.fixture
def groups(author):
    made = GroupFactory.create_batch(2)
    for group in made:
        subscribe(author, group)
    return made


@pytest.fixture
def moderator(groups):
    return subscribe(PersonFactory(language="en"), groups[1], role=Subscription.Role.MODERATOR).person


@pytest.fixture
def draft(author, groups):
    """Said in the first group, and then in the second."""
    write_post(author, channel=groups[0].channel, text=TEA)
    photo = PictureFactory(owner=author)
    with pytest.raises(PostHeld) as held:
        write_post(author, channel=groups[1].channel, text="各位," + TEA, pictures=[photo], idempotency_key="k")
    return held.value.draft


def test_it_is_kept_and_not_published(draft, author, groups):
    assert (draft.state, draft.similar_to.channel_id) == (Draft.State.HELD, groups[0].channel.pk)
    assert draft.reason
    assert not Post.objects.filter(channel=groups[1].channel).exists()
    assert draft.pictures.count() == 1


def test_sent_again_it_is_held_once(draft, author, groups):
    with pytest.raises(PostHeld):
        write_post(author, channel=groups[1].channel, text=TEA, idempotency_key="k")
    assert Draft.objects.count() == 1


def test_a_keeper_lets_it_pass_in_one_tap(client, draft, author, groups, moderator):
    client.force_login(moderator)
    page = client.get(reverse("group_held", args=[groups[1].slug])).content.decode()
    assert "Let pass" in page
    assert TEA in page
    response = client.post(reverse("held_release", args=[draft.reference]))
    assert response.status_code == 303
    assert Post.objects.get(channel=groups[1].channel).author == author
    assert "Nothing is held" in client.get(response["Location"]).content.decode()
    assert client.post(reverse("held_release", args=[draft.reference])).status_code == 404


def test_or_gives_it_back_with_a_reason(client, draft, moderator, groups):
    client.force_login(moderator)
    address = reverse("held_refuse", args=[draft.reference])
    assert client.post(address, {"reason": ""}).status_code == 400
    assert client.post(address, {"reason": "Here we speak of cups."}).status_code == 303
    draft.refresh_from_db()
    assert (draft.state, draft.reason) == (Draft.State.FAILED, "Here we speak of cups.")
    assert not Post.objects.filter(channel=groups[1].channel).exists()


def test_the_other_group_is_named_to_who_may_read_it_only(client, draft, moderator, groups, author):
    client.force_login(moderator)
    address = reverse("group_held", args=[groups[1].slug])
    assert "The post that says the same" in client.get(address).content.decode()
    type(groups[0]).objects.filter(pk=groups[0].pk).update(access="invite")
    assert "The post that says the same" not in client.get(address).content.decode()


@pytest.mark.parametrize("who", ["author", "member", "stranger", "keeper of the other group", "guest"])
def test_nobody_else_sees_it(client, draft, author, groups, who):
    people = {
        "author": author,
        "member": subscribe(PersonFactory(), groups[1]).person,
        "stranger": PersonFactory(),
        "keeper of the other group": groups[0].owner,
    }
    if who in people:
        client.force_login(people[who])
    for address in (
        reverse("group_held", args=[groups[1].slug]),
        reverse("held_refuse", args=[draft.reference]),
    ):
        assert client.get(address).status_code == 404
    assert client.post(reverse("held_release", args=[draft.reference])).status_code == 404


def test_a_refused_one_is_not_held_for_ever(draft, moderator, author, groups):
    refuse(moderator, draft=draft, reason="No.")
    write_post(author, channel=groups[1].channel, text="那就说说杯子吧,昨天烧了一窑,青瓷的颜色很好。")
    assert Post.objects.filter(channel=groups[1].channel).count() == 1


def test_the_page_costs_the_same_however_many_are_held(
    client, draft, author, groups, moderator, django_assert_max_num_queries
):
    for number in range(12):
        Draft.objects.create(
            author=PersonFactory(),
            channel=groups[1].channel,
            text=f"{number}",
            state="held",
            similar_to=draft.similar_to,
        )
    client.force_login(moderator)
    with django_assert_max_num_queries(15):
        client.get(reverse("group_held", args=[groups[1].slug]))


def test_the_group_tells_its_keepers_that_something_waits(client, draft, moderator, groups):
    words = "1 post is held and waits for you"
    client.force_login(moderator)
    assert words in client.get(groups[1].get_absolute_url()).content.decode()
    client.force_login(subscribe(PersonFactory(language="en"), groups[1]).person)
    assert words not in client.get(groups[1].get_absolute_url()).content.decode()


def test_editing_is_no_way_around(author, groups):
    write_post(author, channel=groups[0].channel, text=TEA)
    post = write_post(author, channel=groups[1].channel, text="昨天烧了一窑,青瓷的颜色很好。")
    with pytest.raises(Invalid) as refusal:
        edit_post(author, post=post, text=TEA)
    assert (refusal.value.code, refusal.value.field) == ("said_elsewhere", "text")


def test_what_was_let_pass_may_still_be_mended(draft, moderator, author):
    post = release(moderator, draft=draft, reason="It belongs here.")
    assert edit_post(author, post=post, text="大家," + TEA).edited_at


def test_deleting_and_taking_back_is_no_way_around(author, groups):
    first = write_post(author, channel=groups[0].channel, text=TEA)
    delete_post(author, post=first)
    write_post(author, channel=groups[1].channel, text=TEA)
    with pytest.raises(NotAllowed):
        undelete_post(author, post=first)


def test_a_slip_is_taken_back(draft, moderator, author):
    post = release(moderator, draft=draft, reason="It belongs here.")
    delete_post(author, post=post)
    assert undelete_post(author, post=post).state == "visible"


def test_changing_a_link_to_outside_again_and_again_ends(author, groups):
    post = write_post(author, channel=groups[0].channel, text="看看")
    for number in range(standing(author, Quota.LINKS).remaining):
        edit_post(author, post=post, text="看看", link=f"https://example.com/{number}")
    edit_post(author, post=post, text="看看", link="/s/tea/")
    with pytest.raises(QuotaReached):
        edit_post(author, post=post, text="看看", link="https://example.com/more")


def test_a_repost_is_held_and_let_pass_whole(author, groups, moderator):
    original = PostFactory(text="青瓷杯子出窑了")
    repost(author, post=original, channel=groups[0].channel)
    with pytest.raises(PostHeld) as held:
        repost(author, post=original, channel=groups[1].channel)
    post = release(moderator, draft=held.value.draft, reason="It belongs here.")
    assert (post.repost_of, post.channel) == (original, groups[1].channel)
