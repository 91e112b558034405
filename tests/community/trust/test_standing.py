"""What a reader is told of how somebody stands with them: real words, by name only where those are public anyway."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.groups.models import Group
from community.people.models import Block, Person
from community.standing.models import PathChoice
from community.trust.models import Evidence
from community.trust.reading import reading
from community.trust.recording import counter, record
from community.trust.standing import Level, Speaker, standing_of
from shop.reviews.models import Review
from shop.stores.models import Store
from tests.community.trust.dealing import bought
from tests.factories import GroupFactory, PersonFactory, StoreFactory, subscribe

pytestmark = pytest.mark.django_db

Kind = Evidence.Kind


@pytest.fixture
def me() -> Person:
    """Somebody in a group of six, so that nobody of them is known for being alone."""
    me = PersonFactory(username="me")
    group = GroupFactory(owner=PersonFactory(), access=Group.Access.ASK, slug="lake")
    for person in (me, *PersonFactory.create_batch(5)):
        subscribe(person, group, admitted=True, began_at=timezone.now() - timedelta(days=90))
    return me


@pytest.fixture
def lin(me: Person) -> Person:
    """A fellow of that group."""
    return Person.objects.filter(subscriptions__channel__group__slug="lake").exclude(pk=me.pk).latest("pk")


@pytest.fixture
def store() -> Store:
    return StoreFactory(owner=PersonFactory(name="陈阿姨"))


def stands(viewer: Any, store: Store) -> Any:
    return standing_of(viewer, [store.owner_id])[store.owner_id]


def test_nobody_spoke_of_them_yet(me, store):
    found = stands(me, store)

    assert found.level == Level.UNKNOWN
    assert (found.path, found.reasons, found.against) == (None, (), ())


def test_a_path_names_who_said_it_in_public(me, lin, store):
    bought(lin, store, said="很香")
    bought(lin, store, said="又买了")

    found = stands(me, store)

    assert [who.pk for who in found.path.people] == [lin.pk]
    assert (found.path.deals, found.path.is_veiled) == (2, False)
    assert (found.reasons[0].speaker, found.reasons[0].who.name) == (Speaker.NAMED, lin.name)


def test_a_private_purchase_is_of_someone_you_trust(me, lin, store):
    bought(lin, store)

    found = stands(me, store)

    assert found.score > stands(AnonymousUser(), store).score
    assert (found.path.is_veiled, found.path.people, found.path.deals) == (True, (), 0)
    assert found.reasons[0].speaker == Speaker.TRUSTED
    assert (found.reasons[0].who, found.reasons[0].deals) == (None, 0)


def test_where_one_trusts_few_nobody_is_hinted_at(store):
    me, lin = PersonFactory(), PersonFactory()
    record(Kind.ENDORSED, by=me, about=lin, source=lin)
    bought(lin, store)

    found = stands(me, store)

    assert found.path is None
    assert found.reasons[0].speaker == Speaker.SOMEBODY


def test_of_two_steps_both_have_to_be_public(me, lin, store):
    friend = PersonFactory(name="周师傅")
    bought(friend, store, said="好")
    record(Kind.ENDORSED, by=lin, about=friend, source=friend)

    # That she endorsed him is told nowhere: there is no endorsement to be read.
    assert stands(me, store).path.is_veiled


def test_ones_own_deals_are_told_whole(me, store):
    bought(me, store)
    bought(me, store)

    found = stands(me, store)

    assert (found.path.is_own, found.path.deals) == (True, 2)
    assert (found.reasons[0].speaker, found.reasons[0].kept) == (Speaker.YOU, 2)


@pytest.mark.parametrize("gone", ["withdrawn", "hidden", "suspended", "blocked", "blocking"])
def test_who_may_not_be_seen_is_not_named(me, lin, store, gone):
    bought(lin, store, said="很香")
    if gone == "withdrawn":
        Review.objects.update(withdrawn_at=timezone.now())
    elif gone == "hidden":
        Review.objects.update(state="hidden")
    elif gone == "suspended":
        Person.objects.filter(pk=lin.pk).update(is_active=False)
    else:
        pair = (lin, me) if gone == "blocked" else (me, lin)
        Block.objects.create(person=pair[0], blocked=pair[1])

    found = stands(me, store)

    assert lin.name not in repr(found)
    if gone in ("suspended", "blocked", "blocking"):
        # As if they had never said it.
        assert found.score == stands(AnonymousUser(), store).score
        assert (found.path, found.reasons) == (None, ())


def test_a_tie_through_a_group_is_named_to_its_members_alone(me, lin, store):
    friend = PersonFactory(name="周师傅")
    bought(friend, store, said="好")
    other = GroupFactory(owner=friend, access=Group.Access.ASK)
    subscribe(lin, other, admitted=True, began_at=timezone.now() - timedelta(days=90))
    other.channel.subscriptions.update(admitted=True, began_at=timezone.now() - timedelta(days=90))
    assert stands(me, store).path.is_veiled

    mine = subscribe(me, other)
    assert [who.pk for who in stands(me, store).path.people] == [lin.pk, friend.pk]

    PathChoice.objects.create(person=lin, groups=False)
    assert stands(me, store).path.is_veiled
    PathChoice.objects.all().delete()
    mine.delete()
    assert stands(me, store).path.is_veiled


def test_a_hidden_group_changes_nothing(me, lin, store):
    bought(lin, store, said="很香")
    before = stands(me, store)
    other = GroupFactory(owner=store.owner, access=Group.Access.HIDDEN)
    for person in (lin, *Person.objects.exclude(pk__in=[lin.pk, me.pk, store.owner_id])):
        subscribe(person, other, admitted=True, began_at=timezone.now() - timedelta(days=90))

    assert stands(me, store) == before
    assert stands(AnonymousUser(), store) == stands(AnonymousUser(), store)


def test_a_guest_sees_no_path(lin, store):
    bought(lin, store, said="很香")

    assert stands(AnonymousUser(), store).path is None


def test_what_counts_against_is_told_without_names(me, lin, store):
    bought(lin, store, content=False)

    found = stands(me, store)

    assert found.level == Level.LOW
    assert found.against[0].effect < 0
    assert (found.against[0].who, found.unhappy) == (None, 1)
    assert found.without_worst > found.score


def test_each_reason_is_true_by_removal(me, lin, store):
    """Take the named rows away, and the score moves as said."""
    for buyer in (me, lin, *Person.objects.filter(subscriptions__channel__group__slug="lake").order_by("pk")[1:4]):
        bought(buyer, store, said="好")
    bought(PersonFactory(), store, content=False)
    other = Person.objects.filter(subscriptions__channel__group__slug="lake").order_by("pk")[4]
    bought(other, store, content=False)
    before = stands(me, store)
    assert len(before.reasons) == 3
    assert before.against

    for reason in (*before.reasons, *before.against):
        without = [row for row in Evidence.objects.standing() if row.pk not in reason.rows]
        assert len(without) < Evidence.objects.standing().count()
        counter(Evidence.objects.filter(pk__in=reason.rows))
        assert stands(me, store).score == pytest.approx(before.score - reason.effect, abs=0.004)
        for row in Evidence.objects.filter(pk__in=reason.rows):
            record(row.kind, by=row.by, about=row.about, source=row.source, topic=row.topic)
        assert stands(me, store).score == pytest.approx(before.score)


def test_a_refund_counts_on_the_next_page(me, lin, store):
    rows = bought(lin, store, said="很香")
    before = stands(me, store).score

    counter(Evidence.objects.filter(pk__in=[row.pk for row in rows]))

    assert stands(me, store).score < before


def test_four_statements_for_a_hundred(me, lin):
    stores = StoreFactory.create_batch(6)
    for store in stores:
        bought(lin, store, said="好")
        bought(me, store)
    people = [store.owner_id for store in stores]
    standing_of(me, people[:1])
    with CaptureQueriesContext(connection) as few:
        standing_of(me, people[:1])
    with CaptureQueriesContext(connection) as many:
        found = standing_of(me, people)

    assert len(few) == len(many) == 4
    assert all(standing.path for standing in found.values())


def test_with_nothing_known_yet_all_of_it_is_read(me, lin, store):
    bought(lin, store, said="很香")
    known = stands(me, store)
    reading().forget()

    assert stands(me, store) == known
