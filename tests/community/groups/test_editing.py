import pytest

from community.channels.models import Subscription
from community.groups.editing import close_group, edit_group
from community.groups.inviting import invite
from community.groups.models import Group
from community.moderation.models import ModerationAction
from community.posts.writing import write_post
from config.kit.errors import Invalid, NotAllowed
from tests.factories import PersonFactory, PictureFactory

pytestmark = pytest.mark.django_db


def test_it_works(group):
    edit_group(group.owner, group=group, name="湖边喝茶", access="ask")

    group.refresh_from_db()
    assert (group.name, group.access, group.place_name) == ("湖边喝茶", "ask", "")


def test_what_is_not_given_stays(group):
    photo = PictureFactory(owner=group.owner)
    edit_group(group.owner, group=group, photo=photo, about="周六")
    edit_group(group.owner, group=group, name="湖边")

    group.refresh_from_db()
    assert (group.photo, group.about) == (photo, "周六")
    assert edit_group(group.owner, group=group, photo=None).photo is None


def test_photos_close_and_open_with_the_doors(group):
    hung = PictureFactory(owner=group.owner)
    write_post(group.owner, channel=group.channel, text="", pictures=[hung])
    photo = PictureFactory(owner=group.owner)
    edit_group(group.owner, group=group, photo=photo)

    def private():
        for picture in (hung, photo):
            picture.refresh_from_db()
        return hung.is_private, photo.is_private

    assert private() == (False, False)
    edit_group(group.owner, group=group, access="ask")
    assert private() == (True, False)
    edit_group(group.owner, group=group, access="hidden")
    assert private() == (True, True)
    edit_group(group.owner, group=group, access="public")
    assert private() == (False, False)


@pytest.mark.parametrize(("field", "value"), [("name", ""), ("access", "x"), ("about", "长" * 201)])
def test_words_are_checked(group, field, value):
    with pytest.raises(Invalid) as refusal:
        edit_group(group.owner, group=group, **{field: value})
    assert refusal.value.field == field


def test_only_the_owner_edits(group, moderator, person):
    for who in (moderator, person, PersonFactory(is_staff=True)):
        with pytest.raises(NotAllowed):
            edit_group(who, group=group, name="我的")


def test_the_owner_closes(group):
    assert close_group(group.owner, group=group).closed_at
    assert not Group.objects.visible_to(group.owner).exists()
    assert not ModerationAction.objects.exists()


def test_staff_close_with_a_reason_that_is_logged(group):
    staff = PersonFactory(is_staff=True)
    with pytest.raises(Invalid):
        close_group(staff, group=group)
    group.refresh_from_db()
    assert group.closed_at is None

    close_group(staff, group=group, reason="卖假货")

    assert ModerationAction.objects.get().verb == "close_group"


def test_moderators_do_not_close(group, moderator):
    with pytest.raises(NotAllowed):
        close_group(moderator, group=group)


def test_other_rules_are_another_version_to_which_members_have_not_agreed(group, join):
    member = join(group, rules_version=1)

    edit_group(group.owner, group=group, name="湖边喝茶")
    assert group.rules_version == 1
    edit_group(group.owner, group=group, rules="不刷屏")

    group.refresh_from_db()
    member.refresh_from_db()
    own = Subscription.objects.get(person=group.owner, channel__group=group)
    assert (group.rules_version, own.rules_version, member.rules_version) == (2, 2, 1)


def test_questions_are_five_at_most_and_each_once(group):
    edit_group(group.owner, group=group, questions=["喝什么？", " ", "喝什么？", "住哪儿？"])
    assert group.questions == ["喝什么？", "住哪儿？"]

    for asked in (["1", "2", "3", "4", "5", "6"], ["长" * 121]):
        with pytest.raises(Invalid) as refusal:
            edit_group(group.owner, group=group, questions=asked)
        assert refusal.value.field == "questions"


def test_links_of_members_end_where_only_moderators_invite(group, moderator, join):
    member = join(group).person
    links = [invite(who, group=group) for who in (member, moderator, group.owner)]

    edit_group(group.owner, group=group, access="ask")

    for link in links:
        link.refresh_from_db()
    assert [link.is_usable for link in links] == [False, True, True]
