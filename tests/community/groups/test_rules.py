"""Rules are agreed to on joining, the version is kept, and questions are answered for whoever decides."""

import pytest

from community.channels.models import Subscription
from community.groups.editing import edit_group
from community.groups.inviting import invite, join_by_invitation
from community.groups.joining import (
    RulesNotAccepted,
    accept_request,
    accept_rules,
    decline_request,
    join_group,
    leave_group,
)
from community.groups.showing import front, group_of
from community.groups.wording import answer_field
from community.posts.policies import can_post
from config.kit.errors import Invalid, NotAllowed

pytestmark = pytest.mark.django_db
ASKED = ["平时喝什么？", "住哪一片？"]


@pytest.fixture
def ruled(group):
    return edit_group(group.owner, group=group, rules="不刷广告")


@pytest.fixture
def asking_group(asked_group):
    return edit_group(asked_group.owner, group=asked_group, questions=ASKED)


def test_nobody_joins_without_agreeing(ruled, person):
    for version in (None, 0, ruled.rules_version + 1):
        with pytest.raises(RulesNotAccepted) as refusal:
            join_group(person, group=ruled, rules=version)
        assert refusal.value.field == "rules"
    assert not Subscription.objects.filter(person=person).exists()

    assert join_group(person, group=ruled, rules=2).rules_version == 2


def test_nor_by_an_invitation(ruled, person):
    invitation = invite(ruled.owner, group=ruled, max_uses=1)
    with pytest.raises(RulesNotAccepted):
        join_by_invitation(person, invitation=invitation)
    invitation.refresh_from_db()
    assert invitation.uses == 0

    assert join_by_invitation(person, invitation=invitation, rules=2).rules_version == 2


def test_who_has_agreed_need_not_again(ruled, person):
    join_group(person, group=ruled, rules=2)
    leave_group(person, group=ruled)

    assert join_group(person, group=ruled).is_active


def test_when_the_rules_change_members_are_asked_and_go_on_meanwhile(ruled, person):
    join_group(person, group=ruled, rules=2)
    edit_group(ruled.owner, group=ruled, rules="不刷广告，也不刷屏")
    shown = front(person, group_of(person, ruled.slug))
    assert shown.must_agree
    assert can_post(person, ruled.channel)

    with pytest.raises(RulesNotAccepted):
        accept_rules(person, group=ruled, version=2)
    accept_rules(person, group=ruled, version=3)

    assert not front(person, group_of(person, ruled.slug)).must_agree


def test_outsiders_agree_to_nothing(ruled, person):
    with pytest.raises(NotAllowed):
        accept_rules(person, group=ruled, version=2)


def test_each_question_wants_an_answer(asking_group, person):
    with pytest.raises(Invalid) as refusal:
        join_group(person, group=asking_group, answers={ASKED[0]: "龙井", "别的": "?"})
    assert refusal.value.field == answer_field(ASKED[1])

    row = join_group(person, group=asking_group, answers={ASKED[0]: " 龙井\x00 ", ASKED[1]: "西湖"})

    assert [(said["question"], said["answer"]) for said in row.answers] == [(ASKED[0], "龙井"), (ASKED[1], "西湖")]


@pytest.mark.parametrize("verb", [accept_request, decline_request])
def test_answers_are_forgotten_when_it_is_decided(asking_group, person, verb):
    row = join_group(person, group=asking_group, note="你好", answers=dict.fromkeys(ASKED, "?"))

    verb(asking_group.owner, subscription=row, reason="人满了")

    row.refresh_from_db()
    assert (row.note, row.answers) == ("", [])


def test_a_request_that_is_taken_back_leaves_no_word(asking_group, person):
    join_group(person, group=asking_group, note="你好", answers=dict.fromkeys(ASKED, "?"))

    row = leave_group(person, group=asking_group)

    assert (row.state, row.note, row.answers) == ("left", "", [])
