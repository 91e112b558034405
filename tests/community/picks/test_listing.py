"""A list is begun, changed, taken away and brought back; its address is its person's own."""

import pytest
from django.contrib.auth.models import AnonymousUser

from community.attention.quotas import QuotaReached
from community.channels.models import Channel
from community.moderation.filtering import add_rule
from community.moderation.restricting import Restricted, limit_person
from community.picks.listing import MOST_LISTS, TooManyLists, delete_list, edit_list, make_list, restore_list
from community.picks.models import PickList
from config.kit.errors import Invalid, NotAllowed
from tests.factories import PersonFactory, PickFactory, PickListFactory, TagFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def picker():
    return PersonFactory(username="lin")


def test_a_list_has_an_address_a_topic_and_a_channel(picker):
    TagFactory(name="Tea")

    made = make_list(picker, title=" 绿茶\n入门 ", topic="#tea", about="不怕水烫的")

    assert (made.title, made.topic.name, made.about) == ("绿茶 入门", "Tea", "不怕水烫的")
    assert made.get_absolute_url() == f"/p/lin/picks/{made.slug}/"
    assert Channel.objects.get(picks=made).subject == made
    assert make_list(picker, title="绿茶 入门", topic="茶").slug != made.slug


@pytest.mark.parametrize(
    ("field", "words"), [("title", ""), ("title", "长" * 41), ("topic", " "), ("about", "长" * 201)]
)
def test_what_is_missing_or_too_long_is_refused_at_its_field(picker, field, words):
    with pytest.raises(Invalid) as refusal:
        make_list(picker, **({"title": "茶", "topic": "茶"} | {field: words}))
    assert refusal.value.field == field


def test_guests_and_those_kept_from_posting_make_none(picker):
    with pytest.raises(NotAllowed):
        make_list(AnonymousUser(), title="茶", topic="茶")
    limit_person(PersonFactory(is_staff=True), target=picker, what=["post"], reason="广告")
    with pytest.raises(Restricted):
        make_list(picker, title="茶", topic="茶")


def test_unwanted_words_are_refused_at_their_field(picker):
    add_rule(PersonFactory(is_staff=True), kind="word", text="高仿")
    with pytest.raises(Invalid) as refusal:
        make_list(picker, title="高仿包", topic="包")
    assert refusal.value.field == "title"

    kept = PickListFactory(person=picker, title="高仿包")
    assert edit_list(picker, picks=kept, title="高仿包", about="都是真的").about == "都是真的"


def test_twenty_lists_and_no_more(picker):
    PickListFactory.create_batch(MOST_LISTS, person=picker)
    with pytest.raises(TooManyLists):
        make_list(picker, title="又一个", topic="茶")


def test_a_day_has_so_many_picks(picker):
    for number in range(20):
        PickList.objects.filter(person=picker).delete()
        make_list(picker, title=f"清单{number}", topic="茶")
    PickList.objects.filter(person=picker).delete()
    with pytest.raises(QuotaReached) as refusal:
        make_list(picker, title="又一个", topic="茶")
    assert refusal.value.limit == 20


def test_its_address_stays_when_its_title_changes(picker):
    made = make_list(picker, title="绿茶", topic="茶")
    slug = made.slug
    assert edit_list(picker, picks=made, title="红茶", topic="红茶").slug == slug
    made.refresh_from_db()
    assert (made.title, made.topic.name) == ("红茶", "红茶")


def test_only_whose_it_is_changes_it(picker):
    picks = PickListFactory()
    for verb in (edit_list, delete_list, restore_list):
        with pytest.raises(NotAllowed):
            verb(picker, picks=picks)


def test_deleted_and_brought_back_with_what_stood_on_it(picker):
    picks = PickListFactory(person=picker)
    PickFactory(list=picks)
    delete_list(picker, picks=picks)
    delete_list(picker, picks=picks)
    assert not PickList.objects.visible_to(picker).exists()

    restore_list(picker, picks=picks)
    assert PickList.objects.visible_to(AnonymousUser()).filled(AnonymousUser()).get() == picks
