"""Quotas: counted exactly, given back with a failure, told with what, why and when."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone, translation

from community.attention import quotas
from community.attention.allowances import ALLOWANCES
from community.attention.models import Quota, Spending
from community.attention.quotas import QuotaReached, lifted, spend, standing
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 4, 12, 30, tzinfo=UTC)


@pytest.fixture
def person():
    return PersonFactory(date_joined=timezone.now() - timedelta(days=400))


@pytest.fixture
def at_noon(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOON)


def test_the_limit_is_the_limit(person):
    most = ALLOWANCES[Quota.GROUPS].most
    for number in range(most):
        now = spend(person, Quota.GROUPS)
        assert (now.used, now.remaining) == (number + 1, most - number - 1)
    with pytest.raises(QuotaReached) as refusal:
        spend(person, Quota.GROUPS)
    assert (refusal.value.status, refusal.value.limit, refusal.value.remaining) == (429, most, 0)
    assert standing(person, Quota.GROUPS).used == most


def test_a_newcomer_gets_less(person):
    newcomer = PersonFactory()
    for quota, allowance in ALLOWANCES.items():
        assert standing(newcomer, quota).limit == allowance.newcomer <= allowance.most == standing(person, quota).limit


def test_every_quota_says_what_and_why(person):
    for quota in Quota:
        for language in ("en", "zh-hans"):
            with translation.override(language):
                at = standing(person, quota)
                words = str(QuotaReached(at))
                assert at.said in words
                assert at.why in words
                assert str(at.limit) in words


def test_windows_are_hours_and_days_of_utc(person, at_noon):
    assert spend(person, Quota.COMMENTS).resets_at == datetime(2026, 3, 4, 13, tzinfo=UTC)
    assert spend(person, Quota.POSTS).resets_at == datetime(2026, 3, 5, tzinfo=UTC)


def test_a_new_window_begins_anew(person, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOON)
    spend(person, Quota.EXPORTS, cost=ALLOWANCES[Quota.EXPORTS].most)
    with pytest.raises(QuotaReached):
        spend(person, Quota.EXPORTS)
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 3, 5, tzinfo=UTC))
    assert spend(person, Quota.EXPORTS).used == 1


def test_the_reader_hears_when_in_their_own_zone(person, at_noon, english):
    with timezone.override("Asia/Shanghai"):
        words = str(QuotaReached(standing(person, Quota.COMMENTS)))
    assert "21:00" in words
    assert "in 30 min" in words


def test_a_cost_that_does_not_fit_takes_nothing(person, english):
    most = ALLOWANCES[Quota.MENTIONS].most
    spend(person, Quota.MENTIONS, cost=most - 2)
    with pytest.raises(QuotaReached) as refusal:
        spend(person, Quota.MENTIONS, cost=3)
    assert refusal.value.remaining == 2
    assert "2 are left" in str(refusal.value)
    assert spend(person, Quota.MENTIONS, cost=2).remaining == 0


def test_nothing_costs_nothing(person):
    assert spend(person, Quota.MENTIONS, cost=0).used == 0
    assert not Spending.objects.exists()


def test_people_and_keys_are_counted_apart(person):
    spend(person, Quota.JOINS, key="a")
    assert spend(person, Quota.JOINS, key="b").used == 1
    assert spend(PersonFactory(), Quota.JOINS, key="a").used == 1


def test_a_failed_verb_spends_nothing(person):
    with transaction.atomic():
        spend(person, Quota.REPORTS)
        transaction.set_rollback(True)
    assert standing(person, Quota.REPORTS).used == 0


def test_limits_can_be_lifted_for_the_demo_town(person):
    with lifted():
        for _ in range(ALLOWANCES[Quota.EXPORTS].most + 1):
            spend(person, Quota.EXPORTS)
    assert not Spending.objects.exists()


def test_the_usual_spending_costs_two_statements(person, django_assert_num_queries):
    spend(person, Quota.COMMENTS)
    with django_assert_num_queries(2):
        spend(person, Quota.COMMENTS)


def test_old_windows_are_forgotten(person, monkeypatch):
    spend(person, Quota.COMMENTS)
    quotas.forget_old()
    assert Spending.objects.count() == 1
    later = timezone.now() + timedelta(days=9)
    monkeypatch.setattr(timezone, "now", lambda: later)
    quotas.forget_old()
    assert not Spending.objects.exists()
