"""Who sees a hail, and what nobody can find out by it."""

from __future__ import annotations

from typing import Any

import pytest

from community.calling.models import Call
from community.channels.models import Subscription
from community.groups.joining import leave_group
from community.hail.hailing import post_hail
from community.hail.models import Hail
from community.people.blocking import block
from community.people.models import Block
from tests.factories import GroupFactory, PersonFactory, StoreFactory, subscribe

pytestmark = pytest.mark.django_db


@pytest.fixture
def me() -> Any:
    return PersonFactory()


@pytest.fixture
def group(me: Any) -> Any:
    found = GroupFactory(access="hidden")
    subscribe(me, found)
    return found


def called(hail: Hail, *, member_of: Any = None) -> Any:
    """Somebody whose store was called to it."""
    store: Any = StoreFactory()
    if member_of is not None:
        subscribe(store.owner, member_of)
    Call.objects.create(hail=hail, store=store, wave=1)
    return store.owner


def sees(person: Any) -> bool:
    return Hail.objects.visible_to(person).exists()


class TestBlocks:
    def test_whom_the_hailer_blocked_sees_it_no_more(self, me, group):
        who, reader = called(post_hail(me, text="茶", audience="groups"), member_of=group), PersonFactory()
        subscribe(reader, group)
        assert sees(who)
        assert sees(reader)
        for person in (who, reader):
            block(me, other=person)
            assert not sees(person)

    def test_whoever_blocks_finds_nobody_out(self, me, group):
        """Else one would block one member after another until the hail is gone."""
        who, reader = called(post_hail(me, text="茶", audience="groups"), member_of=group), PersonFactory()
        subscribe(reader, group)
        for person in (who, reader):
            block(person, other=me)
            assert sees(person)
            assert Hail.objects.asked_in_groups_of(person, group).exists()
        assert Block.objects.count() == 2


class TestGroups:
    def test_who_left_sees_nothing_of_it_though_called(self, me, group):
        hail = post_hail(me, text="茶", audience="groups")
        left, banned = called(hail, member_of=group), called(hail, member_of=group)
        assert sees(left)
        leave_group(left, group=group)
        Subscription.objects.filter(person=banned).update(state="banned")
        assert not sees(left)
        assert not sees(banned)

    def test_in_one_of_the_groups_is_enough(self, me, group):
        other = GroupFactory()
        subscribe(me, other)
        hail = post_hail(me, text="茶", audience="groups")
        who = called(hail, member_of=group)
        subscribe(who, other)
        leave_group(who, group=group)
        assert sees(who)

    def test_a_closed_group_asks_nobody(self, me, group):
        who = called(post_hail(me, text="茶", audience="groups"), member_of=group)
        type(group).objects.filter(pk=group.pk).update(closed_at="2026-01-01T00:00Z")
        assert not sees(who)

    def test_elsewhere_no_group_is_needed(self, me):
        assert sees(called(post_hail(me, text="茶")))


def test_who_is_suspended_sees_and_shows_nothing(me):
    hail = post_hail(me, text="茶")
    who, other = called(hail), called(hail)
    type(me).objects.filter(pk=who.pk).update(is_active=False)
    who.refresh_from_db()
    assert not sees(who)
    type(me).objects.filter(pk=me.pk).update(is_active=False)
    assert not sees(other)
