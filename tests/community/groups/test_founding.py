import re

import pytest
from django.contrib.auth.models import AnonymousUser

from community.channels.models import Subscription
from community.groups.founding import found_group
from community.groups.models import Group
from config.kit.errors import Invalid, NotAllowed
from content.milestones.models import Milestone, MilestoneKind
from tests.factories import PersonFactory, PictureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def founder():
    return PersonFactory()


def test_it_works(founder):
    group = found_group(
        founder, name=" 西湖边喝茶 ", about="周六下午", rules="- 不刷屏", access="ask", place_name="西湖"
    )

    assert (group.name, group.owner, group.slug) == ("西湖边喝茶", founder, "xi-hu-bian-he-cha")
    membership = Subscription.objects.get(channel__group=group)
    assert (membership.person, membership.role, membership.state) == (founder, "owner", "active")
    assert Milestone.objects.filter(person=founder, kind=MilestoneKind.GROUP_JOINED).exists()


def test_two_of_a_name_get_two_addresses(founder):
    first, second = found_group(founder, name="茶"), found_group(founder, name="茶")

    assert first.slug != second.slug


def test_an_address_may_be_chosen(founder):
    assert found_group(founder, name="茶", slug="lake-tea").slug == "lake-tea"


@pytest.mark.parametrize("access", ["public", "hidden"])
def test_a_taken_address_gets_a_tail_and_tells_nothing(founder, access):
    found_group(founder, name="茶", slug="lake-tea", access=access)

    other = found_group(PersonFactory(), name="茶", slug="lake-tea")

    assert re.fullmatch(r"lake-tea-[0-9a-z]{5}", other.slug)


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", " "), ("name", "长" * 41), ("about", "长" * 201), ("rules", "长" * 4001), ("access", "secret")],
)
def test_words_are_checked(founder, field, value):
    with pytest.raises(Invalid) as refusal:
        found_group(founder, **{"name": "茶", field: value})
    assert refusal.value.field == field


@pytest.mark.parametrize("slug", ["Tea", "茶", "a b", "-", "a/b", "x" * 61])
def test_an_address_is_plain(founder, slug):
    with pytest.raises(Invalid) as refusal:
        found_group(founder, name="茶", slug=slug)
    assert refusal.value.field == "slug"


def test_not_with_somebody_elses_photo(founder):
    with pytest.raises(Invalid) as refusal:
        found_group(founder, name="茶", photo=PictureFactory())
    assert refusal.value.field == "photo"


@pytest.mark.parametrize(
    ("access", "private"), [("public", False), ("ask", False), ("invite", False), ("hidden", True)]
)
def test_the_photo_is_as_private_as_the_front(founder, access, private):
    photo = PictureFactory(owner=founder)

    found_group(founder, name="茶", access=access, photo=photo)

    photo.refresh_from_db()
    assert photo.is_private is private


def test_guests_and_suspended_people_found_none(founder):
    founder.is_active = False
    for who in (AnonymousUser(), founder):
        with pytest.raises(NotAllowed):
            found_group(who, name="茶")
    assert not Group.objects.exists()
