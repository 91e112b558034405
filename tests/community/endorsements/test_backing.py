"""What stands behind a word: a deal between the two, or a group that let both in."""

import pytest

from community.endorsements.backing import Backing, backing_of
from community.endorsements.models import Endorsement
from community.people.models import Person
from community.trust.models import Evidence
from community.trust.recording import counter, record, sources
from tests.factories import EndorsementFactory, GroupFactory, PersonFactory, subscribe

pytestmark = pytest.mark.django_db
Kind = Evidence.Kind


@pytest.fixture
def word(chen, lin):
    return EndorsementFactory(by=chen, about=lin)


def is_backed():
    return Endorsement.objects.with_backing(Person.objects.get(username="lin")).get().is_backed


def test_alone_it_weighs_half(word, chen, lin):
    assert is_backed() is False
    assert backing_of(chen, lin) == Backing(deal=False, group=False)


@pytest.mark.parametrize("kind", [Kind.CONTENT, Kind.NOT_CONTENT, Kind.KEPT, Kind.BROKEN])
@pytest.mark.parametrize("is_said_by", ["by", "about"])
def test_a_deal_stands_behind_it_whoever_says_so(word, chen, lin, kind, is_said_by):
    pair = {"by": chen, "about": lin} if is_said_by == "by" else {"by": lin, "about": chen}
    record(kind, source=GroupFactory(), **pair)
    assert is_backed() is True
    assert backing_of(chen, lin) == Backing(deal=True, group=False)


@pytest.mark.parametrize("kind", [Kind.ENDORSED, Kind.REPORTED])
def test_words_and_reports_are_no_deal(word, chen, lin, kind):
    record(kind, by=chen, about=lin, source=word)
    assert is_backed() is False


def test_a_deal_that_was_taken_back_is_none(word, chen, lin):
    group = GroupFactory()
    record(Kind.KEPT, by=chen, about=lin, source=group)
    counter(sources(group))
    assert is_backed() is False


def test_with_others_there_are_no_deals(word, chen, lin):
    record(Kind.KEPT, by=chen, about=PersonFactory(), source=GroupFactory())
    record(Kind.KEPT, by=PersonFactory(), about=lin, source=GroupFactory())
    assert is_backed() is False


@pytest.mark.parametrize(
    ("access", "states", "counts"),
    [
        ("ask", ("active", "active"), True),
        ("invite", ("active", "active"), True),
        ("public", ("active", "active"), False),
        ("hidden", ("active", "active"), False),
        ("ask", ("active", "pending"), False),
        ("ask", ("left", "active"), False),
        ("ask", ("active", "banned"), False),
    ],
)
def test_a_group_counts_that_let_both_in_and_can_be_found(word, chen, lin, access, states, counts):
    group = GroupFactory(access=access)
    for person, state in zip((chen, lin), states, strict=True):
        subscribe(person, group, state=state)
    assert is_backed() is counts
    assert backing_of(chen, lin).group is counts


def test_who_keeps_a_public_group_did_not_just_walk_in(word, chen, lin):
    subscribe(chen, GroupFactory(owner=lin), role="moderator")
    assert is_backed() is True


def test_two_groups_are_not_a_shared_one(word, chen, lin):
    for person in (chen, lin):
        subscribe(person, GroupFactory(access="ask"))
    assert is_backed() is False


def test_a_closed_group_stands_behind_nothing(word, chen, lin):
    group = GroupFactory(access="ask", closed_at="2026-01-01T00:00Z")
    for person in (chen, lin):
        subscribe(person, group)
    assert is_backed() is False
