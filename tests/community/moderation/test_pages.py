"""Reporting, and the operators' lists."""

import pytest
from django.contrib.admin.sites import site as admin_site
from django.urls import reverse

from community.channels.models import Channel, Subscription
from community.groups.models import Group, Invitation
from community.moderation.models import ModerationAction, Report
from community.moderation.reporting import report
from community.posts.models import Comment, Post, Reaction
from tests.counting import queries_asked
from tests.factories import (
    CommentFactory,
    GroupFactory,
    PersonFactory,
    PostFactory,
    ProductFactory,
    StoreFactory,
    subscribe,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    person = PersonFactory()
    client.force_login(person)
    return person


@pytest.fixture
def staff(client):
    person = PersonFactory(is_staff=True, is_superuser=True)
    client.force_login(person)
    return person


def names():
    product = ProductFactory()
    return {
        f"post:{PostFactory().reference}": Post,
        f"comment:{CommentFactory().reference}": Comment,
        f"group:{GroupFactory().slug}": Group,
        f"store:{StoreFactory().slug}": None,
        f"person:{PersonFactory().username}": None,
        f"product:{product.store.slug}/{product.slug}": None,
    }


def test_everything_can_be_reported(client, reader):
    for name in names():
        assert client.get(reverse("report"), {"target": name}).status_code == 200
        assert client.post(reverse("report"), {"target": name, "reason": "spam"}).status_code == 303
    assert Report.objects.count() == 6


@pytest.mark.parametrize("name", ["", "post:", "post:x", "store:nowhere", "x:y", "product:a", "comment:\x00"])
def test_what_is_not_there_cannot(client, reader, name):
    assert client.get(reverse("report"), {"target": name}).status_code == 404
    assert client.post(reverse("report"), {"target": name, "reason": "spam"}).status_code == 404


def test_what_one_may_not_see_cannot_either(client, reader):
    post = PostFactory(channel=GroupFactory(access="ask").channel)

    assert client.get(reverse("report"), {"target": f"post:{post.reference}"}).status_code == 404


def test_a_reason_is_chosen(client, reader):
    post = PostFactory()
    answer = client.post(reverse("report"), {"target": f"post:{post.reference}", "note": "每天都发"})

    assert answer.status_code == 400
    assert answer.context["form"].errors["reason"]
    assert "每天都发" in answer.content.decode()


def act(client, model, action, objects, reason="投诉属实"):
    path = reverse(f"admin:community_{model}_changelist")
    data = {"action": action, "_selected_action": [row.pk for row in objects], "reason": reason}
    return client.post(path, data, follow=True)


def test_operators_act_through_the_verbs(client, staff):
    post, said = PostFactory(), CommentFactory()
    group = GroupFactory()
    member = subscribe(PersonFactory(), group)
    invitation = Invitation.objects.create(group=group, created_by=member.person)

    act(client, "post", "hide_posts", [post])
    act(client, "comment", "hide_comments", [said])
    act(client, "invitation", "revoke", [invitation])
    act(client, "subscription", "ban_members", [member])
    act(client, "group", "close_groups", [group])

    for row in (post, said, member, invitation, group):
        row.refresh_from_db()
    assert (post.state, said.state, member.state) == ("hidden", "hidden", "banned")
    assert invitation.revoked_at
    assert group.closed_at
    logged = set(ModerationAction.objects.values_list("verb", "reason"))
    verbs = {"hide_post", "hide_comment", "ban_member", "end_invitation", "close_group"}
    assert logged == {(verb, "投诉属实") for verb in verbs}


def test_operators_give_a_reason_too(client, staff):
    post = PostFactory()

    act(client, "post", "hide_posts", [post], reason="")

    post.refresh_from_db()
    assert post.state == "visible"


def test_operators_settle_reports(client, staff):
    made = report(PersonFactory(), target=PostFactory(), reason="spam")

    act(client, "report", "settle", [made])

    made.refresh_from_db()
    assert made.settled_at
    assert list(ModerationAction.objects.values_list("verb", "reason")) == [("settle_reports", "投诉属实")]


@pytest.mark.parametrize(
    "model", [Channel, Subscription, Group, Invitation, Post, Comment, Reaction, Report, ModerationAction]
)
def test_each_list_can_be_searched_and_costs_the_same(client, staff, model):
    page = reverse(f"admin:community_{model._meta.model_name}_changelist")
    costs = []
    for count in (2, 8):
        for _ in range(count):
            said = CommentFactory()
            Reaction.objects.create(post=said.post, person=PersonFactory())
            made = report(PersonFactory(), target=said.post, reason="spam")
            group = subscribe(PersonFactory(), GroupFactory()).channel.group
            Invitation.objects.create(group=group, created_by=group.owner)
            act(client, "post", "hide_posts", [made.target])
        client.get(page)
        with queries_asked() as queries:
            assert client.get(page, {"q": "张"}).status_code == 200
            assert client.get(page).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1]
    assert admin_site._registry[model].has_add_permission(None) is False
