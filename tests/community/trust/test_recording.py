"""Facts are added and countered; whoever says the same again changes nothing."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from community.trust.disputing import decide_dispute, dispute
from community.trust.models import Dispute, Evidence
from community.trust.recording import counter, record, sources
from config.kit import append_only
from tests.community.trust.saying import kept, standing
from tests.factories import PersonFactory, PostFactory

pytestmark = pytest.mark.django_db
Kind = Evidence.Kind


def refused(change):
    with pytest.raises(IntegrityError), transaction.atomic():
        change()


def test_it_works(buyer, seller):
    post = PostFactory()
    row = record(Kind.KEPT, by=buyer, about=seller, source=post)
    assert (row.source, row.turn, row.counters, row.why) == (post, 0, None, "")
    assert standing() == [("buyer", "kept", "seller")]


def test_again_changes_nothing(buyer, seller):
    post = PostFactory()
    first = record(Kind.KEPT, by=buyer, about=seller, source=post)
    assert record(Kind.KEPT, by=buyer, about=seller, source=post) == first
    assert Evidence.objects.count() == 1


@pytest.mark.parametrize("who", [None, "guest", "oneself", "closed"])
def test_of_these_nothing_is_recorded(who, seller):
    by = {
        None: None,
        "guest": AnonymousUser(),
        "oneself": seller,
        "closed": PersonFactory(is_active=False, closed_at=timezone.now()),
    }[who]
    assert record(Kind.KEPT, by=by, about=seller, source=PostFactory()) is None
    assert not Evidence.objects.exists()


def test_what_is_countered_stays_and_counts_no_more(buyer, seller):
    row = kept(buyer, seller)
    assert counter(sources(row.source), why=Evidence.Why.UNDONE) == 1
    assert counter(sources(row.source)) == 0
    taken = Evidence.objects.get(counters=row)
    assert (taken.why, taken.kind, taken.by, taken.about, taken.source) == (
        "undone",
        row.kind,
        buyer,
        seller,
        row.source,
    )
    assert standing() == []


def test_said_again_it_counts_again(buyer, seller):
    row = kept(buyer, seller)
    counter(sources(row.source))
    again = kept(buyer, seller, source=row.source)
    assert again.turn == 1
    assert standing() == [("buyer", "kept", "seller")]


def test_what_was_struck_out_after_an_objection_stays_so(buyer, seller, clerk):
    row = kept(buyer, seller, kind="broken")
    decide_dispute(clerk, dispute=dispute(seller, evidence=row, text="不是"), upheld=True, answer="对")
    assert record(Kind.BROKEN, by=buyer, about=seller, source=row.source) is None
    assert standing() == []


def test_many_are_countered_in_chunks(buyer, seller, monkeypatch):
    monkeypatch.setattr("community.trust.recording.CHUNK", 2)
    for _each in range(5):
        kept(buyer, seller)
    assert counter(Evidence.objects.filter(by=buyer)) == 5
    assert standing() == []


def test_one_more_costs_the_same_however_many_there_are(buyer, seller, django_assert_max_num_queries):
    for _each in range(20):
        kept(buyer, seller)
    post = PostFactory()
    with django_assert_max_num_queries(8):
        record(Kind.KEPT, by=buyer, about=seller, source=post)


@pytest.mark.parametrize(
    ("field", "value"),
    [("kind", 1), ("source_id", 999), ("at", timezone.now()), ("turn", 3), ("why", "undone"), ("reference", "0" * 16)],
)
def test_no_word_of_it_changes(fact, field, value):
    refused(lambda: Evidence.objects.filter(pk=fact.pk).update(**{field: value}))


def test_nor_who_says_it_of_whom(fact):
    for field in ("by", "about"):
        refused(lambda field=field: Evidence.objects.update(**{field: PersonFactory()}))


def test_it_is_not_deleted(fact, buyer):
    refused(lambda: Evidence.objects.all()._raw_delete("default"))
    with pytest.raises(IntegrityError), transaction.atomic():
        buyer.delete()


def test_nor_replaced(fact, buyer, seller):
    if connection.vendor != "sqlite":
        return  # No other engine has such a statement.
    table = Evidence._meta.db_table
    columns = [field.column for field in Evidence._meta.concrete_fields if field.name not in ("id", "reference")]
    names = ", ".join(columns)
    copy = f"INSERT OR REPLACE INTO {table} (id, reference, {names}) SELECT id + 9, 'x', {names} FROM {table}"  # noqa: S608
    refused(lambda: connection.cursor().execute(copy))
    counter(sources(fact.source))
    kept(buyer, seller, kind="broken", source=fact.source)


def test_it_is_countered_for_a_reason_and_once(fact):
    counter(sources(fact.source))
    same = {"kind": fact.kind, "by": fact.by, "about": fact.about, "source": fact.source}
    refused(lambda: Evidence.objects.create(**same, counters=fact, why="undone"))
    refused(lambda: Evidence.objects.create(**same, turn=1, why="undone"))


def test_an_objection_is_decided_once(fact, seller, clerk):
    made = decide_dispute(clerk, dispute=dispute(seller, evidence=fact, text="不是"), upheld=False, answer="是")
    for change in ({"outcome": "upheld"}, {"answer": "别的"}, {"text": "别的"}, {"decided_at": None}):
        refused(lambda change=change: Dispute.objects.filter(pk=made.pk).update(**change))
    Dispute.objects.filter(pk=made.pk).update(text="", person=None, decided_by=None)
    refused(lambda: Dispute.objects.all()._raw_delete("default"))


def test_all_that_is_kept_is_known():
    assert {model.__name__ for model in append_only.KEPT} == {"ModerationAction", "Appeal", "Evidence", "Dispute"}


def steps_of(act):
    """How many steps SQLite took; on PostgreSQL, which has no such count, one."""
    steps = [1]
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        connection.connection.set_progress_handler(lambda: steps.append(1), 10)
    act()
    if connection.vendor == "sqlite":
        connection.connection.set_progress_handler(None, 0)
    return len(steps)


def test_a_row_costs_the_same_however_many_there_are(buyer, seller):
    posts = iter(PostFactory.create_batch(303))

    def once():
        record(Kind.KEPT, by=buyer, about=seller, source=next(posts))

    once()
    few = steps_of(once)
    for _ in range(300):
        once()
    assert steps_of(once) < 2 * few
