"""Groups, memberships and invitations in the API."""

import pytest

from community.channels.models import Subscription
from community.groups.models import Group
from tests.api.clients import client_of
from tests.counting import queries_asked
from tests.factories import GroupFactory, PersonFactory, PictureFactory, PostFactory, ProductFactory, subscribe

pytestmark = pytest.mark.django_db


def test_a_group_is_founded_changed_and_closed(guest):
    founder = PersonFactory()
    client = client_of(founder)
    photo = PictureFactory(owner=founder)

    made = client.post("/api/v1/groups/", {"name": "湖边喝茶", "access": "ask", "photo": photo.reference})

    assert made.status_code == 201
    body = made.json()
    assert (body["owner"]["username"], body["my_role"], body["member_count"]) == (founder.username, "owner", 1)
    assert body["photo"]["reference"] == photo.reference
    path = f"/api/v1/groups/{body['slug']}/"
    assert client.patch(path, {"about": "周六下午"}).json()["about"] == "周六下午"
    assert client.patch(path, {"photo": ""}).json()["photo"] is None
    assert guest.get(path).json()["my_state"] == ""
    assert client.post(f"{path}close/").status_code == 204
    assert guest.get(path).status_code == 404


def test_a_refusal_names_the_field():
    client = client_of(PersonFactory())

    for field, data in [
        ("name", {}),
        ("access", {"name": "茶", "access": "secret"}),
        ("photo", {"name": "茶", "photo": PictureFactory().reference}),
        ("slug", {"name": "茶", "slug": "A-B"}),
    ]:
        answer = client.post("/api/v1/groups/", data)
        assert answer.status_code == 400
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.json()["errors"][0]["field"] == field


def test_guests_and_outsiders_change_nothing(guest):
    path = f"/api/v1/groups/{GroupFactory().slug}/"
    assert guest.post("/api/v1/groups/", {"name": "茶"}).status_code == 401
    assert guest.post(f"{path}join/").status_code == 401
    stranger = client_of(PersonFactory())
    assert stranger.patch(path, {"name": "我的"}).status_code == 403
    assert stranger.post(f"{path}close/").status_code == 403
    assert stranger.get(f"{path}members/").status_code == 403


def test_the_list_can_be_narrowed():
    reader = PersonFactory()
    mine = subscribe(reader, GroupFactory(name="西湖边喝茶", access="hidden")).channel.group
    public, ask = GroupFactory(name="面包与发酵"), GroupFactory(access="ask")
    GroupFactory(access="hidden")
    client = client_of(reader)

    def slugs(**query):
        return {row["slug"] for row in client.get("/api/v1/groups/", query).json()["results"]}

    assert slugs() == {mine.slug, public.slug, ask.slug}
    assert slugs(mine="true") == {mine.slug}
    assert slugs(mine="false") == {public.slug, ask.slug}
    assert slugs(access="ask") == {ask.slug}
    assert slugs(q="面包") == {public.slug}


def test_asking_being_let_in_and_leaving():
    group = GroupFactory(access="ask")
    owner, asker = client_of(group.owner), PersonFactory()
    client, path = client_of(asker), f"/api/v1/groups/{group.slug}/"

    assert client.post(f"{path}join/", {"note": "我是邻居"}).json()["state"] == "pending"
    waiting = owner.get(f"{path}requests/").json()["results"]
    assert [(row["person"]["username"], row["note"]) for row in waiting] == [(asker.username, "我是邻居")]
    assert client.post(f"{path}requests/{asker.username}/accept/").status_code == 403
    assert owner.post(f"{path}requests/{asker.username}/accept/").json()["state"] == "active"
    assert owner.post(f"{path}requests/{asker.username}/accept/").status_code == 404
    other = PersonFactory()
    client_of(other).post(f"{path}join/", {})
    assert owner.post(f"{path}requests/{other.username}/decline/").json()["errors"][0]["field"] == "reason"
    assert owner.post(f"{path}requests/{other.username}/decline/", {"reason": "人满了"}).json()["state"] == "left"
    assert owner.post(f"{path}members/{other.username}/remove/", {"reason": "广告"}).status_code == 409
    assert owner.post(f"{path}members/{other.username}/remove/", {"reason": "广告", "ban": True}).status_code == 204
    assert client_of(other).get(path).status_code == 404
    assert len(client.get(f"{path}members/").json()["results"]) == 2
    assert client.post(f"{path}leave/").status_code == 204
    assert client.get(f"{path}members/").status_code == 403


def test_roles_removal_and_handing_over():
    group = GroupFactory()
    member, rude = PersonFactory(), PersonFactory()
    for who in (member, rude):
        subscribe(who, group)
    owner, path = client_of(group.owner), f"/api/v1/groups/{group.slug}/"

    assert owner.post(f"{path}members/{member.username}/role/", {"role": "moderator"}).json()["role"] == "moderator"
    keeper = client_of(member)
    assert owner.post(f"{path}members/{member.username}/role/", {"role": "member"}).json()["errors"][0]["field"] == (
        "reason"
    )
    assert keeper.post(f"{path}members/{rude.username}/warn/", {}).json()["errors"][0]["field"] == "reason"
    assert keeper.post(f"{path}members/{rude.username}/warn/", {"reason": "骂人"}).status_code == 204
    assert keeper.post(f"{path}members/{group.owner.username}/warn/", {"reason": "骂人"}).status_code == 403
    limit = {"what": ["post"], "days": 7, "reason": "骂人"}
    assert keeper.post(f"{path}members/{rude.username}/limit/", limit | {"what": []}).status_code == 400
    assert keeper.post(f"{path}members/{rude.username}/limit/", limit).status_code == 204
    assert client_of(rude).post(f"{path}members/{member.username}/limit/", limit).status_code == 403
    assert set(rude.rulings.values_list("verb", flat=True)) == {"warn_person", "limit_person"}
    assert keeper.post(f"{path}members/{rude.username}/remove/", {}).json()["errors"][0]["field"] == "reason"
    assert keeper.post(f"{path}members/{rude.username}/remove/", {"reason": "骂人", "ban": True}).status_code == 204
    assert Subscription.objects.get(person=rude).state == "banned"
    assert client_of(rude).get(path).status_code == 404
    assert owner.post(f"{path}leave/").json()["code"] == "owner_must_hand_over"
    assert keeper.get(f"{path}bans/").json()["results"][0]["reason"] == "骂人"
    assert keeper.post(f"{path}bans/{rude.username}/lift/", {"reason": "道歉了"}).status_code == 204
    assert client_of(rude).get(path).status_code == 200

    offered = owner.post(f"{path}hand-over/", {"to": member.username})
    assert (offered.status_code, offered.json()["state"]) == (201, "open")
    assert owner.post(f"{path}hand-over/", {"to": member.username}).json()["errors"][0]["field"] == "to"
    assert owner.delete(f"{path}hand-over/").status_code == 204
    assert keeper.post(f"{path}hand-over/accept/").status_code == 404
    owner.post(f"{path}hand-over/", {"to": member.username})
    assert client_of(rude).post(f"{path}hand-over/accept/").status_code == 404
    assert keeper.post(f"{path}hand-over/accept/").json()["state"] == "accepted"
    assert keeper.get(path).json()["my_role"] == "owner"
    assert owner.get(path).json()["my_role"] == "moderator"
    assert keeper.post(f"{path}leave/", {"passing_on": True}).status_code == 204
    assert owner.get(path).json()["my_role"] == "owner"


def test_rules_and_questions():
    founder, asker = client_of(PersonFactory()), PersonFactory()
    data = {"name": "茶", "access": "ask", "rules": "不刷屏", "questions": ["喝什么？"]}
    made = founder.post("/api/v1/groups/", data, format="json").json()
    client, path = client_of(asker), f"/api/v1/groups/{made['slug']}/"
    front = client.get(path).json()
    assert (front["must_agree"], front["questions"]) == (True, ["喝什么？"])

    assert client.post(f"{path}join/", {}, format="json").status_code == 400
    answer = {"answers": {"喝什么？": "龙井"}}
    assert client.post(f"{path}join/", answer, format="json").json()["errors"][0]["field"] == "rules"
    joined = client.post(f"{path}join/", answer | {"rules": front["rules_version"]}, format="json")
    assert joined.json()["answers"] == [{"question": "喝什么？", "answer": "龙井"}]
    assert founder.get(f"{path}requests/").json()["results"][0]["answers"][0]["answer"] == "龙井"
    founder.post(f"{path}requests/{asker.username}/accept/")
    founder.patch(path, {"rules": "不刷屏，不刷广告"}, format="json")
    now = client.get(path).json()
    assert now["must_agree"]
    assert client.post(f"{path}rules/agree/", {"rules": now["rules_version"]}).json()["rules_version"] == 2
    assert not client.get(path).json()["must_agree"]


def test_a_chosen_address_tells_nothing_of_a_hidden_group():
    GroupFactory(slug="lake-tea", access="hidden")
    made = client_of(PersonFactory()).post("/api/v1/groups/", {"name": "茶", "slug": "lake-tea"})
    assert made.status_code == 201
    assert made.json()["slug"].startswith("lake-tea-")


def test_announcements_say_their_limit():
    group = GroupFactory()
    first, second, elsewhere = PostFactory(channel=group.channel), PostFactory(channel=group.channel), PostFactory()
    owner, path = client_of(group.owner), f"/api/v1/groups/{group.slug}/announcements/"
    assert owner.post(path, {"post": elsewhere.reference}).status_code == 404
    assert owner.post(path, {"post": first.reference}).status_code == 204
    late = owner.post(path, {"post": second.reference})
    assert (late.status_code, late.json()["code"]) == (429, "announced_today")
    assert owner.delete(f"{path}{first.reference}/").status_code == 204
    assert client_of(PersonFactory()).post(path, {"post": second.reference}).status_code == 403


def test_the_shelf(guest):
    group, product = GroupFactory(), ProductFactory()
    member = subscribe(PersonFactory(), group).person
    client, path = client_of(member), f"/api/v1/groups/{group.slug}/shelf/"
    named = {"product": f"{product.store.slug}/{product.slug}", "sentence": "喝了三年"}

    assert guest.post(path, named).status_code == 401
    assert client_of(PersonFactory()).post(path, named).status_code == 403
    assert client.post(path, {"sentence": "好"}).json()["errors"][0]["field"] == "store"
    made = client.post(path, named).json()
    assert (made["kind"], made["count"], made["my_sentence"]) == ("product", 1, "喝了三年")
    item = f"{path}{made['reference']}/"
    assert client_of(group.owner).put(f"{item}word/", {"sentence": "水温低一点"}).json()["count"] == 2
    assert guest.get(path).json()["results"][0]["count"] == 2
    assert client.delete(f"{item}word/").status_code == 204
    assert client.post(f"{item}take-down/", {"reason": "?"}).status_code == 403
    assert client_of(group.owner).post(f"{item}take-down/", {"reason": "停产"}).status_code == 204
    assert guest.get(path).json()["results"] == []
    assert client.post(f"{item}put-back/", {"reason": "?"}).status_code == 404
    assert client_of(group.owner).post(f"{item}put-back/", {"reason": "又做了"}).json()["count"] == 1
    assert len(guest.get(path).json()["results"]) == 1


def test_invitations(guest):
    group = GroupFactory(access="hidden")
    owner, path = client_of(group.owner), f"/api/v1/groups/{group.slug}/"

    made = owner.post(f"{path}invitations/", {"max_uses": 1}).json()
    assert [row["reference"] for row in owner.get(f"{path}invitations/").json()["results"]] == [made["reference"]]
    invitation = f"/api/v1/invitations/{made['reference']}/"
    assert guest.get(path).status_code == 404
    assert guest.get(invitation).json()["group"]["name"] == group.name
    assert guest.post(f"{invitation}join/").status_code == 401
    assert client_of(PersonFactory()).post(f"{invitation}join/").json()["state"] == "active"
    late = client_of(PersonFactory()).post(f"{invitation}join/")
    assert (late.status_code, late.json()["code"]) == (409, "invitation_spent")
    assert group.name not in guest.get(invitation).content.decode()
    assert client_of(PersonFactory()).delete(invitation).status_code == 403
    assert owner.delete(invitation).status_code == 204


def test_limits_of_invitations_are_checked():
    group = GroupFactory()
    client = client_of(group.owner)
    for field, value in [("max_uses", 0), ("max_uses", "many"), ("expires_at", "2001-01-01T00:00Z")]:
        answer = client.post(f"/api/v1/groups/{group.slug}/invitations/", {field: value})
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, field)


@pytest.mark.parametrize("path", ["", "members/", "requests/", "invitations/"])
def test_lists_cost_the_same_however_long(path):
    group = GroupFactory(access="ask")
    client, costs = client_of(group.owner), []
    for count in (3, 12):
        for number in range(count):
            subscribe(PersonFactory(), group)
            subscribe(PersonFactory(), group, state="pending")
            group.invitations.create(created_by=group.owner)
            Group.objects.create(slug=f"g{count}-{number}", name="群", owner=PersonFactory(), photo=PictureFactory())
        asked = f"/api/v1/groups/{group.slug}/{path}" if path else "/api/v1/groups/"
        client.get(asked)
        with queries_asked() as queries:
            assert client.get(asked).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1]
