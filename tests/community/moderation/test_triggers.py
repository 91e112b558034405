"""The log as the database keeps it, whoever asks and however."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from community.moderation.acting import hide_post
from community.moderation.appealing import appeal, decide_appeal
from community.moderation.models import Appeal, ModerationAction
from community.people.suspending import suspend_person
from config.kit import append_only
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def action(post, moderator):
    hide_post(moderator, post=post, reason="广告")
    return ModerationAction.objects.get()


@pytest.fixture
def decided(action, member, clerk):
    return decide_appeal(clerk, appeal=appeal(member, action=action, text="不是广告"), upheld=False, answer="是广告")


def refused(change):
    with pytest.raises(IntegrityError), transaction.atomic():
        change()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("reason", "别的"), ("verb", "restore_post"), ("target_id", 999), ("target_name", "")),
        *(("at", timezone.now()), ("reference", "0" * 16), ("by_staff", True), ("limits", "post"), ("before", "x")),
        ("until", timezone.now()),
    ],
)
def test_no_word_of_it_changes(action, field, value):
    refused(lambda: ModerationAction.objects.filter(pk=action.pk).update(**{field: value}))


def test_nobody_else_becomes_its_actor_or_owner(action):
    for field in ("actor", "owner"):
        refused(lambda field=field: ModerationAction.objects.update(**{field: PersonFactory()}))


def test_it_is_not_deleted(action):
    refused(lambda: ModerationAction.objects.all().delete())
    refused(lambda: ModerationAction.objects.all()._raw_delete("default"))


def test_not_by_raw_sql_either(action):
    table = ModerationAction._meta.db_table
    for statement in ("DELETE FROM {}", "UPDATE {} SET reason = 'x'", "UPDATE {} SET undoes_id = id"):
        refused(lambda statement=statement: connection.cursor().execute(statement.format(table)))


def test_nor_by_replacing(action):
    if connection.vendor != "sqlite":
        return  # No other engine has such a statement.
    table = ModerationAction._meta.db_table
    copy = "INSERT OR REPLACE INTO {0} SELECT * FROM {0}"
    refused(lambda: connection.cursor().execute(copy.format(table)))


def test_when_an_account_goes_only_the_link_goes(action, moderator, member, post):
    ModerationAction.objects.filter(pk=action.pk).update(actor=None)
    ModerationAction.objects.filter(pk=action.pk).update(owner=None)

    action.refresh_from_db()
    assert (action.actor, action.owner, action.reason) == (None, None, "广告")


def test_people_who_are_in_it_can_be_deleted(clerk):
    target = PersonFactory(name="王五")
    suspend_person(clerk, target=target, reason="假货")
    target.delete()

    action = ModerationAction.objects.get()
    assert (action.owner, action.target_name) == (None, "")
    assert "王五" not in str(action)


def test_an_appeal_keeps_its_words(action, member):
    made = appeal(member, action=action, text="不是广告")
    refused(lambda: Appeal.objects.filter(pk=made.pk).update(text="别的"))
    refused(lambda: Appeal.objects.filter(pk=made.pk).delete())
    refused(lambda: Appeal.objects.filter(pk=made.pk).update(person=PersonFactory()))


def test_or_none_of_them_when_the_account_goes(decided):
    Appeal.objects.filter(pk=decided.pk).update(text="")
    refused(lambda: Appeal.objects.filter(pk=decided.pk).update(text="不是广告"))


def test_a_decision_is_given_once(decided):
    for change in ({"outcome": "upheld"}, {"answer": "别的"}, {"decided_at": None}, {"decided_by": PersonFactory()}):
        refused(lambda change=change: Appeal.objects.filter(pk=decided.pk).update(**change))
    Appeal.objects.filter(pk=decided.pk).update(decided_by=None, person=None)


def test_they_can_be_put_on_again_and_taken_off(action):
    append_only.install(connection)
    append_only.install(connection)
    refused(lambda: ModerationAction.objects.update(reason="别的"))
    append_only.remove(connection)
    ModerationAction.objects.update(reason="别的")
    append_only.install(connection)
