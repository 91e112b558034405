"""Passing posts on: where to, once, without chains, and never beyond a group's doors."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from community.channels.channels import channel_key
from community.drafts.models import Draft
from community.feeds.channels import channel_page
from community.feeds.home import home_page
from community.groups.models import Group
from community.moderation.acting import hide_post, restore_post
from community.moderation.models import WordRule
from community.people.models import Block
from community.posts.models import Post, Standing
from community.posts.reposting import PassedOnAlready, repost
from community.posts.returning import PassedOnSince
from community.posts.writing import delete_post, undelete_post
from config.kit.errors import Invalid, NotAllowed
from tests.counting import queries_asked
from tests.factories import GroupFactory, PersonFactory, PostFactory, StoreFactory, channel_of, subscribe

pytestmark = pytest.mark.django_db
GUEST = AnonymousUser()


@pytest.fixture
def closed():
    return GroupFactory(access=Group.Access.ASK)


@pytest.fixture
def said_inside(closed, member):
    subscribe(member, closed)
    return PostFactory(channel=closed.channel, author=closed.owner, text="只在群里说")


def only_item(channel, viewer):
    return next(iter(channel_page(channel, viewer).items))


def test_it_works(post, outsider):
    made = repost(outsider, post=post, channel=channel_of(outsider), text="说得好")

    item = only_item(channel_of(outsider), GUEST)
    assert (made.repost_of, item.post.text, item.original.post) == (post, "说得好", post)
    assert only_item(post.channel, GUEST).repost_count == 1


def test_words_are_not_asked_for(post, outsider):
    assert repost(outsider, post=post, channel=channel_of(outsider)).text == ""


def test_to_a_store_and_to_a_group(post, member):
    store, group = StoreFactory(owner=member), GroupFactory()
    subscribe(member, group)

    assert {repost(member, post=post, channel=channel_of(place)).repost_of for place in (store, group)} == {post}


def test_only_where_one_may_post(post, outsider, group):
    for place in (group, StoreFactory(), PersonFactory()):
        with pytest.raises(NotAllowed):
            repost(outsider, post=post, channel=channel_of(place))


def test_no_chains(post, outsider):
    first = repost(outsider, post=post, channel=channel_of(outsider))
    other = PersonFactory()

    assert repost(other, post=first, channel=channel_of(other)).repost_of == post


def test_once_a_channel(post, outsider):
    made = repost(outsider, post=post, channel=channel_of(outsider), idempotency_key="k")

    assert repost(outsider, post=post, channel=channel_of(outsider), idempotency_key="k") == made
    with pytest.raises(PassedOnAlready):
        repost(outsider, post=made, channel=channel_of(outsider), text="再来")
    delete_post(outsider, post=made)
    assert repost(outsider, post=post, channel=channel_of(outsider))


def test_what_is_said_behind_doors_stays_there(said_inside, member, closed, group):
    for place in (member, group):
        with pytest.raises(Invalid) as caught:
            repost(member, post=said_inside, channel=channel_of(place))
        assert caught.value.field == "channel"

    assert repost(member, post=said_inside, channel=closed.channel).repost_of == said_inside


def test_not_what_one_may_not_read(said_inside, outsider):
    with pytest.raises(NotAllowed):
        repost(outsider, post=said_inside, channel=channel_of(outsider))


@pytest.mark.parametrize("why", ["closed", "hidden", "blocked", "suspended", "banned"])
def test_the_original_shows_only_to_those_who_may_read_it(why, post, outsider, group, client):
    """Whatever the reason, the same is shown in its place."""
    reader = PersonFactory()
    made = repost(outsider, post=post, channel=channel_of(outsider), text="看这个")
    if why == "closed":
        Group.objects.filter(pk=group.pk).update(access=Group.Access.ASK)
    elif why == "hidden":
        Post.objects.filter(pk=post.pk).update(state=Standing.HIDDEN)
    elif why == "blocked":
        Block.objects.create(person=post.author, blocked=reader)
    elif why == "suspended":
        type(reader).objects.filter(pk=post.author_id).update(is_active=False)
    else:
        subscribe(reader, group, state="banned")
    client.force_login(reader)

    page = client.get(made.get_absolute_url()).content.decode()

    assert only_item(channel_of(outsider), reader).original is None
    assert post.text not in page
    assert post.reference not in page
    assert "看这个" in page
    assert "is not there for you" in page or "你看不到" in page


def test_a_page_costs_the_same_with_what_is_passed_on(outsider, member, group):
    person = PersonFactory()
    subscribe(person, outsider)
    for _each in range(3):
        PostFactory(author=outsider, repost_of=PostFactory(channel=group.channel, author=member))
    with queries_asked() as few:
        home_page(person)
    for _each in range(9):
        PostFactory(author=outsider, repost_of=PostFactory(channel=group.channel, author=member))

    with queries_asked() as many:
        home_page(person)
    assert len(many) == len(few) <= 6


def test_the_page(post, outsider, client):
    client.force_login(outsider)
    path = reverse("post_repost", args=[post.reference])
    assert post.text in client.get(path).content.decode()

    answer = client.post(path, {"channel": channel_key(outsider), "text": "说得好", "key": "k"})

    assert answer.status_code == 303
    assert Post.objects.get(author=outsider).repost_of == post
    again = client.post(path, {"channel": channel_key(outsider), "text": "没丢的话", "key": "l"})
    assert (again.status_code, "没丢的话" in again.content.decode()) == (400, True)


def test_the_page_offers_a_closed_group_alone(said_inside, member, closed, client):
    client.force_login(member)
    path = reverse("post_repost", args=[said_inside.reference])

    assert client.get(path).context["form"].fields["channel"].choices == [(channel_key(closed), closed.name)]
    assert client.post(path, {"channel": channel_key(member)}).status_code == 400
    assert client.post(path, {"channel": "group:no-such"}).status_code == 400


def test_words_that_wait_for_a_moderator_wait_as_a_draft(post, outsider, client):
    WordRule.objects.create(kind=WordRule.Kind.WORD, text="代购", effect=WordRule.Effect.HOLD)
    client.force_login(outsider)

    answer = client.post(
        reverse("post_repost", args=[post.reference]), {"channel": channel_key(outsider), "text": "可代购"}
    )

    assert (answer.status_code, answer["Location"]) == (303, reverse("drafts"))
    assert Draft.objects.get(author=outsider).repost_of == post
    assert not Post.objects.filter(author=outsider).exists()


def test_guests_sign_in_first(post, client):
    assert client.get(reverse("post_repost", args=[post.reference])).status_code == 302


@pytest.mark.parametrize("way", ["undelete", "restore"])
def test_of_two_of_one_place_one_comes_back(post, outsider, way):
    place, clerk = channel_of(outsider), PersonFactory(is_staff=True)
    first = repost(outsider, post=post, channel=place)
    if way == "undelete":
        delete_post(outsider, post=first)
    else:
        hide_post(clerk, post=first, reason="广告")
    repost(outsider, post=post, channel=place)

    with pytest.raises(PassedOnSince):
        undelete_post(outsider, post=first) if way == "undelete" else restore_post(clerk, post=first, reason="误会")
    assert place.posts.filter(state=Standing.VISIBLE).count() == 1
