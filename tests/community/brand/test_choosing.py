"""What a page shows is its owner's choice; hidden groups it never shows."""

import pytest
from django.contrib.auth.models import AnonymousUser

from community.brand.choosing import choose_shown, memberships, shown_to
from community.brand.models import ProfileChoice
from community.people.showing import groups_shown
from config.kit.errors import Invalid
from tests.factories import GroupFactory, PersonFactory, subscribe

pytestmark = pytest.mark.django_db


@pytest.fixture
def groups(lin):
    """A group of each door, by its name; lin is in all of them."""
    made = {access: GroupFactory(slug=access, access=access) for access in ("public", "ask", "invite", "hidden")}
    for group in made.values():
        subscribe(lin, group)
    return made


def seen(person, viewer):
    return {group.slug for group in groups_shown(person, viewer)}


def fellow(*groups):
    person = PersonFactory()
    for group in groups:
        subscribe(person, group)
    return person


def test_by_default_as_the_door_is(lin, groups):
    assert seen(lin, AnonymousUser()) == {"public"}
    assert seen(lin, fellow(*groups.values())) == {"public", "ask", "invite"}
    assert {tie.channel.group.slug: shown_to(tie) for tie in memberships(lin)} == {
        "public": "everyone",
        "ask": "members",
        "invite": "members",
    }


def test_each_as_chosen(lin, groups):
    choose_shown(lin, groups={"public": "nobody", "ask": "everyone"})
    assert seen(lin, AnonymousUser()) == {"ask"}
    assert seen(lin, fellow(groups["public"])) == {"ask"}
    choose_shown(lin, groups={"public": "members"})
    assert seen(lin, AnonymousUser()) == {"ask"}
    assert seen(lin, fellow(groups["public"])) == {"ask", "public"}


def test_a_hidden_group_is_no_choice(lin, groups):
    with pytest.raises(Invalid) as refused:
        choose_shown(lin, groups={"hidden": "everyone"})
    assert refused.value.field == "groups"
    lin.subscriptions.update(shown_to="everyone")
    assert seen(lin, fellow(groups["hidden"])) == {"public", "ask", "invite"}


def test_a_group_that_hides_itself_is_shown_no_more(lin, groups):
    choose_shown(lin, groups={"ask": "everyone"})
    type(groups["ask"]).objects.filter(slug="ask").update(access="hidden")
    assert seen(lin, fellow(groups["ask"])) == {"public"}


@pytest.mark.parametrize("choice", [{"nowhere": "everyone"}, {"public": "friends"}])
def test_what_cannot_be_chosen(lin, groups, choice):
    with pytest.raises(Invalid):
        choose_shown(lin, groups=choice)


def test_only_one_of_them_wrong_and_none_is_changed(lin, groups):
    with pytest.raises(Invalid):
        choose_shown(lin, lessons=True, groups={"ask": "everyone", "nowhere": "everyone"})
    assert seen(lin, AnonymousUser()) == {"public"}
    assert not ProfileChoice.objects.exists()


def test_whoever_left_is_not_shown(lin, groups):
    lin.subscriptions.filter(channel__group__slug="public").update(state="left")
    assert seen(lin, AnonymousUser()) == set()


def test_lessons(lin):
    choose_shown(lin, lessons=True)
    choose_shown(lin, groups={})
    assert ProfileChoice.objects.get().lessons
    choose_shown(lin, lessons=False)
    assert not ProfileChoice.objects.get().lessons
