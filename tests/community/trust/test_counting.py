"""Public voices: counted by a worker from people whom the site verified, read by all."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from taggit.models import Tag

from community.channels.models import Subscription
from community.people.models import Person
from community.standing import counting
from community.standing.counting import count_voices, plan_count
from community.standing.models import PublicVoice, VoiceCount
from community.standing.tasks import begin_count
from community.trust.models import Evidence, Verification
from community.trust.recording import record
from community.trust.standing import Level, standing_of, voices_of
from tests.community.trust.dealing import bought
from tests.factories import GroupFactory, PersonFactory, StoreFactory, subscribe

pytestmark = pytest.mark.django_db

Kind = Evidence.Kind
GUEST = AnonymousUser()


@pytest.fixture
def verified(monkeypatch) -> Any:
    """Somebody whom the site verified."""
    person = PersonFactory()
    monkeypatch.setattr(counting, "verified_people", lambda: {person.pk})
    return person


@pytest.fixture
def store(verified) -> Any:
    """Two bought there who have long been in a group with somebody verified."""
    store, group = StoreFactory(), GroupFactory(access="ask")
    long_ago = timezone.now() - timedelta(days=90)
    subscribe(verified, group, began_at=long_ago)
    for buyer in PersonFactory.create_batch(2):
        subscribe(buyer, group, began_at=long_ago)
        bought(buyer, store)
    return store


def counted() -> VoiceCount:
    count = plan_count()
    count_voices(count)
    count.refresh_from_db()
    return count


def stands(store: Any) -> Any:
    return standing_of(GUEST, [store.owner_id])[store.owner_id]


def test_a_guest_hears_whom_the_verified_trust(store):
    assert stands(store).level == Level.UNKNOWN
    count = counted()

    found = stands(store)
    assert count.done_at is not None
    assert found.level in (Level.GOOD, Level.HIGH)
    assert found.path is None


def test_who_is_not_reached_has_no_row(store, verified):
    stranger = PersonFactory()
    bought(stranger, store)
    counted()

    assert not PublicVoice.objects.filter(person=stranger).exists()
    assert PublicVoice.objects.filter(person=verified).exists()


def test_they_are_read_once_a_count(store):
    stands(store)
    counted()
    with CaptureQueriesContext(connection) as first:
        stands(store)
    with CaptureQueriesContext(connection) as later:
        stands(store)

    assert len(first) == len(later) + 2


def test_a_count_replaces_the_last(store, monkeypatch):
    monkeypatch.setattr(counting, "EVERY", timedelta())
    monkeypatch.setattr(counting, "KEPT", timedelta())
    before = counted()
    stands(store)
    record(Kind.ENDORSED, by=store.owner, about=PersonFactory(), source=store)
    after = counted()

    assert VoiceCount.objects.get() == after != before
    assert stands(store).level in (Level.GOOD, Level.HIGH)


def test_counting_twice_is_counting_once(store):
    count = counted()
    rows = list(count.voices.values_list("person", "topic", "thousandths"))
    count_voices(count)

    assert list(count.voices.values_list("person", "topic", "thousandths")) == rows


def test_it_is_counted_where_there_is_news_and_once_an_hour(store):
    assert counted()
    assert plan_count() is None
    VoiceCount.objects.update(created_at=timezone.now() - timedelta(hours=2))
    Verification.objects.update(at=timezone.now() - timedelta(hours=3))
    Subscription.objects.update(changed_at=timezone.now() - timedelta(hours=3))
    assert plan_count() is None
    record(Kind.ENDORSED, by=store.owner, about=PersonFactory(), source=store)

    assert plan_count() is not None
    assert plan_count() is None


def test_the_sweeper_has_it_counted(store, eager_tasks):
    begin_count()

    assert VoiceCount.objects.get().done_at is not None


def test_who_picked_what_let_others_down_is_believed_half_as_much(store, verified, monkeypatch):
    buyer = Person.objects.filter(evidence_given__about=store.owner).first()
    tea, shoes = (Tag.objects.create(name=name) for name in ("茶", "鞋"))
    monkeypatch.setattr(counting, "bad_picks", lambda: {(buyer.pk, tea.pk): 1})
    before = voices_of(verified, [buyer.pk], shoes.pk)[buyer.pk]
    counted()

    told = {topic: voices_of(verified, [buyer.pk], topic.pk)[buyer.pk] for topic in (tea, shoes)}
    assert told[tea] == pytest.approx(told[shoes] / 2)
    assert told[shoes] >= before
