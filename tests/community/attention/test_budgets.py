"""The budget of a channel: what counts, from midnight to midnight of the sender, and what is told."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from community.attention.budgets import BudgetReached, budget, claim_post, day_of
from community.attention.formula import BOUNDS, Step
from community.attention.quotas import Quota, QuotaReached, lifted, spend, standing
from community.channels.models import Subscription
from community.moderation.models import Report
from community.moderation.reporting import report
from community.moderation.settling import find_nothing_wrong
from community.people.models import PersonMute
from community.posts.models import Post, Reaction, SavedPost, Standing
from community.standing.models import VoiceCount
from tests.factories import (
    CommentFactory,
    GroupFactory,
    PersonFactory,
    PostFactory,
    StoreFactory,
    channel_of,
    subscribe,
)

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 4, 4, tzinfo=UTC)


@pytest.fixture
def store():
    return StoreFactory()


@pytest.fixture
def channel(store):
    return channel_of(store)


def says(channel, author, **fields):
    """A post made long ago enough to be answered, unless `created_at` says when."""
    at = fields.pop("created_at", timezone.now() - timedelta(days=2))
    post = PostFactory(channel=channel, author=author, **fields)
    Post.objects.filter(pk=post.pk).update(created_at=at)
    return post


def numbers(person, channel):
    return budget(person, channel).heard.numbers


@pytest.mark.parametrize("kind", ["store", "person", "group"])
def test_a_channel_begins_with_its_base(kind):
    subject = {"store": StoreFactory, "person": PersonFactory, "group": GroupFactory}[kind]()
    sender = getattr(subject, "owner", subject)
    found = budget(sender, channel_of(subject))
    assert (found.limit, found.used, found.remaining) == (BOUNDS[kind].base, 0, BOUNDS[kind].base)


def test_responses_of_others_let_it_grow(store, channel):
    post = says(channel, store.owner)
    readers = [subscribe(PersonFactory(), store).person for _ in range(5)]
    for reader in readers:
        CommentFactory(post=post, author=reader)
        CommentFactory(post=post, author=reader)
        Reaction.objects.create(post=post, person=reader)
        SavedPost.objects.create(post=post, person=reader)
    found = budget(store.owner, channel)
    assert (found.heard.numbers.readers, found.heard.numbers.comments) == (5, 5)
    assert (found.heard.numbers.signs, found.heard.numbers.saves) == (5, 5)
    assert found.limit > BOUNDS["store"].base
    assert found.steps[Step.RESPONSES] == found.limit - BOUNDS["store"].base


def test_what_one_says_to_oneself_does_not_count(store, channel):
    post = says(channel, store.owner)
    CommentFactory(post=post, author=store.owner)
    Reaction.objects.create(post=post, person=store.owner)
    assert numbers(store.owner, channel).responses == 0


def test_what_is_older_than_two_weeks_does_not_count(store, channel):
    old = timezone.now() - timedelta(days=15)
    Reaction.objects.create(post=says(channel, store.owner, created_at=old), person=PersonFactory())
    says(channel, store.owner, created_at=old, state=Standing.HIDDEN)
    assert (numbers(store.owner, channel).signs, numbers(store.owner, channel).hidden) == (0, 0)


def test_who_mutes_or_leaves_a_store_makes_it_smaller(store, channel):
    for index in range(12):
        row = subscribe(PersonFactory(), store)
        gone = {"state": "left"} if index % 2 else {"muted_until": timezone.now() + timedelta(days=99)}
        Subscription.objects.filter(pk=row.pk).update(**gone)
    found = budget(store.owner, channel)
    assert found.heard.numbers.mutes == 12
    assert found.limit < BOUNDS["store"].base
    assert found.heard.mutes_told == 12


def test_two_who_mute_are_not_told_of(store, channel):
    for _ in range(2):
        subscribe(PersonFactory(), store, state="left")
    found = budget(store.owner, channel)
    assert found.limit == BOUNDS["store"].base
    assert found.heard.mutes_told is None


def test_in_a_group_only_who_mutes_the_person_counts():
    group = GroupFactory()
    author = subscribe(PersonFactory(), group).person
    others = [subscribe(PersonFactory(), group).person for _ in range(4)]
    Subscription.objects.filter(person=others[0]).update(muted_until=timezone.now() + timedelta(days=9))
    subscribe(PersonFactory(), group, state="left")
    for muter in [*others, PersonFactory()]:
        PersonMute.objects.create(person=muter, muted=author)
    assert numbers(author, group.channel).mutes == 4
    assert numbers(others[0], group.channel).mutes == 0


def test_who_mutes_and_leaves_counts_once():
    person, reader = PersonFactory(), PersonFactory()
    subscribe(reader, person, state="left")
    PersonMute.objects.create(person=reader, muted=person)
    assert numbers(person, channel_of(person)).mutes == 1


def test_a_hidden_post_costs(store, channel):
    says(channel, store.owner, state=Standing.HIDDEN)
    found = budget(store.owner, channel)
    assert found.steps[Step.HIDDEN] < 0
    assert found.limit < BOUNDS["store"].base


def reported(post, times):
    return [report(PersonFactory(), target=post, reason="spam") for _ in range(times)]


def test_reports_make_it_smaller_and_are_told(store, channel):
    reported(says(channel, store.owner), 4)
    found = budget(store.owner, channel)
    assert (found.heard.numbers.reports, found.heard.reports_told) == (4, 4)
    assert found.steps[Step.REPORTS] < 0
    assert found.limit < BOUNDS["store"].base


def test_whoever_reports_two_posts_counts_once_and_two_people_are_not_told_of(store, channel):
    posts = [says(channel, store.owner) for _ in range(2)]
    for reporter in [PersonFactory(), PersonFactory()]:
        for post in posts:
            report(reporter, target=post, reason="fraud")
    found = budget(store.owner, channel)
    assert (found.heard.numbers.reports, found.heard.reports_told) == (2, None)
    assert found.limit == BOUNDS["store"].base


def test_what_a_moderator_finds_fine_is_given_back(store, channel):
    made = reported(says(channel, store.owner), 4)
    assert budget(store.owner, channel).limit < BOUNDS["store"].base
    find_nothing_wrong(PersonFactory(is_staff=True), case=made[0].case, reason="没有问题")
    found = budget(store.owner, channel)
    assert (found.heard.numbers.reports, found.limit) == (0, BOUNDS["store"].base)


def test_reports_of_other_channels_of_comments_and_of_long_ago_do_not_count(store, channel):
    post = says(channel, store.owner)
    reported(says(channel_of(store.owner), store.owner), 3)
    reported(CommentFactory(post=post, author=store.owner), 3)
    for made in reported(post, 3):
        Report.objects.filter(pk=made.pk).update(created_at=timezone.now() - timedelta(days=15))
    assert numbers(store.owner, channel).reports == 0


def test_members_of_a_group_have_a_budget_each():
    group = GroupFactory()
    one, other = (subscribe(PersonFactory(), group).person for _ in range(2))
    PostFactory(channel=group.channel, author=one)
    assert (budget(one, group.channel).used, budget(other, group.channel).used) == (1, 0)


def test_deleting_gives_nothing_back_and_announcing_does():
    group = GroupFactory()
    PostFactory(channel=group.channel, author=group.owner, state=Standing.DELETED)
    PostFactory(channel=group.channel, author=group.owner, announced_at=timezone.now())
    assert budget(group.owner, group.channel).used == 1


@pytest.mark.parametrize(
    ("zone", "begins", "ends"),
    [
        ("", "2026-03-03T16:00", "2026-03-04T16:00"),
        ("no/where", "2026-03-03T16:00", "2026-03-04T16:00"),
        ("America/New_York", "2026-03-03T05:00", "2026-03-04T05:00"),
        ("Pacific/Kiritimati", "2026-03-03T10:00", "2026-03-04T10:00"),
    ],
)
def test_a_day_is_the_senders(zone, begins, ends, settings):
    settings.TIME_ZONE = "Asia/Shanghai"
    found = day_of(PersonFactory(time_zone=zone), NOON)
    assert [at.strftime("%Y-%m-%dT%H:%M") for at in found] == [begins, ends]


def test_the_day_on_which_clocks_change_has_its_own_length():
    begins, ends = day_of(PersonFactory(time_zone="Europe/Berlin"), datetime(2026, 3, 29, 12, tzinfo=UTC))
    assert ends - begins == timedelta(hours=23)


def use_up(person, channel, count=None):
    for _ in range(budget(person, channel).remaining if count is None else count):
        claim_post(person, channel=channel)
        PostFactory(channel=channel, author=person)


def test_over_budget_is_refused_with_what_why_and_when(store, channel, english):
    use_up(store.owner, channel)
    with pytest.raises(BudgetReached) as refusal:
        claim_post(store.owner, channel=channel)
    error = refusal.value
    assert (error.status, error.field, error.limit, error.remaining) == (429, "text", BOUNDS["store"].base, 0)
    assert error.resets_at == day_of(store.owner, timezone.now())[1]
    assert "4 posts" in str(error)
    assert "respond" in str(error)


def test_the_day_before_does_not_count(store, channel):
    begins_at, _ends_at = day_of(store.owner, timezone.now())
    says(channel, store.owner, created_at=begins_at - timedelta(seconds=1))
    says(channel, store.owner, created_at=begins_at)
    assert budget(store.owner, channel).used == 1


def test_what_is_refused_spends_nothing_of_the_quota(store, channel):
    use_up(store.owner, channel)
    before = standing(store.owner, Quota.POSTS).used
    with pytest.raises(BudgetReached), transaction.atomic():
        claim_post(store.owner, channel=channel)
    assert standing(store.owner, Quota.POSTS).used == before


def test_the_quota_of_all_posts_holds_too(store, channel):
    spend(store.owner, Quota.POSTS, cost=standing(store.owner, Quota.POSTS).limit)
    with pytest.raises(QuotaReached):
        claim_post(store.owner, channel=channel)


def test_the_demo_town_has_no_budget(store, channel):
    use_up(store.owner, channel)
    with lifted():
        assert claim_post(store.owner, channel=channel) is None


def test_it_costs_the_same_whatever_was_said(store, channel, django_assert_num_queries):
    for _ in range(30):
        post = says(channel, store.owner)
        reader = subscribe(PersonFactory(), store).person
        Reaction.objects.create(post=post, person=reader)
        report(reader, target=post, reason="spam")
    with django_assert_num_queries(4):
        budget(store.owner, channel)
    own = channel_of(store.owner)
    says(own, store.owner)
    with django_assert_num_queries(5):
        budget(store.owner, own)


def test_trust_from_whom_the_site_knows_raises_it(store, channel):
    for voice in (400, 1000):
        count = VoiceCount.objects.create(done_at=timezone.now())
        count.voices.create(person=store.owner, thousandths=voice)
    VoiceCount.objects.create().voices.create(person=store.owner, thousandths=10)

    assert numbers(store.owner, channel).voice == 1000
    assert budget(store.owner, channel).steps[Step.VOICE] == 2
