"""Who sees which endorsements, in which order, and what it costs."""

import pytest
from django.contrib.auth.models import AnonymousUser

from community.endorsements import showing
from community.endorsements.endorsing import endorse
from community.endorsements.models import Endorsement
from community.people.models import Block
from tests.community.endorsements.conftest import old_hand
from tests.factories import EndorsementFactory, PersonFactory, subscribe, tag

pytestmark = pytest.mark.django_db
GUEST = AnonymousUser()


def seen(person):
    return list(Endorsement.objects.visible_to(person))


def test_everybody_sees_it(chen, lin):
    word = EndorsementFactory(by=chen, about=lin)
    for person in (GUEST, PersonFactory(), chen, lin):
        assert seen(person) == [word]


@pytest.mark.parametrize("hidden_from", ["by", "about"])
@pytest.mark.parametrize("blocks", [True, False])
def test_a_block_hides_it_both_ways(chen, lin, hidden_from, blocks):
    EndorsementFactory(by=chen, about=lin)
    reader, other = PersonFactory(), chen if hidden_from == "by" else lin
    pair = (reader, other) if blocks else (other, reader)
    Block.objects.create(person=pair[0], blocked=pair[1])
    assert seen(reader) == []
    assert len(seen(GUEST)) == 1


@pytest.mark.parametrize("gone", ["by", "about"])
def test_of_the_suspended_nobody_sees_it(chen, lin, gone):
    EndorsementFactory(by=chen, about=lin)
    person = chen if gone == "by" else lin
    person.is_active = False
    person.save()
    for reader in (GUEST, PersonFactory(), PersonFactory(is_staff=True)):
        assert seen(reader) == []
    # Whoever gave it can still withdraw it.
    assert len(showing.given_by(chen)) == 1


def test_those_whom_the_reader_knows_come_first(lin):
    reader, followed, trusted = (old_hand() for _ in range(3))
    subscribe(reader, followed)
    EndorsementFactory(by=reader, about=trusted)
    mine, by_followed, by_trusted = (EndorsementFactory(by=person, about=lin) for person in (reader, followed, trusted))
    strangers = EndorsementFactory.create_batch(2, about=lin)

    rows, cursor = showing.page_about(lin, tag("茶"), reader, None)

    assert rows == [mine, by_trusted, by_followed, *reversed(strangers)]
    assert cursor == ""
    assert showing.by_topic(lin, reader)[0].few == [mine, by_trusted, by_followed]
    assert showing.trusted([lin], reader)[lin.pk].few == [mine, by_trusted, by_followed]


def test_pages_are_whole_and_in_order(lin, monkeypatch):
    monkeypatch.setattr(showing, "PAGE", 2)
    reader = old_hand()
    known = EndorsementFactory(about=lin)
    subscribe(reader, known.by)
    EndorsementFactory.create_batch(4, about=lin)

    met, cursor = [], None
    while cursor != "":
        rows, cursor = showing.page_about(lin, tag("茶"), reader, cursor)
        met += rows
    assert met == [known, *Endorsement.objects.exclude(pk=known.pk).order_by("-pk")]
    assert showing.page_about(lin, tag("茶"), reader, "nonsense")[0] == met[:2]


def test_topics_by_how_many_say_so(lin):
    for number, name in enumerate(["水", "茶", "人"]):
        EndorsementFactory.create_batch(number + 1, about=lin, topic=tag(name))
    shown = showing.by_topic(lin, GUEST)
    assert [(about.topic.name, about.count, len(about.few)) for about in shown] == [
        ("人", 3, 3),
        ("茶", 2, 2),
        ("水", 1, 1),
    ]


def test_one_person_counts_once_however_many_topics(chen, lin):
    for name in ("茶", "水"):
        EndorsementFactory(by=chen, about=lin, topic=tag(name))
    assert showing.trusted([lin, chen], GUEST)[lin.pk].count == 1
    assert chen.pk not in showing.trusted([lin, chen], GUEST)


@pytest.mark.parametrize("count", [1, 8])
def test_it_costs_the_same_however_many(lin, count, django_assert_num_queries):
    reader = old_hand()
    EndorsementFactory.create_batch(count, about=lin)
    topic = tag("茶")
    for cost, read in (
        (1, lambda: list(map(whole, showing.page_about(lin, topic, reader, None)[0]))),
        (3, lambda: [whole(row) for about in showing.by_topic(lin, reader) for row in about.few]),
        (3, lambda: [whole(row) for row in showing.trusted([lin, reader], reader)[lin.pk].few]),
        (1, lambda: list(map(whole, showing.received_by(lin)))),
        (2, lambda: showing.places_of(reader)),
    ):
        with django_assert_num_queries(cost):
            read()


def whole(row):
    return row.by.photo, row.about.photo, row.topic.name, row.is_backed, row.known


def test_places_are_counted(chen, lin):
    endorse(chen, about=lin, topic="茶", sentence="好")
    places = showing.places_of(chen)
    assert (places.used, places.remaining, places.today.remaining) == (1, 29, 2)
