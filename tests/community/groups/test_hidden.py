"""A hidden group is there for its members only; one by invitation shows its front, and no more."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from community.channels.channels import find_channel
from community.discovery.searching import search
from community.groups.editing import edit_group
from community.groups.inviting import invite
from community.groups.models import Group
from community.groups.showing import directory
from content.cards.registry import cards_for
from content.pictures.models import Picture
from tests.factories import GroupFactory, PersonFactory, PictureFactory, PostFactory, subscribe

pytestmark = pytest.mark.django_db


@pytest.fixture
def hidden():
    group = GroupFactory(name="翡翠斋夜谈", slug="jade-nights", access="hidden")
    photo = PictureFactory(owner=group.owner)
    edit_group(group.owner, group=group, photo=photo)
    return group


def outsiders(group):
    left = subscribe(PersonFactory(), group, state="left").person
    banned = subscribe(PersonFactory(), group, state="banned").person
    return [AnonymousUser(), PersonFactory(), left, banned]


def test_nobody_outside_learns_of_it(hidden):
    for who in outsiders(hidden):
        assert not Group.objects.visible_to(who).exists()
        assert directory(who, None)[:2] == ([], [])
        assert search(who, "翡翠斋") == []
        assert cards_for([hidden.get_absolute_url()], who) == {}
        assert find_channel(who, "group:jade-nights") is None
        assert not Picture.objects.visible_to(who).filter(pk=hidden.photo_id).exists()


@pytest.mark.parametrize(
    "route", ["group", "group_about", "group_join", "group_leave", "group_members", "group_shelf", "group_bans"]
)
def test_its_addresses_are_those_of_nothing(client, sign_in, hidden, route):
    for reader in (client, sign_in(PersonFactory())):
        for method in (reader.get, reader.post):
            real = method(reverse(route, args=["jade-nights"]))
            none = method(reverse(route, args=["no-such-group"]))
            assert real.status_code == none.status_code
            shown = [real.content.replace(b"jade-nights", b"X"), none.content.replace(b"no-such-group", b"X")]
            assert len(shown[0]) == len(shown[1])


def test_its_members_see_all_of_it(hidden, sign_in):
    member = subscribe(PersonFactory(), hidden).person
    post = PostFactory(channel=hidden.channel, text="玛瑙暗号")

    assert directory(member, None)[0][0].group == hidden
    page = sign_in(member).get(hidden.get_absolute_url()).content.decode()
    assert post.text in page
    assert "data-share" not in page


def test_whoever_holds_an_invitation_comes_in(hidden, sign_in):
    invitation = invite(hidden.owner, group=hidden, max_uses=1)
    guest = PersonFactory()
    client = sign_in(guest)

    assert hidden.name in client.get(invitation.get_absolute_url()).content.decode()
    client.post(reverse("invitation_join", args=[invitation.reference]))

    assert client.get(hidden.get_absolute_url()).context["front"].is_member
    late = sign_in(PersonFactory()).get(invitation.get_absolute_url())
    assert late.status_code == 410
    assert hidden.name not in late.content.decode()


def test_by_invitation_only_the_front_is_seen(client, sign_in):
    group = GroupFactory(name="手艺人茶话会", access="invite")
    PostFactory(channel=group.channel, text="成本价")

    page = client.get(group.get_absolute_url())

    assert page.status_code == 200
    assert "成本价" not in page.content.decode()
    answer = sign_in(PersonFactory()).post(reverse("group_join", args=[group.slug]))
    assert answer.status_code == 400
    assert group.name in client.get(reverse("groups")).content.decode()
