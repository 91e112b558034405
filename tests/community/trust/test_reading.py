"""The picture of the ledger in memory is what the core would make of all rows, and follows whatever is committed."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from taggit.models import Tag

from community.channels.models import Subscription
from community.groups.models import Group
from community.people.models import Block, Person
from community.trust import score
from community.trust.models import Evidence, Freeze
from community.trust.reading import in_step, reading
from community.trust.recording import counter, record
from tests.factories import GroupFactory, PersonFactory, subscribe

pytestmark = pytest.mark.django_db

Kind = Evidence.Kind


class Plain:
    """The rows as the core asks for them, read anew and without any memory."""

    def __init__(self, without: Any = ()) -> None:
        people = Person.objects.order_by("-pk").values_list("pk", flat=True)
        self.n, self.today = people[0] + 1, timezone.now().date().toordinal()
        quiet = set(Person.objects.filter(is_active=False).values_list("pk", flat=True)) | set(without)
        rows = [row for row in Evidence.objects.standing().order_by("pk") if row.by_id not in quiet]
        self.src = [row.by_id for row in rows]
        self.dst = [row.about_id for row in rows]
        self.kind = [row.kind for row in rows]
        self.topic = [row.topic_id or 0 for row in rows]
        self.day = [row.at.date().toordinal() for row in rows]
        members = Subscription.objects.active().filter(admitted=True, channel__group__closed_at=None)
        members = members.exclude(channel__group__access=Group.Access.HIDDEN).exclude(person__in=quiet)
        self.mem_user = [row.person_id for row in members]
        self.mem_group = [row.channel_id for row in members]
        self.mem_ok = [True for row in members]
        self.mem_day = [row.began_at.date().toordinal() for row in members]
        self.seeds: list[int] = []
        self.cache: dict[Any, Any] = {}


@pytest.fixture
def town() -> list[Person]:
    """Twelve people who dealt with one another, in a group of eight."""
    people = [PersonFactory() for _ in range(12)]
    group = GroupFactory(owner=people[0], access=Group.Access.ASK)
    for person in people[1:8]:
        subscribe(person, group, admitted=True, began_at=timezone.now() - timedelta(days=90))
    chance = random.Random(5)
    for _ in range(60):
        by, about = chance.sample(people, 2)
        kind = chance.choice([*Kind.values, Kind.CONTENT, Kind.CONTENT, Kind.KEPT])
        say(by, about, kind, at=timezone.now() - timedelta(days=chance.randrange(1, 300)))
    return people


def say(by: Person, about: Person, kind: int = Kind.ENDORSED, **fields: Any) -> Evidence:
    """A row of its own, whatever it came from."""
    source = ContentType.objects.get_for_model(Person)
    number = Evidence.objects.count() + 1
    return Evidence.objects.create(by=by, about=about, kind=kind, source_type=source, source_id=number, **fields)


def known_scores(viewer: Any, people: list[Person], topic: int = 0) -> list[float]:
    with in_step(viewer) as known:
        known.topic(topic)
        return score(viewer and viewer.pk, [person.pk for person in people], known.columns, topic)


def plain_scores(viewer: Any, people: list[Person], topic: int = 0, without: Any = ()) -> list[float]:
    return score(viewer and viewer.pk, [person.pk for person in people], Plain(without), topic)


def same(people: list[Person], viewer: Any) -> bool:
    return known_scores(viewer, people) == pytest.approx(plain_scores(viewer, people))


def test_it_is_what_the_core_makes_of_all_rows(town):
    assert all(same(town, viewer) for viewer in [*town, None])


def test_a_new_row_counts(town):
    before = known_scores(town[0], town)
    say(town[0], town[9], Kind.CONTENT)

    assert known_scores(town[0], town) != before
    assert same(town, town[0])


def test_a_row_that_is_taken_back_counts_no_more(town):
    known_scores(town[0], town)
    for row in Evidence.objects.standing()[:20]:
        counter(Evidence.objects.filter(pk=row.pk))
        assert same(town, town[0])


def test_one_that_was_written_and_taken_back_meanwhile_never_counts(town):
    before = known_scores(town[0], town)
    row = say(town[0], town[9], Kind.CONTENT)
    counter(Evidence.objects.filter(pk=row.pk))

    assert known_scores(town[0], town) == before


def test_all_topics_that_were_asked_for_follow(town):
    tea = Tag.objects.create(name="茶", slug="tea")
    known_scores(town[0], town, tea.pk)
    row = say(town[0], town[9], Kind.CONTENT, topic=tea)
    assert known_scores(town[0], town, tea.pk) == pytest.approx(plain_scores(town[0], town, tea.pk))

    counter(Evidence.objects.filter(pk=row.pk))
    assert known_scores(town[0], town, tea.pk) == pytest.approx(plain_scores(town[0], town, tea.pk))


def test_one_committed_late_is_found(town):
    """Its key is lower than that of a row which was there before it."""
    # Beyond what PostgreSQL will count up to here: it knows nothing of keys that were given.
    early = say(town[1], town[2]).pk + 30
    say(town[2], town[3], pk=early + 50)
    known_scores(town[0], town)

    say(town[0], town[9], Kind.CONTENT, pk=early)

    assert same(town, town[0])
    counter(Evidence.objects.filter(pk=early))
    assert same(town, town[0])


@pytest.mark.parametrize("pause", [0, 1])
def test_who_is_suspended_is_not_heard_until_they_are_back(town, pause):
    for is_active in (False, True):
        known_scores(town[0], town)
        Person.objects.filter(pk=town[1].pk).update(is_active=is_active)
        if pause:
            known_scores(town[0], town)
        say(town[1], town[9], Kind.BROKEN)
        assert same(town, town[0])


def test_nor_is_who_is_frozen(town):
    known_scores(town[0], town)
    frozen = Freeze.objects.create(person=town[1], reason="测试")
    assert known_scores(town[0], town) == pytest.approx(plain_scores(town[0], town, without=[town[1].pk]))

    Freeze.objects.filter(pk=frozen.pk).update(ended_at=timezone.now())
    assert same(town, town[0])


def test_what_a_quiet_person_takes_back_does_not_come_back_with_them(town):
    row = say(town[1], town[9])
    Person.objects.filter(pk=town[1].pk).update(is_active=False)
    known_scores(town[0], town)
    counter(Evidence.objects.filter(pk=row.pk))
    known_scores(town[0], town)

    Person.objects.filter(pk=town[1].pk).update(is_active=True)

    assert same(town, town[0])


def test_memberships_follow(town):
    known_scores(town[0], town)
    row = Subscription.objects.get(person=town[3])
    for changes in ({"state": "left"}, {"state": "active"}, {"state": "banned"}, {"state": "active"}):
        Subscription.objects.filter(pk=row.pk).update(**changes, changed_at=timezone.now())
        assert same(town, town[0])
    group = row.channel.group
    subscribe(town[9], group, admitted=True, began_at=timezone.now() - timedelta(days=60))
    assert same(town, town[0])


@pytest.mark.parametrize("shut", [{"access": "hidden"}, {"closed_at": timezone.now()}])
def test_a_group_that_shuts_its_door_passes_nothing_on(town, shut):
    open_scores = known_scores(town[0], town)
    Group.objects.update(**shut)
    assert known_scores(town[0], town) != open_scores
    assert same(town, town[0])

    Group.objects.update(access="ask", closed_at=None)
    assert known_scores(town[0], town) == pytest.approx(open_scores)


def test_who_walked_into_a_public_group_passes_nothing(town):
    newcomer = PersonFactory()
    subscribe(newcomer, Group.objects.get(), admitted=False, began_at=timezone.now() - timedelta(days=90))

    assert known_scores(newcomer, town) == pytest.approx(plain_scores(None, town))


@pytest.mark.parametrize("mine", [True, False])
def test_a_block_works_both_ways_and_for_the_two_alone(town, mine):
    pair = (town[0], town[1]) if mine else (town[1], town[0])
    others = known_scores(town[2], town)
    Block.objects.create(person=pair[0], blocked=pair[1])

    with in_step(town[0]) as known:
        heard = known.topic(0).personal_voices(town[0].pk)
    assert heard[town[1].pk] == 0
    assert known_scores(town[2], town) == others


def test_what_is_not_committed_is_not_kept(town):
    from django.db import transaction

    before = known_scores(town[0], town)
    with transaction.atomic():
        say(town[0], town[9], Kind.BROKEN)
        assert known_scores(town[0], town) == before
        transaction.set_rollback(True)
    assert known_scores(town[0], town) == before

    reading().forget()
    with transaction.atomic():
        say(town[0], town[9], Kind.BROKEN)
        assert known_scores(town[0], town) != before
        transaction.set_rollback(True)
    assert known_scores(town[0], town) == before


def test_keeping_in_step_takes_three_statements(town):
    known_scores(town[0], town)
    with CaptureQueriesContext(connection) as nothing_new:
        known_scores(town[0], town)
    for _ in range(5):
        say(town[0], town[9], Kind.CONTENT)
    with CaptureQueriesContext(connection) as some_new:
        known_scores(town[0], town)

    assert len(nothing_new) == len(some_new) == 3


def test_a_new_index_knows_what_is_out(town):
    """Such as that of the next day."""
    known_scores(town[0], town)
    counter(Evidence.objects.filter(pk__in=list(Evidence.objects.standing().values_list("pk", flat=True)[:10])))
    Person.objects.filter(pk=town[1].pk).update(is_active=False)
    known_scores(town[0], town)
    reading().columns.cache.clear()
    assert same(town, town[0])

    Person.objects.filter(pk=town[1].pk).update(is_active=True)
    assert same(town, town[0])


def test_recording_it_twice_counts_once(town):
    known_scores(town[0], town)
    for _ in range(2):
        record(Kind.ENDORSED, by=town[0], about=town[9], source=town[3])
    assert same(town, town[0])
