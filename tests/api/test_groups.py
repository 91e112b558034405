"""Groups, memberships and invitations in the API."""

import pytest

from community.channels.models import Subscription
from community.groups.models import Group
from tests.api.clients import client_of
from tests.counting import queries_asked
from tests.factories import GroupFactory, PersonFactory, PictureFactory, subscribe

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
    assert keeper.post(f"{path}members/{rude.username}/remove/", {}).json()["errors"][0]["field"] == "reason"
    assert keeper.post(f"{path}members/{rude.username}/remove/", {"reason": "骂人", "ban": True}).status_code == 204
    assert Subscription.objects.get(person=rude).state == "banned"
    assert client_of(rude).get(path).status_code == 404
    assert owner.post(f"{path}leave/").json()["code"] == "owner_must_hand_over"
    assert owner.post(f"{path}hand-over/", {"to": member.username}).json()["my_role"] == "moderator"
    assert owner.post(f"{path}leave/").status_code == 204


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
