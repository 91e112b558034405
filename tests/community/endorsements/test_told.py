"""Whoever is endorsed is told, in one line a topic, until it is withdrawn; nobody is told of that."""

import pytest

from community.endorsements.endorsing import endorse
from community.endorsements.hiding import hide_endorsement
from community.endorsements.withdrawing import reinstate, withdraw
from community.notifications.models import Kind, Medium, Notification, Preference
from community.notifications.reading import bell_page, mark_read
from community.people.models import Block, PersonMute
from tests.community.endorsements.conftest import old_hand
from tests.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("eager_tasks", "english")]


@pytest.fixture
def say(commits, lin):
    def said(by, topic="茶"):
        with commits():
            return endorse(by, about=lin, topic=topic, sentence="问水温，她会先问你是什么水。")

    return said


def lines(person):
    return [line.words.text for line in bell_page(person).lines]


def test_one_line_a_topic(say, chen, lin):
    say(chen)
    assert lines(lin) == ["陈阿姨 endorses you about 茶."]
    line = bell_page(lin).lines[0]
    assert line.words.excerpt == ""
    assert line.words.url == "/p/lin/endorsements/?topic=%E8%8C%B6"
    say(old_hand(name="何静"))
    say(old_hand(name="周师傅"), topic="水")
    assert lines(lin) == ["周师傅 endorses you about 水.", "何静 and 1 other endorse you about 茶."]


def test_withdrawn_it_is_gone_and_nothing_is_told(say, chen, lin, commits):
    made = say(chen)
    with commits():
        withdraw(chen, endorsement=made)
    assert lines(lin) == []
    with commits():
        reinstate(chen, endorsement=made)
    assert lines(lin) == ["陈阿姨 endorses you about 茶."]


def test_of_two_the_one_that_stands_is_told(say, chen, lin, commits):
    other = say(old_hand(name="何静"))
    made = say(chen)
    with commits():
        withdraw(chen, endorsement=made)
    assert lines(lin) == ["何静 endorses you about 茶."]
    with commits():
        hide_endorsement(PersonFactory(is_staff=True), endorsement=other, reason="不是真的")
    assert lines(lin) == []


def test_what_was_read_and_then_withdrawn_is_not_shown(say, chen, lin, commits):
    made = say(chen)
    mark_read(lin)
    with commits():
        withdraw(chen, endorsement=made)
    assert lines(lin) == []


def test_it_can_be_turned_off(say, chen, lin):
    Preference.objects.create(person=lin, kind=Kind.ENDORSED, medium=Medium.IN_APP, enabled=False)
    say(chen)
    assert lines(lin) == []


def test_whom_one_muted_or_blocked_one_does_not_hear(say, chen, lin):
    PersonMute.objects.create(person=lin, muted=chen)
    say(chen)
    assert not Notification.objects.filter(person=lin).exists()
    heard = old_hand()
    say(heard)
    Block.objects.create(person=heard, blocked=lin)
    assert lines(lin) == []
