"""The pages of groups: who sees what, what a form says when it is wrong, and what a page costs."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from community.channels.following import follow
from community.channels.models import Subscription
from community.groups.editing import edit_group
from community.groups.inviting import invite
from community.groups.joining import join_group
from community.groups.membering import remove_member
from community.groups.models import Group, Invitation
from community.groups.wording import answer_field
from community.shelves.vouching import vouch
from tests.counting import queries_asked
from tests.factories import (
    PersonFactory,
    PictureFactory,
    PostFactory,
    ProductFactory,
    StoreFactory,
    channel_of,
    subscribe,
)

pytestmark = pytest.mark.django_db


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
    one = reverse("group_member", args=[asked_group.slug, other.username])
    assert f"{one}?act=decline" in page.content.decode()
    assert [act.name for act in client.get(one).context["acts"]] == ["decline", "warn", "limit", "ban"]
    assert client.post(one, {"act": "decline"}).status_code == 400
    answer = client.post(one, {"act": "decline", "reason": "人满了"})
    assert answer["Location"] == reverse("group_requests", args=[asked_group.slug])
    states = dict(Subscription.objects.filter(channel__group=asked_group).values_list("person", "state"))
    assert (states[person.pk], states[other.pk]) == ("active", "left")


def test_removing_asks_for_a_reason(sign_in, group, join, moderator):
    member = join(group).person
    client, page = sign_in(moderator), reverse("group_member", args=[group.slug, member.username])

    assert client.post(page, {"act": "ban", "reason": ""}).status_code == 400
    assert client.post(page, {"act": "member", "reason": "不在"}).status_code == 400
    assert client.post(page, {"act": "ban", "reason": "刷广告"}).status_code == 303
    assert Subscription.objects.get(person=member, channel__group=group).state == "banned"
    assert client.get(page).status_code == 404


def test_members_are_warned_and_limited_on_their_page(sign_in, group, join, moderator):
    member = join(group).person
    client, page = sign_in(moderator), reverse("group_member", args=[group.slug, member.username])

    assert [act.name for act in client.get(page).context["acts"]] == ["warn", "limit", "remove", "ban"]
    typed = client.post(page, {"act": "limit", "what": ["post"], "days": "9", "reason": "刷屏"})
    assert typed.status_code == 400
    assert "刷屏" in typed.content.decode()
    assert client.post(page, {"act": "warn", "phrase": "0"}).status_code == 303
    assert client.post(page, {"act": "limit", "what": ["post"], "days": "7", "reason": "刷屏"}).status_code == 303
    limit = member.restrictions.get()
    assert (limit.what, limit.group, limit.action.reason) == ("post", group, "刷屏")
    assert set(member.rulings.values_list("verb", flat=True)) == {"warn_person", "limit_person"}


def test_who_has_left_is_found_by_name_and_banned(sign_in, group, join, moderator):
    gone, page = join(group, state="left").person, reverse("group_bans", args=[group.slug])
    one = reverse("group_member", args=[group.slug, gone.username])
    client = sign_in(moderator)
    assert client.get(page, {"who": gone.username})["Location"] == f"{one}?act=ban"
    for nobody in (PersonFactory().username, "\x00", "龙" * 500):
        assert client.get(page, {"who": nobody}).status_code == 200
    assert client.post(one, {"act": "ban", "phrase": "0"}).status_code == 303
    assert Subscription.objects.get(person=gone, channel__group=group).state == "banned"
    another = reverse("group_member", args=[group.slug, join(group, state="left").person.username])
    assert sign_in(join(group).person).get(another).status_code == 404


def test_a_role_is_taken_with_a_reason(sign_in, group, join):
    helper = join(group, role="moderator").person
    client, page = sign_in(group.owner), reverse("group_member", args=[group.slug, helper.username])
    assert client.post(page, {"act": "member"}).status_code == 400
    assert client.post(page, {"act": "member", "phrase": "0"}).status_code == 303
    assert Subscription.objects.get(person=helper, channel__group=group).role == "member"


def test_anothers_link_is_ended_with_a_reason(sign_in, group, join, moderator):
    link = Invitation.objects.create(group=group, created_by=join(group).person)
    client, page = sign_in(moderator), reverse("invitation_revoke", args=[link.reference])
    assert page in client.get(reverse("group_invitations", args=[group.slug])).content.decode()
    assert client.get(page).status_code == 200
    assert client.post(page).status_code == 400
    assert client.post(page, {"reason": "发得到处都是"}).status_code == 303
    link.refresh_from_db()
    assert not link.is_usable


def test_settings_roles_and_handing_over(sign_in, group, join):
    member = join(group).person
    client = sign_in(group.owner)

    client.post(reverse("group_settings", args=[group.slug]), {"name": "新名字", "access": "ask"})
    client.post(reverse("group_member_role", args=[group.slug, member.username]), {"role": "moderator"})
    client.post(reverse("group_hand_over", args=[group.slug]), {"to": member.username})
    client.post(reverse("group_offer_withdraw", args=[group.slug]))
    client.post(reverse("group_hand_over", args=[group.slug]), {"to": member.username})
    assert client.post(reverse("group_take_over", args=[group.slug])).status_code == 403
    assert sign_in(member).get(group.get_absolute_url()).context["offer"].to == member
    sign_in(member).post(reverse("group_take_over", args=[group.slug]))

    client = sign_in(group.owner)
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
        for subject in (ProductFactory(), StoreFactory()):
            vouch(member, group=group, subject=subject, sentence="好")
        banned = subscribe(PersonFactory(), group)
        remove_member(group.owner, subscription=banned, reason="广告", ban=True)
    return reader


@pytest.mark.parametrize(
    "page", ["group", "group_members", "group_requests", "group_invitations", "group_bans", "group_shelf"]
)
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


def test_where_there_are_rules_the_button_leads_to_them(sign_in, person, group):
    edit_group(group.owner, group=group, rules="不刷广告")
    client, join = sign_in(person), reverse("group_join", args=[group.slug])

    assert join in client.get(group.get_absolute_url()).content.decode()
    assert "不刷广告" in client.get(join).content.decode()
    assert client.post(join).status_code == 400
    assert client.post(join, {"rules_1": "on"}).status_code == 400
    assert client.post(join, {"rules_2": "on"}).status_code == 303
    assert Subscription.objects.get(person=person, channel__group=group).rules_version == 2

    edit_group(group.owner, group=group, rules="不刷广告，不刷屏")
    agree = reverse("group_rules_agree", args=[group.slug])
    assert agree in client.get(group.get_absolute_url()).content.decode()
    for odd in ("", "x", "-1", "9" * 40, "\x00"):
        assert client.post(agree, {"version": odd}).status_code < 500
    client.post(agree, {"version": "3"})
    assert agree not in client.get(group.get_absolute_url()).content.decode()


def test_answers_are_shown_to_whoever_decides(sign_in, person, asked_group):
    edit_group(asked_group.owner, group=asked_group, questions=["喝什么？"])
    client, join = sign_in(person), reverse("group_join", args=[asked_group.slug])
    page = client.post(join, {"note": "我是邻居"})
    assert page.status_code == 400
    assert "我是邻居" in page.content.decode()

    client.post(join, {"note": "我是邻居", answer_field("喝什么？"): "龙井"})

    page = sign_in(asked_group.owner).get(reverse("group_requests", args=[asked_group.slug])).content.decode()
    assert "喝什么？" in page
    assert "龙井" in page


def test_members_are_found_by_name(sign_in, group, join):
    tang = join(group, person=PersonFactory(name="汤汤")).person
    join(group)
    page = sign_in(tang).get(reverse("group_members", args=[group.slug]), {"q": "汤"})
    assert [row.person for row in page.context["others"]] == [tang]
    for odd in ("\x00", "龙" * 5000, "%", "_"):
        assert sign_in(tang).get(reverse("group_members", args=[group.slug]), {"q": odd}).status_code == 200


def test_bans_are_listed_with_their_reason_and_lifted_with_one(sign_in, group, join, moderator):
    rude = join(group)
    remove_member(moderator, subscription=rude, reason="骂人", ban=True)
    client, one = sign_in(group.owner), reverse("group_ban", args=[group.slug, rude.person.username])

    assert "骂人" in client.get(reverse("group_bans", args=[group.slug])).content.decode()
    assert client.post(one, {"reason": " "}).status_code == 400
    assert client.post(one, {"reason": "道歉了"}).status_code == 303
    assert client.get(one).status_code == 404
    rude.refresh_from_db()
    assert rude.state == "left"


def test_the_owner_reads_whose_the_group_will_be_before_leaving(sign_in, group, join):
    heir = join(group).person
    client, leave = sign_in(group.owner), reverse("group_leave", args=[group.slug])

    assert heir.name in client.get(leave).content.decode()
    assert client.post(leave).status_code == 200
    client.post(leave, {"passing_on": "1"})

    group.refresh_from_db()
    assert group.owner == heir


def test_an_announcement_is_made_and_taken_back(sign_in, group, join):
    post = PostFactory(channel=group.channel)
    client = sign_in(group.owner)
    page = client.get(post.get_absolute_url()).content.decode()
    assert reverse("post_announce", args=[post.reference]) in page

    client.post(reverse("post_announce", args=[post.reference]))
    assert client.get(group.get_absolute_url()).context["pinned"][0].post == post
    client.post(reverse("post_unannounce", args=[post.reference]))

    post.refresh_from_db()
    assert post.announced_at is None
    assert sign_in(join(group).person).post(reverse("post_announce", args=[post.reference])).status_code == 403


def pages_of(client, address, key):
    """Everything of a paged list, and how many pages it took."""
    found, cursor, count = [], "", 0
    while count == 0 or cursor:
        page = client.get(address, {"cursor": cursor})
        found, cursor, count = found + list(page.context[key]), page.context["cursor"], count + 1
    return found, count


def test_all_who_ask_to_be_let_in_are_there(sign_in, asked_group, join, monkeypatch):
    monkeypatch.setattr("community.groups.showing.MEMBERS_PAGE", 2)
    asking = [join(asked_group, state="pending") for _each in range(5)]
    # Two in the same moment, and one who asks again and so waits the shortest.
    rows = type(asking[0]).objects.filter(pk__in=[row.pk for row in asking[1:3]])
    rows.update(changed_at=asking[3].changed_at)
    asking[0].save()

    found, count = pages_of(sign_in(asked_group.owner), reverse("group_requests", args=[asked_group.slug]), "waiting")

    assert [row.pk for row in found] == [asking[at].pk for at in (1, 2, 3, 4, 0)]
    assert count == 3
    assert (
        sign_in(asked_group.owner)
        .get(reverse("group_requests", args=[asked_group.slug]), {"cursor": "nonsense"})
        .status_code
        == 200
    )


def test_all_invitations_are_there(sign_in, group, monkeypatch):
    monkeypatch.setattr("community.groups.showing.PAGE", 2)
    made = [group.invitations.create(created_by=group.owner) for _each in range(5)]

    found, count = pages_of(sign_in(group.owner), reverse("group_invitations", args=[group.slug]), "rows")

    assert [row["invitation"] for row in found] == made[::-1]
    assert count == 3
