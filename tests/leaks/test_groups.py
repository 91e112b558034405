"""What is said in a group of members' own is nowhere to be found for anybody else, as if it did not exist."""

from __future__ import annotations

import json

import pytest
from django.urls import reverse

from community.channels.channels import channel_key
from community.channels.models import Subscription
from community.posts.models import Post
from config.kit.references import new_reference
from content.cards.registry import cards_for
from tests.leaks.conftest import OUTSIDERS, SECRETS

NOWHERE = new_reference()
# What a group that one can ask shows at its door, and to whom.
FRONT = ("name", "about", "rules")


def body(response):
    """The answer without what differs from one request to the next: tokens and the address asked for."""
    assert response.status_code < 500
    if response.streaming:
        return b"".join(response.streaming_content).decode("latin-1")
    return response.content.decode()


def comparable(response, *names):
    text = body(response)
    for name in names:
        text = text.replace(name, "X")
    start = text.find("csrfmiddlewaretoken")
    while start >= 0:
        end = text.index(">", start)
        text = text[:start] + text[end:]
        start = text.find("csrfmiddlewaretoken")
    return "".join(line for line in text.splitlines() if "X-CSRFToken" not in line)


def test_members_see_all_of_it(secret):
    inside = body(secret.client("owner").get(secret.group.get_absolute_url()))
    page = body(secret.client("owner").get(secret.post.get_absolute_url()))

    assert SECRETS["name"] in inside
    assert SECRETS["post"] in inside
    assert SECRETS["comment"] in page
    assert SECRETS["member"] in page
    assert secret.client("owner").get(secret.photo.url(320)).status_code == 200


@pytest.mark.parametrize("who", OUTSIDERS)
def test_pages_answer_as_for_what_does_not_exist(secret, who):
    client = secret.client(who)
    post, comment = secret.post.reference, secret.comment.reference
    asked = [
        ("get", "post", post),
        *(("post", f"post_{verb}", post) for verb in ("comment", "react", "unreact", "pin", "delete", "restore")),
        *(("post", f"comment_{verb}", comment) for verb in ("delete", "hide", "restore")),
    ]
    for method, route, reference in asked:
        real = getattr(client, method)(reverse(route, args=[reference]), {"text": "?", "kind": "heart"})
        none = getattr(client, method)(reverse(route, args=[NOWHERE]), {"text": "?", "kind": "heart"})
        assert real.status_code == none.status_code, route
        assert real.status_code in (302, 404), route
        assert comparable(real, reference) == comparable(none, NOWHERE), route


@pytest.mark.parametrize("who", OUTSIDERS)
def test_photos_answer_as_for_what_does_not_exist(secret, who):
    client = secret.client(who)
    real = client.get(reverse("picture", args=[secret.photo.reference, 320]))
    none = client.get(reverse("picture", args=[NOWHERE, 320]))

    assert (real.status_code, none.status_code) == (404, 404)
    assert comparable(real, secret.photo.reference) == comparable(none, NOWHERE)


@pytest.mark.parametrize("who", OUTSIDERS)
def test_the_api_answers_as_for_what_does_not_exist(secret, who):
    client = secret.client(who)
    key, none = channel_key(secret.group), "group:no-such-group"
    paths = [
        (f"/api/v1/posts/{secret.post.reference}/", f"/api/v1/posts/{NOWHERE}/"),
        (f"/api/v1/posts/{secret.post.reference}/comments/", f"/api/v1/posts/{NOWHERE}/comments/"),
        (f"/api/v1/comments/{secret.comment.reference}/", f"/api/v1/comments/{NOWHERE}/"),
        (f"/api/v1/pictures/{secret.photo.reference}/", f"/api/v1/pictures/{NOWHERE}/"),
        (f"/api/v1/posts/?channel={key}", f"/api/v1/posts/?channel={none}"),
    ]
    for real, nowhere in paths:
        answers = client.get(real), client.get(nowhere)
        assert [answer.status_code for answer in answers] == [404, 404], real
        assert answers[0].content == answers[1].content, real


@pytest.mark.parametrize("who", OUTSIDERS)
@pytest.mark.parametrize("verb", ["comments", "reaction", "pin", "hide"])
def test_nothing_is_done_to_what_one_may_not_see(secret, who, verb):
    client = secret.client(who)
    method = client.put if verb in ("reaction", "pin") else client.post
    data = json.dumps({"text": "?", "reason": "?"})
    answers = [
        method(f"/api/v1/posts/{reference}/{verb}/", data, content_type="application/json")
        for reference in (secret.post.reference, NOWHERE)
    ]
    assert answers[0].status_code == answers[1].status_code
    assert answers[0].status_code in (401, 404)
    assert answers[0].content == answers[1].content


@pytest.mark.parametrize("who", OUTSIDERS)
def test_cards_show_nothing(secret, who):
    links = [secret.post.get_absolute_url()]
    if secret.group.access == "hidden" or who == "banned":
        links.append(secret.group.get_absolute_url())

    assert cards_for(links, secret.people[who]) == {}


@pytest.mark.parametrize("who", OUTSIDERS)
def test_no_page_speaks_of_it(secret, who):
    """Neither the pages of the group nor those that gather things from everywhere hold a word of it."""
    client = secret.client(who)
    hidden = [name for name in SECRETS if not (secret.group.access == "ask" and name in FRONT and who != "banned")]
    paths = [
        *("/", "/groups/", "/bell/", "/me/", "/api/v1/groups/", "/api/v1/subscriptions/", "/search/?q=玛瑙"),
        *(f"/search/?q={SECRETS['name']}", f"/p/{secret.people['owner'].username}/"),
        secret.group.get_absolute_url(),
        *(
            reverse(f"group_{page}", args=[secret.group.slug])
            for page in ("about", "members", "requests", "invitations")
        ),
        f"/api/v1/groups/{secret.group.slug}/",
        f"/api/v1/groups/{secret.group.slug}/members/",
    ]
    for path in paths:
        text = body(client.get(path))
        # A search page repeats the question.
        found = [name for name in hidden if SECRETS[name] in text and SECRETS[name] not in path]
        assert found == [], path


@pytest.mark.parametrize("who", [*OUTSIDERS, "asking"])
def test_a_hidden_group_does_not_exist_for_others(secret, who, access):
    if access != "hidden":
        assert secret.client("stranger").get(secret.group.get_absolute_url()).status_code == 200
        return
    client = secret.client(who)
    for route in ("group", "group_about", "group_members", "group_settings"):
        real = client.get(reverse(route, args=[secret.group.slug]))
        none = client.get(reverse(route, args=["no-such-group"]))
        assert (real.status_code, none.status_code) == (404, 404)
        assert comparable(real, secret.group.slug) == comparable(none, "no-such-group")
    assert client.get(reverse("picture", args=[secret.group_photo.reference, 320])).status_code == 404


def test_a_ban_closes_invitations_too(secret):
    client = secret.client("banned")
    real = client.get(secret.invitation.get_absolute_url())
    none = client.get(reverse("invitation", args=[NOWHERE]))

    assert (real.status_code, none.status_code) == (404, 404)
    assert comparable(real, secret.invitation.reference) == comparable(none, NOWHERE)


def test_a_spent_invitation_tells_nothing(secret):
    secret.invitation.max_uses = 0
    secret.invitation.save()

    answer = secret.client("stranger").get(secret.invitation.get_absolute_url())

    assert answer.status_code == 410
    assert not [word for word in SECRETS.values() if word in body(answer)]


def test_who_is_blocked_reads_nothing_of_whoever_blocked_them(secret):
    client = secret.client("blocked")

    assert client.get(secret.post.get_absolute_url()).status_code == 404
    inside = body(client.get(secret.group.get_absolute_url()))
    members = body(client.get(reverse("group_members", args=[secret.group.slug])))
    assert SECRETS["name"] in inside
    assert SECRETS["post"] not in inside
    assert SECRETS["member"] not in members
    assert client.get(secret.photo.url(320)).status_code == 404


def test_leaving_takes_effect_with_the_very_next_request(secret):
    client = secret.client("member")
    assert client.get(secret.group.get_absolute_url()).status_code == 200
    own = secret.people["member"]

    client.post(reverse("group_leave", args=[secret.group.slug]))

    assert client.get(secret.post.get_absolute_url()).status_code == 404
    assert not Post.objects.visible_to(own).filter(channel=secret.group.channel).exists()
    assert SECRETS["post"] not in body(client.get("/"))


def test_no_state_but_active_reads(secret):
    """Every state that a subscription can have, those of tomorrow too."""
    person = secret.people["stranger"]
    row = Subscription.objects.create(person=person, channel=secret.group.channel)
    for state in Subscription.State.values:
        Subscription.objects.filter(pk=row.pk).update(state=state)
        readable = Post.objects.visible_to(person).filter(pk=secret.post.pk).exists()
        assert readable is (state == Subscription.State.ACTIVE), state
