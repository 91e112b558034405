"""The pages of groups: who sees what, what a form says when it is wrong, and what a page costs."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from community.channels.following import follow
from community.channels.models import Subscription
from community.groups.inviting import invite
from community.groups.joining import join_group
from community.groups.models import Group
from tests.counting import queries_asked
from tests.factories import PersonFactory, PictureFactory, PostFactory, channel_of, subscribe

pytestmark = pytest.mark.django_db


@pytest.fixture
def sign_in(client):
    def signed_in(person):
        client.force_login(person)
        return client

    return signed_in


def test_the_directory_shows_mine_first_and_then_what_i_can_join(sign_in, person, join, group, closed_group):
    mine = join(closed_group, person=person).channel.group

    page = sign_in(person).get(reverse("groups"))

    assert [front.group for front in page.context["mine"]] == [mine]
    assert [front.group for front in page.context["others"]] == [group]


def test_guests_see_the_directory(client, group, closed_group):
    assert [front.group for front in client.get(reverse("groups")).context["others"]] == [group]


def test_the_directory_has_more_pages(client):
    for number in range(23):
        Group.objects.create(slug=f"g{number}", name=f"群{number}", owner=PersonFactory())
    first = client.get(reverse("groups"))
    second = client.get(reverse("groups"), {"cursor": first.context["cursor"]})

    assert len(first.context["others"]) == 20
    assert len(second.context["others"]) == 3


@pytest.mark.parametrize("cursor", ["x", "\x00", "eyJ:1"])
def test_a_broken_cursor_begins_at_the_top(client, group, cursor):
    assert client.get(reverse("groups"), {"cursor": cursor}).context["others"]


def test_founding(sign_in, person):
    photo = BytesIO()
    Image.new("RGB", (300, 300), "#888").save(photo, "PNG")
    data = {"name": "湖边喝茶", "access": "ask", "photo": SimpleUploadedFile("a.png", photo.getvalue())}

    answer = sign_in(person).post(reverse("group_new"), data)

    group = Group.objects.get()
    assert answer.status_code == 303
    assert answer["Location"] == group.get_absolute_url()
    assert (group.owner, group.access) == (person, "ask")
    assert group.photo.owner == person


def test_what_was_typed_comes_back(sign_in, person):
    data = {"name": "", "about": "周六下午", "access": "ask", "rules": "不刷广告"}

    answer = sign_in(person).post(reverse("group_new"), data)

    assert answer.status_code == 400
    assert answer.context["form"].errors["name"]
    for typed in ("周六下午", "不刷广告"):
        assert typed in answer.content.decode()


def test_a_file_that_is_no_photo_is_refused_at_its_field(sign_in, person):
    data = {"name": "湖边", "access": "public", "photo": SimpleUploadedFile("a.jpg", b"not a photo")}

    answer = sign_in(person).post(reverse("group_new"), data)

    assert answer.status_code == 400
    assert answer.context["form"].errors["photo"]


def test_one_tap_joins_a_public_group(sign_in, person, group):
    answer = sign_in(person).post(reverse("group_join", args=[group.slug]))

    assert answer["Location"] == group.get_absolute_url()
    assert Subscription.objects.get(person=person, channel__group=group).is_active


def test_one_asks_with_a_word_and_can_take_it_back(sign_in, person, asked_group):
    client = sign_in(person)
    client.post(reverse("group_join", args=[asked_group.slug]), {"note": "我是邻居"})
    page = client.get(asked_group.get_absolute_url())

    assert page.context["front"].is_asking
    client.post(reverse("group_leave", args=[asked_group.slug]))
    assert not client.get(asked_group.get_absolute_url()).context["front"].is_asking


def test_guests_are_asked_to_sign_in_and_come_back(client, asked_group):
    answer = client.post(
        reverse("group_join", args=[asked_group.slug]), headers={"referer": asked_group.get_absolute_url()}
    )

    assert answer.status_code == 302
    assert "next=" in answer["Location"]


def test_the_front_names_whom_one_knows(sign_in, person, asked_group, join):
    known = join(asked_group).person
    join(asked_group)
    follow(person, channel=channel_of(known))

    front = sign_in(person).get(asked_group.get_absolute_url()).context["front"]

    assert (front.member_count, front.known.count, front.known.people) == (3, 1, [known])


def test_a_public_group_is_read_by_all_but_its_members_stay_among_themselves(client, sign_in, group, join, person):
    join(group)
    post = PostFactory(channel=group.channel, text="周四烤面包")

    assert post.text in client.get(group.get_absolute_url()).content.decode()
    assert client.get(reverse("group_members", args=[group.slug])).status_code == 302
    assert sign_in(person).get(reverse("group_members", args=[group.slug])).status_code == 403


def test_members_see_members(sign_in, group, join):
    member = join(group).person
    moderator = join(group, role="moderator").person

    page = sign_in(member).get(reverse("group_members", args=[group.slug]))

    assert [row.person for row in page.context["keepers"]] == [group.owner, moderator]
    assert [row.person for row in page.context["others"]] == [member]
    assert not any(row.can_manage for row in page.context["others"])
    page = sign_in(group.owner).get(reverse("group_members", args=[group.slug]))
    assert [row.can_manage for row in page.context["keepers"]] == [False, True]
    assert page.context["others"][0].can_manage


def test_invitation_in_two_taps(sign_in, person, closed_group):
    invitation = invite(closed_group.owner, group=closed_group)
    client = sign_in(person)

    page = client.get(invitation.get_absolute_url())
    answer = client.post(reverse("invitation_join", args=[invitation.reference]))

    assert closed_group.name in page.content.decode()
    assert answer["Location"] == closed_group.get_absolute_url()
    assert client.get(closed_group.get_absolute_url()).context["front"].is_member


def test_guests_sign_in_midway_and_come_back_to_the_invitation(client, closed_group):
    invitation = invite(closed_group.owner, group=closed_group)

    page = client.get(invitation.get_absolute_url())

    assert f"next=%2Fi%2F{invitation.reference}%2F" in page.content.decode()


def test_the_photo_of_a_closed_group_is_not_at_its_door(client, closed_group):
    closed_group.photo = PictureFactory(owner=closed_group.owner, is_private=True)
    closed_group.save()
    invitation = invite(closed_group.owner, group=closed_group)

    assert closed_group.photo.reference not in client.get(invitation.get_absolute_url()).content.decode()


def test_making_ending_and_printing_invitations(sign_in, group, moderator):
    client = sign_in(moderator)
    client.post(reverse("group_invitations", args=[group.slug]), {"uses": "10", "days": "7"})
    invitation = group.invitations.get()

    assert invitation.max_uses == 10
    assert invitation.reference in client.get(reverse("group_invitations", args=[group.slug])).content.decode()
    assert b"<svg" in client.get(reverse("invitation_qr", args=[invitation.reference])).content
    assert "<svg" in client.get(reverse("invitation_poster", args=[invitation.reference])).content.decode()
    client.post(reverse("invitation_revoke", args=[invitation.reference]))
    assert client.get(invitation.get_absolute_url()).status_code == 410


def test_letting_in_and_not(sign_in, asked_group, person):
    other = PersonFactory()
    for who in (person, other):
        join_group(who, group=asked_group)
    client = sign_in(asked_group.owner)
    page = client.get(reverse("group_requests", args=[asked_group.slug]))

    assert [row.person for row in page.context["waiting"]] == [person, other]
    client.post(reverse("group_request_accept", args=[asked_group.slug, person.username]))
    client.post(reverse("group_request_decline", args=[asked_group.slug, other.username]))
    states = dict(Subscription.objects.filter(channel__group=asked_group).values_list("person", "state"))
    assert (states[person.pk], states[other.pk]) == ("active", "left")


def test_removing_asks_for_a_reason(sign_in, group, join, moderator):
    member = join(group).person
    client, page = sign_in(moderator), reverse("group_member", args=[group.slug, member.username])

    assert client.post(page, {"reason": ""}).status_code == 400
    assert client.post(page, {"reason": "刷广告", "ban": "on"}).status_code == 303
    assert Subscription.objects.get(person=member, channel__group=group).state == "banned"


def test_settings_roles_and_handing_over(sign_in, group, join):
    member = join(group).person
    client = sign_in(group.owner)

    client.post(reverse("group_settings", args=[group.slug]), {"name": "新名字", "access": "ask"})
    client.post(reverse("group_member_role", args=[group.slug, member.username]), {"role": "moderator"})
    client.post(reverse("group_hand_over", args=[group.slug]), {"to": member.username})

    group.refresh_from_db()
    assert (group.name, group.access, group.owner) == ("新名字", "ask", member)
    assert client.get(reverse("group_settings", args=[group.slug])).status_code == 403
    sign_in(member).post(reverse("group_close", args=[group.slug]))
    assert client.get(group.get_absolute_url()).status_code == 404


def fill(group, count):
    reader = subscribe(PersonFactory(), group, role="moderator").person
    for _ in range(count):
        member = subscribe(PersonFactory(photo=PictureFactory()), group).person
        follow(reader, channel=channel_of(member))
        join_group(PersonFactory(), group=group)
        post = PostFactory(channel=group.channel, author=member)
        post.pictures.create(picture=PictureFactory(owner=member))
    return reader


@pytest.mark.parametrize("page", ["group", "group_members", "group_requests", "group_invitations"])
def test_a_page_costs_the_same_however_full_it_is(sign_in, asked_group, page):
    costs = []
    for count in (3, 12):
        reader = fill(asked_group, count)
        client = sign_in(reader)
        client.get(reverse(page, args=[asked_group.slug]))
        with queries_asked() as queries:
            assert client.get(reverse(page, args=[asked_group.slug])).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1]
    assert costs[1] <= 30


def test_the_directory_costs_the_same_however_long_it_is(sign_in, person):
    costs = []
    for count in (3, 12):
        for _ in range(count):
            fill(Group.objects.create(slug=f"g{Group.objects.count()}", name="群", owner=PersonFactory()), 1)
        client = sign_in(person)
        client.get(reverse("groups"))
        with queries_asked() as queries:
            client.get(reverse("groups"))
        costs.append(len(queries))
    assert costs[0] == costs[1]
