import pytest

from community.channels.models import Subscription
from community.groups.editing import NotAMember, close_group, edit_group, hand_over
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
    edit_group(group.owner, group=group, access="invite")
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


def test_handing_over(group, join):
    heir = join(group).person
    founder = group.owner

    hand_over(founder, group=group, to=heir)

    roles = dict(Subscription.objects.filter(channel__group=group).values_list("person", "role"))
    group.refresh_from_db()
    assert group.owner == heir
    assert roles == {heir.pk: "owner", founder.pk: "moderator"}


def test_handing_over_to_a_member_only(group, person, join):
    gone = join(group, state=Subscription.State.LEFT).person
    for to in (person, gone, group.owner):
        with pytest.raises(NotAMember):
            hand_over(group.owner, group=group, to=to)


def test_only_the_owner_hands_over(group, moderator, join):
    with pytest.raises(NotAllowed):
        hand_over(moderator, group=group, to=join(group).person)
