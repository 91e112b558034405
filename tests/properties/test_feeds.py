"""Readers page through every feed while the town goes on: each page exact, nothing twice, nothing passed over."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import pytest
from django.db import transaction
from django.db.models import QuerySet
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from taggit.models import Tag

from community.attention.quotas import lifted
from community.channels.following import follow, unfollow
from community.channels.models import Channel, Subscription
from community.channels.silencing import mute, unmute
from community.discovery.nearby import stores_near
from community.feeds.channels import channel_page
from community.feeds.home import home_page
from community.feeds.nearby import near_page
from community.feeds.tags import tag_page
from community.groups.editing import edit_group
from community.groups.joining import accept_request, join_group, leave_group
from community.groups.membering import lift_ban, remove_member
from community.groups.models import Group
from community.moderation.acting import hide_post, restore_post
from community.people.blocking import block, unblock
from community.people.models import PersonMute
from community.people.muting import mute_person, unmute_person
from community.posts.models import Post, Standing
from community.posts.writing import delete_post, edit_post, undelete_post, write_post
from config.kit.errors import DomainError
from config.kit.geo import Place
from shop.stores.models import Store
from tests.factories import GroupFactory, PersonFactory, StoreFactory, channel_of, subscribe

SOURCES = st.integers(0, 6)
LIMITS = st.integers(1, 4)
FEEDS = st.sampled_from(["home", "tag", "near", "group", "store", "person"])
HERE, METRES = Place(30_250_000, 120_150_000), 1000


@dataclass
class Reading:
    """How far one has read in a feed: ids that were shown, and those that were there from the beginning."""

    shown: list[int] = field(default_factory=list)
    cursor: str | None = None
    must_show: set[int] | None = None


class ReaderOfFeeds(RuleBasedStateMachine):
    """Three groups, two stores (one the reader's own) and two people; a reader with or without a tie to each."""

    def __init__(self) -> None:
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.limits = lifted()
        self.limits.__enter__()
        self.reader, self.author, self.other = PersonFactory(), PersonFactory(), PersonFactory()
        self.staff = PersonFactory(is_staff=True)
        self.groups = [GroupFactory(place_name="西湖边") for _ in range(3)]
        for group in self.groups:
            subscribe(self.author, group)
            subscribe(self.other, group)
        subjects = [*self.groups, StoreFactory(), StoreFactory(owner=self.reader), self.author, self.reader]
        self.channels = [channel_of(subject) for subject in subjects]
        self.tag = Tag.objects.create(name="茶", slug="茶")
        self.turns = count()
        self.readings = {name: Reading() for name in self.pages()}

    def pages(self) -> dict[str, Callable[..., Any]]:
        reader, channels = self.reader, self.channels
        return {
            "home": lambda **how: home_page(reader, **how),
            "tag": lambda **how: tag_page(self.tag, reader, **how),
            "near": lambda **how: near_page(reader, HERE, METRES, **how),
            "group": lambda **how: channel_page(channels[0], reader, **how),
            "store": lambda **how: channel_page(channels[3], reader, **how),
            "person": lambda **how: channel_page(channels[5], reader, **how),
        }

    def expected(self, feed: str) -> list[int]:
        """Ids of the whole feed, newest first, by what may be read and what is heard, row by row."""
        readable = Post.objects.visible_to(self.reader).order_by("-id").select_related("channel")
        muted = set(PersonMute.of(self.reader).values_list("muted_id", flat=True))
        if feed not in ("store", "person"):
            readable = [post for post in readable if post.author_id not in muted]
        return [post.pk for post in readable if post.channel_id in self.channels_of(feed, post)]

    def channels_of(self, feed: str, post: Post) -> set[int]:
        """The channels that belong to the feed; of a tag, the post's own if it carries the tag."""
        if feed == "tag":
            return {post.channel_id} if post.tag_items.filter(tag=self.tag).exists() else set()
        if feed == "near":
            stores = Store.objects.filter(pk__in=[pk for pk, _far in stores_near(self.reader, HERE, METRES)])
            groups = Group.objects.filter(access="public", place_name__in=stores.values("place_name"))
            return set(Channel.objects.filter(store__in=stores).values_list("pk", flat=True)) | set(
                Channel.objects.filter(group__in=groups).values_list("pk", flat=True)
            )
        if feed == "home":
            ties = Subscription.objects.filter(person=self.reader, state="active")
            heard = {tie.channel_id for tie in ties if not tie.is_muted}
            own = {
                row.pk for row in Channel.objects.all() if self.reader in (row.person, row.store and row.store.owner)
            }
            return heard | own
        return {self.channels[{"group": 0, "store": 3, "person": 5}[feed]].pk}

    @initialize(posts=st.lists(st.tuples(SOURCES, st.booleans()), max_size=12), subscribed=st.sets(SOURCES))
    def a_town(self, posts: list[tuple[int, bool]], subscribed: set[int]) -> None:
        for index in subscribed:
            self.come_or_go(index, "active")
        for index, tagged in posts:
            self.post(index, tagged, False)

    def channel(self, index: int) -> Channel:
        """The channel as it is by now."""
        return Channel.objects.select_related("group", "store__owner", "person").get(pk=self.channels[index].pk)

    def words(self, tagged: bool) -> str:
        return f"第 {next(self.turns)} 回" + (" #茶" if tagged else "")

    @rule(index=SOURCES, tagged=st.booleans(), other=st.booleans())
    def post(self, index: int, tagged: bool, other: bool) -> None:
        channel = self.channel(index)
        member = self.other if other else self.author
        author = member if channel.group else channel.person or channel.store.owner
        with suppress(DomainError):
            write_post(author, channel=channel, text=self.words(tagged))

    def one_of(self, rows: QuerySet, nth: int) -> list[Any]:
        """The nth newest of the rows, going round; none where there are none."""
        there = rows.order_by("-id").count()
        return list(rows.order_by("-id")[nth % there : nth % there + 1]) if there else []

    def posts(self, nth: int, **state: str) -> list[Post]:
        """The nth newest post that is not in the state."""
        return self.one_of(Post.objects.select_related("author", "channel__group").exclude(**state), nth)

    @rule(nth=st.integers(0, 8))
    def edit(self, nth: int) -> None:
        """The words change; the tag comes, or goes."""
        for post in self.posts(nth, state=Standing.DELETED):
            with suppress(DomainError):
                edit_post(post.author, post=post, text=self.words(tagged=not post.tag_items.exists()))

    @rule(nth=st.integers(0, 8), state=st.sampled_from(Standing.values))
    def post_becomes(self, nth: int, state: str) -> None:
        """By a moderator's hand, or its author's."""
        for post in self.posts(nth, state=state):
            with suppress(DomainError):
                if state == Standing.HIDDEN:
                    hide_post(self.staff, post=post, reason="广告")
                elif state == Standing.DELETED:
                    delete_post(post.author, post=post)
                elif post.state == Standing.DELETED:
                    undelete_post(post.author, post=post)
                else:
                    restore_post(self.staff, post=post, reason="看错了")

    @rule(index=SOURCES, state=st.sampled_from(Subscription.State.values))
    def come_or_go(self, index: int, state: str) -> None:
        channel = self.channel(index)
        with suppress(DomainError):
            if state in ("active", "pending"):
                self.come(channel, is_let_in=state == "active")
            elif channel.group is None:
                unfollow(self.reader, channel=channel)
            elif state == "left":
                leave_group(self.reader, group=channel.group)
            else:
                self.ban(channel)

    def ban(self, channel: Channel) -> None:
        for row in Subscription.objects.filter(person=self.reader, channel=channel):
            remove_member(channel.group.owner, subscription=row, reason="广告", ban=True)

    def come(self, channel: Channel, *, is_let_in: bool) -> None:
        """Follow, or join; where one has to ask, ask, and perhaps be let in. Nobody stays banned."""
        if channel.group is None:
            follow(self.reader, channel=channel)
            return
        banned = Subscription.objects.filter(person=self.reader, channel=channel, state="banned").first()
        if banned is not None:
            lift_ban(channel.group.owner, subscription=banned, reason="看错了")
        row = join_group(self.reader, group=channel.group)
        if row.state == Subscription.State.PENDING and is_let_in:
            accept_request(channel.group.owner, subscription=row)

    @rule(nth=st.integers(0, 8), is_muted=st.booleans())
    def mute_or_not(self, nth: int, is_muted: bool) -> None:
        for tie in self.one_of(Subscription.objects.active().filter(person=self.reader), nth):
            (mute if is_muted else unmute)(self.reader, channel=tie.channel)

    @rule()
    def mute_the_person_or_not(self) -> None:
        if not unmute_person(self.reader, other=self.other):
            mute_person(self.reader, other=self.other)

    @rule()
    def block_or_make_up(self) -> None:
        if not unblock(self.author, other=self.reader):
            block(self.author, other=self.reader)

    @rule(state=st.sampled_from(Store.State.values))
    def store_becomes(self, state: str) -> None:
        Store.objects.filter(channel=self.channels[3]).update(state=state)

    @rule(nth=st.integers(0, 2), access=st.sampled_from(Group.Access.values))
    def group_opens_or_closes(self, nth: int, access: str) -> None:
        group = Group.objects.get(pk=self.groups[nth].pk)
        edit_group(group.owner, group=group, access=access)

    @rule(feed=FEEDS, limit=LIMITS)
    def read_on(self, feed: str, limit: int) -> None:
        reading = self.readings[feed]
        below = reading.shown[-1] if reading.cursor else None
        there = [pk for pk in self.expected(feed) if below is None or pk < below]
        if reading.must_show is None:
            reading.must_show = set(there)
        page = self.pages()[feed](cursor=reading.cursor, limit=limit)
        ids = [item.post.pk for item in page.items]
        assert ids == there[:limit]
        assert (page.next_cursor is not None) == (len(there) > limit)
        reading.shown += ids
        reading.cursor = page.next_cursor
        if reading.cursor is None:
            assert reading.must_show <= set(reading.shown)
            self.readings[feed] = Reading()

    @invariant()
    def nothing_comes_twice(self) -> None:
        for feed, reading in self.readings.items():
            assert reading.shown == sorted(set(reading.shown), reverse=True)
            if reading.must_show is not None:
                # What can no longer be read need not be shown; what could be read all the time must.
                reading.must_show &= set(self.expected(feed)) | set(reading.shown)

    def teardown(self) -> None:
        self.limits.__exit__(None, None, None)
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)


@pytest.mark.django_db
def test_pages_are_exact_while_the_town_goes_on():
    bounds = settings(max_examples=40, stateful_step_count=25, deadline=None, derandomize=True)
    run_state_machine_as_test(ReaderOfFeeds, settings=bounds)
