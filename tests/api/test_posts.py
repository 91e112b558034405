"""Posts, comments, reactions, follows and reports in the API."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.channels.channels import channel_key
from community.channels.models import Subscription
from community.moderation.models import Report
from community.posts.models import Comment, Post
from tests.api.clients import client_of
from tests.counting import queries_asked
from tests.factories import (
    CommentFactory,
    GroupFactory,
    PersonFactory,
    PictureFactory,
    PostFactory,
    ProductFactory,
    StoreFactory,
    channel_of,
    subscribe,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    return GroupFactory()


@pytest.fixture
def member(group):
    return subscribe(PersonFactory(), group).person


def test_what_is_announced_says_so(group, member):
    post = PostFactory(channel=group.channel)
    path = f"/api/v1/posts/{post.reference}/"
    assert client_of(member).get(path).json()["announced_at"] is None
    Post.objects.filter(pk=post.pk).update(announced_at=timezone.now())
    assert client_of(member).get(path).json()["announced_at"]


def test_a_card_says_where_it_leads(group, member):
    paths = ("https://www.example.com/tea", ProductFactory().get_absolute_url())
    cards = []
    for link in paths:
        post = PostFactory(channel=group.channel, link=link)
        cards.append(client_of(member).get(f"/api/v1/posts/{post.reference}/").json()["card"])
    assert [(card["is_outside"], card["host"]) for card in cards] == [(True, "example.com"), (False, "")]


def test_a_post_is_written_changed_and_taken_away(group, member, guest):
    product, photo = ProductFactory(), PictureFactory(owner=member)
    client = client_of(member)
    data = {
        "channel": channel_key(group),
        "text": "到了",
        "link": product.get_absolute_url(),
        "pictures": [photo.reference],
    }

    made = client.post("/api/v1/posts/", data)

    assert made.status_code == 201
    body = made.json()
    assert (body["author"]["username"], body["channel"]) == (member.username, channel_key(group))
    assert (body["card"]["title"], body["card"]["price"], body["card"]["currency"]) == (product.name, 16800, "CNY")
    assert [picture["reference"] for picture in body["pictures"]] == [photo.reference]
    path = f"/api/v1/posts/{body['reference']}/"
    assert client.patch(path, {"text": "都到了"}).json()["text"] == "都到了"
    assert guest.get(path).json()["text"] == "都到了"
    assert client_of(group.owner).patch(path, {"text": "?"}).status_code == 403
    assert client.delete(path).status_code == 204
    assert client_of(group.owner).post(f"{path}undelete/").status_code == 404
    assert client.post(f"{path}undelete/").json()["text"] == "都到了"
    assert client.post(f"{path}undelete/").status_code == 404
    assert client.delete(path).status_code == 204
    assert guest.get(path).status_code == 404


def test_the_same_key_is_the_same_post(group, member):
    client, data = client_of(member), {"channel": channel_key(group), "text": "到了"}
    made = [client.post("/api/v1/posts/", data, headers={"Idempotency-Key": "k"}).json() for _ in range(2)]

    assert made[0]["reference"] == made[1]["reference"]
    assert Post.objects.count() == 1


def test_a_refusal_names_the_field(group, member):
    client, key = client_of(member), channel_key(group)
    for field, data in [
        ("text", {"channel": key}),
        ("link", {"channel": key, "link": "javascript:x"}),
        ("pictures", {"channel": key, "pictures": [PictureFactory().reference]}),
        ("channel", {"text": "到了"}),
    ]:
        answer = client.post("/api/v1/posts/", data, format="json")
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, field)


def test_outsiders_and_guests_do_not_write(group, guest):
    data = {"channel": channel_key(group), "text": "?"}
    assert guest.post("/api/v1/posts/", data).status_code == 401
    assert client_of(PersonFactory()).post("/api/v1/posts/", data).status_code == 403
    assert client_of(PersonFactory()).post("/api/v1/posts/", data | {"channel": "group:no"}).status_code == 404


def test_a_channels_posts(group, member, guest):
    first, second = PostFactory.create_batch(2, channel=group.channel, author=member)
    PostFactory()

    page = guest.get("/api/v1/posts/", {"channel": channel_key(group)}).json()

    assert [row["reference"] for row in page["results"]] == [second.reference, first.reference]
    assert guest.get("/api/v1/posts/").json()["errors"][0]["field"] == "channel"
    none = guest.get("/api/v1/posts/", {"channel": channel_key(group), "author": "nobody"}).json()
    assert none["results"] == []


def test_comments_and_answers(group, member, guest):
    post = PostFactory(channel=group.channel)
    client, path = client_of(member), f"/api/v1/posts/{post.reference}/comments/"

    first = client.post(path, {"text": "水温多少？"}, headers={"Idempotency-Key": "k"}).json()
    again = client.post(path, {"text": "水温多少？"}, headers={"Idempotency-Key": "k"}).json()
    answer = client_of(group.owner).post(path, {"text": "85 度", "reply_to": first["reference"]}).json()

    assert first == again
    assert answer["reply_to"] == first["reference"]
    assert [row["text"] for row in guest.get(path).json()["results"]] == ["85 度", "水温多少？"]
    assert client.post(path, {"text": "?", "reply_to": "0" * 16}).status_code == 404
    one = f"/api/v1/comments/{first['reference']}/"
    assert client_of(group.owner).delete(one).status_code == 403
    assert client.delete(one).status_code == 204
    assert guest.get(one).status_code == 404


def test_reactions(group, member):
    post = PostFactory(channel=group.channel)
    client, path = client_of(member), f"/api/v1/posts/{post.reference}/reaction/"

    given = client.put(path, {"kind": "thanks"}).json()
    assert (given["reaction_count"], given["my_reaction"]) == (1, "thanks")
    assert client.put(path, {"kind": "angry"}).status_code == 400
    assert client.delete(path).json()["reaction_count"] == 0


def test_keeping_order(group, member):
    post = PostFactory(channel=group.channel, author=member)
    said = CommentFactory(post=post, author=member)
    owner, path = client_of(group.owner), f"/api/v1/posts/{post.reference}/"

    assert owner.put(f"{path}pin/").json()["pinned_at"]
    assert owner.delete(f"{path}pin/").json()["pinned_at"] is None
    assert client_of(member).put(f"{path}pin/").status_code == 403
    assert owner.post(f"/api/v1/comments/{said.reference}/hide/", {"reason": "骂人"}).status_code == 204
    assert owner.post(f"/api/v1/comments/{said.reference}/restore/", {"reason": "看错"}).status_code == 200
    assert owner.post(f"{path}hide/", {}).json()["errors"][0]["field"] == "reason"
    assert owner.post(f"{path}hide/", {"reason": "广告"}).status_code == 204
    assert client_of(member).post(f"{path}restore/", {"reason": "看错"}).status_code == 404
    assert owner.post(f"{path}restore/", {"reason": "看错"}).json()["reference"] == post.reference
    assert Comment.objects.visible_to(member).count() == 1


def test_following_silencing_and_parting(guest):
    reader, store = PersonFactory(), StoreFactory()
    client, key = client_of(reader), channel_key(store)

    made = client.post("/api/v1/subscriptions/", {"channel": key})
    assert (made.status_code, made.json()["channel"], made.json()["kind"]) == (201, key, "store")
    path = f"/api/v1/subscriptions/{key}/"
    assert client.patch(path, {"is_muted": True}).json()["is_muted"]
    assert not client.patch(path, {"is_muted": False}).json()["is_muted"]
    assert client.patch(path, {"muted_until": "2999-01-01T00:00Z"}).json()["is_muted"]
    assert client.patch(path, {"level": "none"}).json()["level"] == "none"
    assert client.patch(path, {"level": "loud"}).status_code == 400
    assert client.patch(path, {"muted_until": "2001-01-01T00:00Z"}).status_code == 400
    assert [row["channel"] for row in client.get("/api/v1/subscriptions/", {"kind": "store"}).json()["results"]] == [
        key
    ]
    assert client.delete(path).status_code == 204
    assert client.get("/api/v1/subscriptions/").json()["results"] == []
    assert client.patch(path, {"is_muted": True}).status_code == 409
    assert client.patch(path, {}).status_code == 404
    assert guest.get("/api/v1/subscriptions/").status_code == 401
    assert guest.delete(path).status_code == 401


def test_one_does_not_follow_everything():
    reader = PersonFactory()
    client = client_of(reader)
    for subject, code in [(GroupFactory(), "join_instead"), (reader, "own_channel")]:
        assert client.post("/api/v1/subscriptions/", {"channel": channel_key(subject)}).json()["code"] == code
    assert client.post("/api/v1/subscriptions/", {"channel": "store:nowhere"}).status_code == 404


def test_reports_and_the_log(guest, group, member):
    post = PostFactory(channel=group.channel, author=member)
    reader = PersonFactory()
    client = client_of(reader)

    made = client.post("/api/v1/reports/", {"target": f"post:{post.reference}", "reason": "spam", "note": "每天"})
    assert (made.status_code, made.json()["about"]) == (201, str(post))
    assert client.post("/api/v1/reports/", {"target": "post:0", "reason": "spam"}).status_code == 404
    assert [row["note"] for row in client.get("/api/v1/reports/").json()["results"]] == ["每天"]
    assert client_of(member).get("/api/v1/reports/").json()["results"] == []
    assert guest.get("/api/v1/reports/").status_code == 401
    client_of(group.owner).post(f"/api/v1/posts/{post.reference}/hide/", {"reason": "广告"})
    assert client.get("/api/v1/moderation/").status_code == 403
    staff = client_of(PersonFactory(is_staff=True))
    assert [row["verb"] for row in staff.get("/api/v1/moderation/").json()["results"]] == ["hide_post"]
    assert Report.objects.count() == 1


@pytest.mark.parametrize("path", ["posts", "comments", "subscriptions", "reports"])
def test_lists_cost_the_same_however_long(path, group, member):
    client, costs = client_of(member), []
    thread = PostFactory(channel=group.channel)
    asked = {
        "posts": f"/api/v1/posts/?channel={channel_key(group)}",
        "comments": f"/api/v1/posts/{thread.reference}/comments/",
    }.get(path, f"/api/v1/{path}/")
    for count in (3, 12):
        for _ in range(count):
            post = PostFactory(channel=group.channel, link=ProductFactory().get_absolute_url())
            post.pictures.create(picture=PictureFactory())
            CommentFactory(post=thread, parent=CommentFactory(post=thread))
            subscribe(member, StoreFactory())
            client.post("/api/v1/reports/", {"target": f"post:{post.reference}", "reason": "spam"})
        client.get(asked)
        with queries_asked() as queries:
            assert client.get(asked).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1]
    assert Subscription.objects.filter(person=member, channel=channel_of(group)).exists()


def test_a_report_tells_no_more_of_a_group_that_put_one_out():
    group, member = GroupFactory(access="hidden"), PersonFactory()
    membership = subscribe(member, group)
    post = PostFactory(channel=group.channel, author=group.owner, text="只给自己人看")
    client = client_of(member)
    for target in (f"post:{post.reference}", f"group:{group.slug}"):
        assert client.post("/api/v1/reports/", {"target": target, "reason": "spam"}).json()["about"]
    membership.state = "banned"
    membership.save()
    assert [row["about"] for row in client.get("/api/v1/reports/").json()["results"]] == ["", ""]


def test_a_poll_in_a_post(group, member):
    client = client_of(member)
    ask = {"channel": channel_key(group), "text": "喝什么？#茶", "poll": {"options": ["龙井", "白茶"], "days": 2}}
    made = client.post("/api/v1/posts/", ask, format="json").json()

    assert made["tags"] == ["茶"]
    assert [option["votes"] for option in made["poll"]["options"]] == [None, None]
    path = f"/api/v1/posts/{made['reference']}/vote/"
    voted = client.put(path, {"options": [2]}, format="json").json()["poll"]
    assert [(option["votes"], option["mine"]) for option in voted["options"]] == [(0, False), (1, True)]
    assert client.put(path, {"options": [1, 2]}, format="json").json()["errors"][0]["field"] == "option"
    assert not client.delete(path).json()["poll"]["has_voted"]
    assert client_of(PersonFactory()).put(path, {"options": [1]}, format="json").status_code == 403
    plain = PostFactory(channel=group.channel)
    assert client.put(f"/api/v1/posts/{plain.reference}/vote/", {"options": [1]}, format="json").status_code == 404


def test_what_was_said_before(group, member, guest):
    post = PostFactory(channel=group.channel, author=member, text="一")
    said = CommentFactory(post=post, author=member, text="甲")
    client = client_of(member)
    client.patch(f"/api/v1/posts/{post.reference}/", {"text": "二"}, format="json")
    edited = client.patch(f"/api/v1/comments/{said.reference}/", {"text": "乙"}, format="json").json()

    assert edited["edited_at"]
    assert [row["text"] for row in guest.get(f"/api/v1/posts/{post.reference}/revisions/").json()["results"]] == ["一"]
    assert [row["text"] for row in guest.get(f"/api/v1/comments/{said.reference}/revisions/").json()["results"]] == [
        "甲"
    ]
    other = client_of(PersonFactory()).patch(f"/api/v1/comments/{said.reference}/", {"text": "?"}, format="json")
    assert other.status_code == 403


def test_photos_and_what_they_show_change(group, member, guest):
    one, two = (PictureFactory(owner=member, alt=alt) for alt in ("甲", "乙"))
    client = client_of(member)
    sent = {"channel": channel_key(group), "pictures": [one.reference, two.reference], "alts": {one.reference: "甲!"}}
    path = f"/api/v1/posts/{client.post('/api/v1/posts/', sent, format='json').json()['reference']}/"

    changed = {"pictures": [two.reference], "alts": {two.reference: "乙!"}}
    edited = client.patch(path, changed, format="json").json()
    assert [(picture["reference"], picture["alt"]) for picture in edited["pictures"]] == [(two.reference, "乙!")]
    (before,) = guest.get(f"{path}revisions/").json()["results"]
    assert [photo["alt"] for photo in before["pictures"]] == ["", "乙"]
    assert [bool(photo["picture"]) for photo in before["pictures"]] == [False, True]
    (before,) = client.get(f"{path}revisions/").json()["results"]
    assert [photo["picture"]["reference"] for photo in before["pictures"]] == [one.reference, two.reference]

    for wrong, field in [
        ({"pictures": [PictureFactory().reference]}, "pictures"),
        ({"pictures": []}, "text"),
        ({"alts": {two.reference: "长" * 201}}, "alts"),
    ]:
        answer = client.patch(path, wrong, format="json")
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["field"].startswith(field)


def test_names(group, member, guest):
    subscribe(PersonFactory(username="linxiao", name="林晓"), group)
    where = {"channel": channel_key(group), "q": "lin"}

    assert client_of(member).get("/api/v1/names/", where).json() == [{"username": "linxiao", "name": "林晓"}]
    assert guest.get("/api/v1/names/", where).status_code == 401
    assert client_of(member).get("/api/v1/names/", where | {"channel": "group:no"}).status_code == 404


def test_drafts(group, member):
    client, other = client_of(member), client_of(PersonFactory())
    words = {"channel": channel_key(group), "text": "改天", "poll": {"options": ["一", "二"]}}
    made = client.post("/api/v1/drafts/", words, format="json").json()
    path = f"/api/v1/drafts/{made['reference']}/"

    assert (made["state"], made["due_at"], made["poll"]["days"]) == ("draft", None, 3)
    assert client.get("/api/v1/drafts/", {"state": "draft"}).json()["results"] == [made]
    assert other.get(path).status_code == 404
    assert client.put(path, {"text": "明天"}, format="json").json()["poll"] is None
    assert client.put(f"{path}schedule/", {"due_at": "2001-01-01T00:00Z"}, format="json").status_code == 400
    due = (timezone.now() + timedelta(days=1)).isoformat()
    assert client.put(f"{path}schedule/", {"due_at": due}, format="json").json()["state"] == "scheduled"
    assert client.delete(f"{path}schedule/").json()["state"] == "draft"
    post = client.post(f"{path}publish/")
    assert (post.status_code, post.json()["text"]) == (201, "明天")
    assert client.get(path).status_code == 404
    assert client.delete(path).status_code == 404
    again = client.post("/api/v1/drafts/", words, format="json").json()
    assert client.delete(f"/api/v1/drafts/{again['reference']}/").status_code == 204
