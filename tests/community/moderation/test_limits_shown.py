"""Who is kept from something is told so where they would do it, with the way to the decision; the rest is theirs."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from community.drafts import drafting
from community.drafts.models import Draft
from community.drafts.publishing import publish, publish_due
from community.moderation.restricting import Restricted, kept_from, limit_person, limits_on
from community.polls.asking import question
from community.posts import policies
from community.posts.commenting import edit_comment
from community.posts.models import Post
from community.posts.reposting import repost
from community.posts.writing import delete_post, edit_post, undelete_post, write_post
from tests.api.clients import client_of
from tests.counting import queries_asked
from tests.factories import CommentFactory, PersonFactory, PostFactory, StoreFactory, channel_of

pytestmark = pytest.mark.django_db
WHY = "总在吵架"


@pytest.fixture
def limit(group, member, moderator):
    """`limit("comment")` keeps the member from it in the group."""
    return lambda *what: limit_person(moderator, target=member, what=what, reason=WHY, group=group)


@pytest.fixture
def seen(client, member):
    """`seen(address)` is the page as the member sees it."""
    client.force_login(member)
    return lambda address: unescape(client.get(address).content.decode())


def test_under_a_post_one_reads_why_one_cannot_comment(seen, limit, group, member):
    other = PostFactory(channel=group.channel)
    said = CommentFactory(post=other)
    action = limit("comment")

    for page in (seen(other.get_absolute_url()), seen(f"{said.get_absolute_url()}?reply=1")):
        assert WHY in page
        assert action.get_absolute_url() in page
        assert reverse("post_comment", args=[other.reference]) not in page
    page = seen(other.get_absolute_url())
    assert "加入群后即可回复" not in page
    assert reverse("post_react", args=[other.reference]) in page


def test_and_still_votes(seen, limit, group, member):
    asked = write_post(group.owner, channel=group.channel, text="哪天？", poll=question(["周六", "周日"]))
    limit("comment")
    page = seen(asked.get_absolute_url())
    assert 'name="option" value="1">' in page


def test_who_is_not_in_is_asked_to_join(client, group):
    other = PostFactory(channel=group.channel)
    client.force_login(PersonFactory())
    page = client.get(other.get_absolute_url())
    assert (page.context["rights"].react, page.context["rights"].refused) == (False, None)
    assert reverse("post_react", args=[other.reference]) not in page.content.decode()


def test_a_limit_costs_a_post_nothing(client, limit, group, member):
    other = PostFactory(channel=group.channel)
    client.force_login(member)
    costs = []
    for _ in range(2):
        client.get(other.get_absolute_url())
        with queries_asked() as queries:
            client.get(other.get_absolute_url())
        costs.append(len(queries))
        limit("comment", "post")
    assert costs[0] == costs[1]


def test_in_the_group_the_reason_stands_where_one_would_write(seen, limit, group):
    assert 'id="composer-text"' in seen(group.get_absolute_url())
    action = limit("post")
    page = seen(group.get_absolute_url())
    assert 'id="composer-text"' not in page
    assert WHY in page
    assert action.get_absolute_url() in page


def test_and_no_way_to_invite(client, seen, limit, group):
    address = reverse("group_invitations", args=[group.slug])
    assert address in seen(group.get_absolute_url())
    action = limit("invite")
    assert address not in seen(group.get_absolute_url())
    assert 'id="composer-text"' in seen(group.get_absolute_url())
    answer = client.get(address)
    assert answer.status_code == 403
    assert action.get_absolute_url() in answer.content.decode()


def test_the_same_in_ones_own_places(seen, member, clerk):
    store = StoreFactory(owner=member)
    pages = (f"{member.get_absolute_url()}?tab=posts", reverse("store_news", args=[store.slug]))
    assert all('id="composer-text"' in seen(page) for page in pages)
    limit_person(clerk, target=member, what=["post"], reason=WHY)
    for page in pages:
        assert 'id="composer-text"' not in seen(page)
        assert WHY in seen(page)


def test_no_way_around_a_limit_on_posting(limit, group, member, post):
    mine, other = PostFactory(channel=group.channel, author=member), PostFactory(channel=group.channel)
    draft = drafting.save(member, channel=group.channel, text="先写着")
    delete_post(member, post=mine)
    limit("post")
    later = timezone.now() + timedelta(days=1)
    for way in (
        lambda: edit_post(member, post=post, text="改成广告"),
        lambda: undelete_post(member, post=mine),
        lambda: drafting.save(member, channel=group.channel, text="又写"),
        lambda: drafting.save(member, channel=group.channel, text="又写", draft=draft),
        lambda: drafting.schedule(member, draft=draft, due_at=later),
        lambda: publish(draft),
        lambda: repost(member, post=other, channel=group.channel, text="看"),
        lambda: write_post(member, channel=group.channel, text="哪天？", poll=question(["周六", "周日"])),
    ):
        with pytest.raises(Restricted):
            way()
    post.refresh_from_db()
    assert (post.text, Post.objects.filter(author=member, state="visible").count()) == ("买一送十", 1)
    assert edit_post(member, post=PostFactory(author=member), text="自己的地方")
    assert policies.can_delete_post(member, post)


def test_what_was_planned_comes_back_with_the_reason(limit, group, member):
    draft = drafting.save(member, channel=group.channel, text="明天见")
    drafting.schedule(member, draft=draft, due_at=timezone.now() + timedelta(minutes=1))
    limit("post")
    Draft.objects.update(due_at=timezone.now())
    draft.refresh_from_db()
    assert publish_due(draft) is None
    draft.refresh_from_db()
    assert draft.state == Draft.State.FAILED
    assert WHY in draft.reason


def test_no_way_around_a_limit_on_commenting(limit, member, said):
    limit("comment")
    with pytest.raises(Restricted):
        edit_comment(member, comment=said, text="改成广告")


@pytest.mark.parametrize("what", ["post", "comment"])
def test_changing_is_refused_with_the_ruling(client, limit, member, post, said, what):
    thing, words = {"post": (post, "posts"), "comment": (said, "comments")}[what]
    action = limit(what)
    client.force_login(member)

    for answer in (client.get, client.post):
        page = answer(reverse(f"{what}_edit", args=[thing.reference]), {"text": "改成广告"})
        assert page.status_code == 403
        assert WHY in page.content.decode()
        assert action.get_absolute_url() in page.content.decode()

    answer = client_of(member).patch(f"/api/v1/{words}/{thing.reference}/", {"text": "改成广告"})
    body = answer.json()
    assert (answer.status_code, body["code"], body["ruling"]) == (403, "restricted", action.reference)
    assert WHY in body["detail"]


def test_a_stranger_is_told_nothing(limit, post, member):
    answer = client_of(PersonFactory()).patch(f"/api/v1/posts/{post.reference}/", {"text": "改"})
    assert (answer.status_code, answer.json()["code"]) == (403, "permission_denied")


def test_all_limits_come_in_one_query(limit, member, group, clerk, django_assert_num_queries):
    limit("post", "comment")
    limit_person(clerk, target=member, what=["post"], reason="全站", until=timezone.now() + timedelta(days=9))
    with django_assert_num_queries(1):
        found = limits_on(member, group)
    assert found.keys() == {"post", "comment"}
    assert found["post"].until is None
    assert limits_on(member).keys() == {"post"}
    assert kept_from(member, "post", group).restriction == found["post"]
    assert kept_from(member, "follow", group) is None
    assert channel_of(member).group is None
