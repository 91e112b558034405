"""Posts kept at hand, and who reacted."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from community.channels.models import Subscription
from community.groups.models import Group
from community.people.models import Block
from community.posts.models import Post, Reaction, SavedPost, Standing
from community.posts.saving import save_post, saved_page, unsave_post
from community.posts.sharing import reaction_counts, reactions_page
from config.kit.errors import NotAllowed
from tests.counting import queries_asked
from tests.factories import PersonFactory, PostFactory

pytestmark = pytest.mark.django_db
GUEST = AnonymousUser()


def kept(person, **options):
    return [item.post for item in saved_page(person, **options)[0]]


def test_it_works(post, outsider):
    save_post(outsider, post=post)
    save_post(outsider, post=post)

    items, cursor = saved_page(outsider)
    assert ([item.post for item in items], items[0].is_saved, cursor) == ([post], True, "")
    assert SavedPost.objects.count() == 1
    assert kept(PersonFactory()) == []


def test_it_is_let_go(post, outsider):
    save_post(outsider, post=post)

    assert unsave_post(outsider, post=post)
    assert not unsave_post(outsider, post=post)
    assert not unsave_post(GUEST, post=post)
    assert kept(outsider) == []


def test_latest_kept_first_page_by_page(outsider):
    posts = [PostFactory() for _each in range(5)]
    for post in [posts[2], posts[0], posts[4], posts[1], posts[3]]:
        save_post(outsider, post=post)

    first, cursor = saved_page(outsider, limit=2)
    second, cursor = saved_page(outsider, cursor, limit=2)
    third, end = saved_page(outsider, cursor, limit=2)

    shown = [item.post for item in [*first, *second, *third]]
    assert (shown, end) == ([posts[3], posts[1], posts[4], posts[0], posts[2]], "")


def test_what_one_may_no_longer_read_leaves_at_once(member, group, post):
    Group.objects.filter(pk=group.pk).update(access=Group.Access.INVITE)
    other = PostFactory()
    save_post(member, post=other)
    post = PostFactory(channel=group.channel, author=group.owner)
    save_post(member, post=post)
    assert kept(member) == [post, other]

    Subscription.objects.filter(person=member).update(state="banned")
    assert kept(member) == [other]
    Post.objects.filter(pk=other.pk).update(state=Standing.HIDDEN)
    assert kept(member) == []
    with pytest.raises(NotAllowed):
        save_post(member, post=post)


def test_guests_keep_nothing(post):
    with pytest.raises(NotAllowed):
        save_post(GUEST, post=post)


def test_pages(post, outsider, client):
    client.force_login(outsider)
    path = reverse("post_save", args=[post.reference])
    answer = client.post(path, headers={"hx-request": "true"})
    assert "post_unsave" not in answer.content.decode()
    assert reverse("post_unsave", args=[post.reference]) in answer.content.decode()

    assert post.text in client.get(reverse("saved_posts")).content.decode()
    assert client.post(reverse("post_unsave", args=[post.reference])).status_code == 303
    assert post.text not in client.get(reverse("saved_posts")).content.decode()
    assert client.get(path).status_code == 405
    assert client.get(reverse("saved_posts"), {"cursor": "\x00junk"}).status_code == 200


def test_the_page_costs_the_same_for_more(outsider, client):
    client.force_login(outsider)
    for _each in range(3):
        save_post(outsider, post=PostFactory())
    with queries_asked() as few:
        client.get(reverse("saved_posts"))
    for _each in range(9):
        save_post(outsider, post=PostFactory())

    with queries_asked() as many:
        client.get(reverse("saved_posts"))
    assert len(many) == len(few)


def sign(post, kind="heart", **fields):
    return Reaction.objects.create(post=post, person=PersonFactory(**fields), kind=kind)


def test_who_reacted_by_kind(post, outsider):
    signs = [sign(post), sign(post, "thanks"), sign(post)]

    assert [count["count"] for count in reaction_counts(post, outsider)] == [2, 1]
    assert reactions_page(post, outsider)[0] == signs[::-1]
    assert reactions_page(post, outsider, "thanks")[0] == [signs[1]]
    assert reactions_page(post, outsider, "no such")[0] == signs[::-1]


def test_blocked_and_suspended_people_are_left_out(post, outsider):
    sign(post, is_active=False)
    blocked, blocker = sign(post), sign(post)
    Block.objects.create(person=outsider, blocked=blocked.person)
    Block.objects.create(person=blocker.person, blocked=outsider)
    seen = sign(post)

    assert reactions_page(post, outsider)[0] == [seen]
    assert reaction_counts(post, outsider)[0]["count"] == 1
    assert len(reactions_page(post, GUEST)[0]) == 3


def test_reactions_page_by_page(post, client, monkeypatch):
    monkeypatch.setattr("community.posts.sharing.PAGE", 2)
    signs = [sign(post) for _each in range(5)]
    seen, cursor = [], None
    while cursor != "":
        rows, cursor = reactions_page(post, GUEST, cursor=cursor)
        seen += rows

    assert seen == signs[::-1]
    answer = client.get(reverse("post_reactions", args=[post.reference]), {"kind": "heart", "cursor": "x"})
    assert signs[-1].person.display_name in answer.content.decode()


def test_the_link_is_shared(post, client):
    answer = client.get(reverse("post_share", args=[post.reference])).content.decode()

    assert f"http://testserver{post.get_absolute_url()}" in answer
    assert "<svg" in answer
