"""A reader pages through a feed while the town goes on: each page exact, nothing twice, nothing passed over."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from community.channels.models import Channel, Subscription
from community.feeds.home import home_page
from community.people.models import Block
from community.posts.models import Post, Standing
from shop.stores.models import Store
from tests.factories import GroupFactory, PersonFactory, PostFactory, StoreFactory, channel_of

SOURCES = st.integers(0, 5)
LIMITS = st.integers(1, 4)


class ReaderOfAFeed(RuleBasedStateMachine):
    """Two groups, two stores (one their own) and two people; a reader with or without a subscription to each."""

    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.reader, self.author = PersonFactory(), PersonFactory()
        subjects = [GroupFactory(), GroupFactory(), StoreFactory(), StoreFactory(owner=self.reader)]
        subjects += [self.author, self.reader]
        self.channels = [channel_of(subject) for subject in subjects]
        self.begin()

    def begin(self) -> None:
        """Open the feed anew."""
        self.shown: list[int] = []
        self.cursor: str | None = None
        self.must_show: set[int] | None = None

    def expected(self) -> list[int]:
        """Ids of the whole feed, newest first, by what may be read and what is heard, row by row."""
        heard = {
            row.channel_id
            for row in Subscription.objects.filter(person=self.reader, state="active")
            if not row.is_muted
        }
        own = {row.pk for row in Channel.objects.all() if self.reader in (row.person, row.store and row.store.owner)}
        readable = Post.objects.visible_to(self.reader).order_by("-id")
        return [post.pk for post in readable if post.channel_id in heard | own]

    @initialize(posts=st.lists(SOURCES, max_size=12), subscribed=st.sets(SOURCES))
    def a_town(self, posts: list[int], subscribed: set[int]) -> None:
        for index in subscribed - {3, 5}:
            Subscription.objects.create(person=self.reader, channel=self.channels[index])
        for index in posts:
            self.post(index)

    @rule(index=SOURCES)
    def post(self, index: int) -> None:
        PostFactory(channel=self.channels[index], author=self.author)

    @rule(index=SOURCES, state=st.sampled_from(Subscription.State.values))
    def subscription_becomes(self, index: int, state: str) -> None:
        Subscription.objects.filter(person=self.reader, channel=self.channels[index]).update(state=state)

    @rule(index=SOURCES, hours=st.sampled_from([-1, 1]))
    def mute(self, index: int, hours: int) -> None:
        until = timezone.now() + timedelta(hours=hours)
        Subscription.objects.filter(person=self.reader, channel=self.channels[index]).update(muted_until=until)

    @rule(nth=st.integers(0, 8), state=st.sampled_from(Standing.values))
    def post_becomes(self, nth: int, state: str) -> None:
        chosen = Post.objects.order_by("-id").values_list("pk", flat=True)[nth : nth + 1]
        Post.objects.filter(pk__in=list(chosen)).update(state=state)

    @rule()
    def block_or_make_up(self) -> None:
        row, made = Block.objects.get_or_create(person=self.author, blocked=self.reader)
        if not made:
            row.delete()

    @rule(state=st.sampled_from(Store.State.values))
    def store_becomes(self, state: str) -> None:
        Store.objects.filter(channel=self.channels[2]).update(state=state)

    @rule(limit=LIMITS)
    def read_on(self, limit: int) -> None:
        below = self.shown[-1] if self.cursor else None
        there = [pk for pk in self.expected() if below is None or pk < below]
        if self.must_show is None:
            self.must_show = set(there)
        page = home_page(self.reader, cursor=self.cursor, limit=limit)
        ids = [item.post.pk for item in page.items]
        assert ids == there[:limit]
        assert (page.next_cursor is not None) == (len(there) > limit)
        self.shown += ids
        self.cursor = page.next_cursor
        if self.cursor is None:
            assert self.must_show <= set(self.shown)
            self.begin()

    @invariant()
    def nothing_comes_twice(self) -> None:
        assert self.shown == sorted(set(self.shown), reverse=True)
        if self.must_show is not None:
            # What can no longer be read need not be shown; what could be read all the time must.
            self.must_show &= set(self.expected()) | set(self.shown)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)


@pytest.mark.django_db
def test_pages_are_exact_while_the_town_goes_on():
    run_state_machine_as_test(ReaderOfAFeed, settings=settings(max_examples=40, stateful_step_count=25, deadline=None))
