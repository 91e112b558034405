"""A path, a reason, a chip or a count never tells of whom it must not: by name, by address, or by being there."""

from __future__ import annotations

from typing import Any

import pytest

from community.endorsements.withdrawing import withdraw
from community.groups.models import Group
from community.people.models import Block, Person
from community.people.suspending import suspend_person
from community.privacy.closing import close_account
from community.standing.choosing import choose_paths
from community.trust.models import Evidence
from community.trust.recording import record
from community.trust.standing import standing_of
from shop.reviews.hiding import hide_review
from shop.reviews.writing import withdraw_review
from tests.factories import PersonFactory, ProductFactory, tag
from tests.leaks.ties import (
    HIDDEN,
    HIDDEN_SLUG,
    NAME,
    PLACES,
    SLUG,
    STANDING,
    Town,
    answers,
    build_town,
    together,
    told,
    vouch,
)
from tests.shop.buying import received_order
from tests.shop.reviews.saying import said, said_of

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(400)]


@pytest.fixture
def town() -> Town:
    return build_town()


def clerk() -> Person:
    return PersonFactory(is_staff=True)


def only_bought(town: Town) -> None:
    received_order(town.between, town.product)


def withdrew_a_review(town: Town) -> None:
    withdraw_review(town.between, review=said_of(town.product, buyer=town.between, text="很香"))


def wrote_what_was_hidden(town: Town) -> None:
    hide_review(clerk(), review=said_of(town.product, buyer=town.between, text="很香"), reason="广告")


def withdrew_an_endorsement(town: Town) -> None:
    withdraw(town.between, endorsement=vouch(town.between, town.owner))


def was_suspended(town: Town) -> None:
    said_of(town.product, buyer=town.between, text="很香")
    vouch(town.between, town.owner)
    suspend_person(clerk(), target=town.between, reason="广告", for_good=True)


def closed_the_account(town: Town) -> None:
    said_of(town.product, buyer=town.between, text="很香")
    vouch(town.between, town.owner)
    close_account(town.between)


def trusts_by_a_deal(town: Town) -> None:
    """Whom they bought from is somebody of whose word a reader hears through them."""
    friend = PersonFactory()
    received_order(town.between, _product_of(friend))
    said_of(town.product, buyer=friend, text="很香")


def trusts_by_a_group(town: Town) -> None:
    """Of which no reader is a member."""
    friend = PersonFactory()
    together("river", town.between, friend)
    said_of(town.product, buyer=friend, text="很香")


def keeps_groups_private(town: Town) -> None:
    """The reader is in that group as well."""
    friend = PersonFactory()
    together("river", town.between, friend, town.me)
    choose_paths(town.between, endorsements=True, groups=False)
    said_of(town.product, buyer=friend, text="很香")


def keeps_endorsements_private(town: Town) -> None:
    friend = PersonFactory()
    vouch(town.between, friend)
    choose_paths(town.between, endorsements=False, groups=True)
    said_of(town.product, buyer=friend, text="很香")


def blocked_whom_they_share_a_group_with(town: Town) -> None:
    friend = PersonFactory()
    together("river", town.between, friend, town.readers["fellow"])
    Block.objects.create(person=town.between, blocked=friend)
    said_of(town.product, buyer=friend, text="很香")


def _product_of(person: Person) -> Any:
    return ProductFactory(store__owner=person)


TIES = (
    *(only_bought, withdrew_a_review, wrote_what_was_hidden, withdrew_an_endorsement, was_suspended),
    *(closed_the_account, trusts_by_a_deal, trusts_by_a_group, keeps_groups_private, keeps_endorsements_private),
    blocked_whom_they_share_a_group_with,
)


@pytest.mark.parametrize("tie", TIES)
def test_who_is_between_is_told_to_nobody(town, tie):
    tie(town)

    for who, person in town.readers.items():
        assert told(person, NAME, SLUG) == set(), who


def test_what_they_say_in_public_is_told_to_all_who_may_see_them(town):
    """So that the others find nothing because there is nothing, and not because nobody looks."""
    said_of(town.product, buyer=town.between, text="很香")
    vouch(town.between, town.owner)

    assert told(town.me, f"你 → {NAME} → 陈阿姨") >= {"/trust/store/tea/", "/s/tea/", "/stores/", "/p/keeper/"}
    assert {"/s/tea/reviews/", "/p/keeper/endorsements/"} <= told(town.readers["guest"], NAME)


@pytest.mark.parametrize("is_mine", [True, False])
def test_two_who_blocked_do_not_meet_in_a_path(town, is_mine):
    said_of(town.product, buyer=town.between, text="很香")
    vouch(town.between, town.owner)
    pair = (town.me, town.between) if is_mine else (town.between, town.me)
    Block.objects.create(person=pair[0], blocked=pair[1])

    assert told(town.me, NAME, SLUG) == set()
    assert told(town.readers["fellow"], NAME)


@pytest.mark.parametrize(
    "tie", [was_suspended, closed_the_account, withdrew_an_endorsement], ids=lambda it: it.__name__
)
def test_who_is_silent_is_as_if_they_had_never_spoken(town, tie):
    before = {who: list(answers(person, STANDING)) for who, person in town.readers.items()}
    tie(town)

    assert {who: list(answers(person, STANDING)) for who, person in town.readers.items()} == before


def test_a_hidden_group_changes_nothing_for_anybody(town):
    """Neither for those who are in it, for then its text would tell who else is."""
    said_of(town.product, buyer=town.between, text="很香")
    said_of(town.product, text="不香", content=False)
    readers = town.readers | {"between": town.between}
    before = {who: list(answers(person, STANDING)) for who, person in readers.items()}
    people = [town.me, town.between, town.owner, *PersonFactory.create_batch(3)]
    together(HIDDEN_SLUG, *people, access=Group.Access.HIDDEN, name=HIDDEN)

    assert {who: list(answers(person, STANDING)) for who, person in readers.items()} == before
    for who, person in readers.items():
        # Those who are in it meet it at home, among their groups.
        places = tuple(place for place in PLACES if place != "/")
        assert told(person, HIDDEN, HIDDEN_SLUG, places=places) == set(), who


@pytest.mark.parametrize("content", [True, False])
def test_who_says_one_thing_in_public_is_not_named_for_another_in_private(town, content):
    """They were content in public, and somebody else's refund was theirs; or the other way round."""
    said_of(town.product, buyer=town.between, content=content, text="说过了")
    kind = Evidence.Kind.BROKEN if content else Evidence.Kind.KEPT
    for _deal in range(6):
        order = received_order(town.between, town.product)
        if kind == Evidence.Kind.BROKEN:
            record(kind, by=town.between, about=town.owner, source=order)

    found = standing_of(town.me, [town.owner.pk])[town.owner.pk]

    for reason in found.against if content else found.reasons:
        assert reason.who is None
    assert found.path is None or found.path.people == () or content


def test_of_a_small_circle_nobody_is_counted(town):
    """Who trusts one person alone would read of each store whether that one bought there."""
    spy = PersonFactory()
    vouch(spy, town.between)
    received_order(town.between, town.product)

    found = standing_of(spy, [town.owner.pk])[town.owner.pk]

    assert (found.near_speakers, found.path, [reason.who for reason in found.reasons]) == (0, None, [None])
    assert told(spy, "你信任的人说好", "在你的圈子里", NAME, SLUG, places=STANDING) == set()


def test_nor_of_one_whose_others_are_gone(town):
    spy = PersonFactory()
    for person in (town.between, *(gone := PersonFactory.create_batch(3))):
        vouch(spy, person)
    Person.objects.filter(pk__in=[person.pk for person in gone]).update(is_active=False)
    received_order(town.between, town.product)

    found = standing_of(spy, [town.owner.pk])[town.owner.pk]

    assert (found.near_speakers, found.path) == (0, None)


def test_one_who_said_it_in_public_is_counted_by_whoever_trusts_them_alone(town):
    spy = PersonFactory()
    vouch(spy, town.between)
    said(received_order(town.between, town.product), text="很香")

    found = standing_of(spy, [town.owner.pk])[town.owner.pk]

    assert (found.near_speakers, [who.name for who in found.path.people]) == (1, [NAME])


def test_a_topic_of_a_hidden_group_is_as_one_that_is_not_there(client, town):
    tag("珊瑚")
    said_of(town.product, buyer=town.between, text="很香")
    asked = [client.get(f"/api/v1/trust/?people=keeper&topic={topic}") for topic in ("珊瑚", "玳瑁")]

    assert [answer.status_code for answer in asked] == [200, 200]
    assert asked[0].json() == asked[1].json()
