import pytest

from community.people.profile import UsernameTaken, parse_specialties, write_profile
from config.kit.errors import Invalid
from content.milestones.models import Milestone, MilestoneKind
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def test_it_works():
    person = PersonFactory()

    write_profile(
        person,
        name="林晓雨",
        headline="只卖自己喝过三年的茶。",
        story="## 六年\n在龙井村收茶。",
        place_name="杭州",
        username="lin-xiaoyu",
        specialties=["绿茶", "盖碗泡法"],
    )

    person.refresh_from_db()
    assert (person.name, person.username, person.headline) == ("林晓雨", "lin-xiaoyu", "只卖自己喝过三年的茶。")
    assert sorted(tag.name for tag in person.specialties.all()) == ["盖碗泡法", "绿茶"]
    assert Milestone.objects.filter(person=person, kind=MilestoneKind.PROFILE_WRITTEN).exists()


def test_what_is_not_given_stays():
    person = PersonFactory(headline="先前", story="先前")
    person.specialties.set(["茶"])

    write_profile(person, headline="之后")

    person.refresh_from_db()
    assert (person.headline, person.story) == ("之后", "先前")
    assert person.specialties.count() == 1


def test_a_profile_without_a_headline_reaches_nothing():
    person = PersonFactory()

    write_profile(person, story="说来话长")

    assert not Milestone.objects.filter(person=person).exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "长" * 41),
        ("headline", "长" * 81),
        ("story", "长" * 10_001),
        ("place_name", "长" * 61),
        ("username", "Ä"),
        ("username", "-lin"),
        ("username", "123"),
        ("username", ""),
        ("username", "a" * 41),
        ("specialties", ["茶"] * 9),
        ("specialties", ["长" * 21]),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(field, value):
    with pytest.raises(Invalid) as refusal:
        write_profile(PersonFactory(), **{field: value})
    assert refusal.value.field == field


def test_an_address_belongs_to_one():
    PersonFactory(username="lin")

    with pytest.raises(UsernameTaken):
        write_profile(PersonFactory(), username="Lin")


def test_a_broken_photo_is_refused_at_its_field(tmp_path):
    broken = tmp_path / "photo.jpg"
    broken.write_bytes(b"not a photo")

    with broken.open("rb") as file, pytest.raises(Invalid) as refusal:
        write_profile(PersonFactory(), photo=file)
    assert refusal.value.field == "photo"


def test_specialties_are_separated_by_commas_of_any_kind():
    assert parse_specialties(" 绿茶、盖碗泡法，tea hills;# 绿茶\n水温 ") == ["绿茶", "盖碗泡法", "tea hills", "水温"]
