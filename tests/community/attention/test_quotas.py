"""Quotas: counted exactly, given back with a failure, told with what, why and when."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone, translation

from community.attention import quotas
from community.attention.allowances import ALLOWANCES, NEWCOMER
from community.attention.growing import KEPT_TO, growth_of
from community.attention.models import Quota, Spending
from community.attention.quotas import QuotaReached, lifted, spend, standing
from community.standing.models import PublicVoice, VoiceCount
from community.trust.freezing import freeze
from shop.stores.opening import open_store
from tests.community.trust.saying import kept
from tests.factories import PersonFactory, TagFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 4, 12, 30, tzinfo=UTC)


@pytest.fixture
def person():
    """Long here, and trusted by people whom the site verified."""
    return trusted(PersonFactory(date_joined=timezone.now() - timedelta(days=400)))


def trusted(person):
    count = VoiceCount.objects.create(done_at=timezone.now())
    PublicVoice.objects.create(count=count, person=person, thousandths=PublicVoice.LEAST)
    return person


def kept_word_to(person, people):
    for other in people:
        kept(other, person)


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


@pytest.mark.parametrize("days", [0, 400])
def test_whoever_has_no_standing_gets_less_however_long_they_are_here(person, days):
    stranger = PersonFactory(date_joined=timezone.now() - timedelta(days=days))
    for quota, allowance in ALLOWANCES.items():
        least = allowance.newcomer if allowance.grows or not days else allowance.most
        assert standing(stranger, quota).limit == least <= allowance.most == standing(person, quota).limit


def test_a_newcomer_with_standing_waits_for_the_days():
    newcomer = trusted(PersonFactory())
    assert standing(newcomer, Quota.POSTS).limit == ALLOWANCES[Quota.POSTS].newcomer
    newcomer.date_joined -= NEWCOMER
    assert standing(newcomer, Quota.POSTS).limit == ALLOWANCES[Quota.POSTS].most


def test_promises_kept_to_different_people_raise_limits():
    seller = PersonFactory(date_joined=timezone.now() - timedelta(days=9))
    buyers = PersonFactory.create_batch(KEPT_TO)
    kept_word_to(seller, [*buyers[1:], *buyers[1:]])
    kept(buyers[0], seller, kind="content")
    assert (growth_of(seller).kept, growth_of(seller).is_full) == (KEPT_TO - 1, False)
    kept_word_to(seller, buyers[:1])
    assert growth_of(seller).is_full
    freeze(PersonFactory(is_staff=True), people=buyers[:1], reason="互相刷单")
    assert not growth_of(seller).is_full


def test_a_voice_of_another_topic_or_an_older_count_says_nothing():
    person = PersonFactory(date_joined=timezone.now() - timedelta(days=9))
    trusted(person)
    assert growth_of(person).is_full
    newer = VoiceCount.objects.create(done_at=timezone.now())
    PublicVoice.objects.create(count=newer, person=person, thousandths=500, topic=TagFactory())
    assert not growth_of(person).is_full


def test_a_limit_that_grew_within_its_window_counts_at_once():
    person = PersonFactory(date_joined=timezone.now() - timedelta(days=9))
    spend(person, Quota.JOINS, cost=ALLOWANCES[Quota.JOINS].newcomer)
    with pytest.raises(QuotaReached):
        spend(person, Quota.JOINS)
    trusted(person)
    assert spend(person, Quota.JOINS).limit == ALLOWANCES[Quota.JOINS].most


def test_the_staff_is_known():
    clerk = PersonFactory(is_staff=True, date_joined=timezone.now() - timedelta(days=9))
    assert growth_of(clerk).is_full


def test_stores_are_counted():
    person = PersonFactory()
    for number in range(ALLOWANCES[Quota.STORES].newcomer):
        open_store(person, name=f"店 {number}")
    with pytest.raises(QuotaReached) as refusal:
        open_store(person, name="又一家")
    assert (refusal.value.field, person.stores.count()) == ("name", ALLOWANCES[Quota.STORES].newcomer)


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


@pytest.mark.parametrize("days", [0, 9, 400])
def test_the_usual_spending_costs_two_statements(days, django_assert_num_queries):
    person = PersonFactory(date_joined=timezone.now() - timedelta(days=days))
    # The first of a window asks for the limit, of those who are no newcomers.
    with django_assert_num_queries(6 if days else 4):
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
