"""Bring the town in: people first, then its pictures, then all that happened, by the clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone

from community.attention.quotas import lifted
from seeds import (
    conversing,
    endorsing,
    groups,
    hailing,
    held,
    keeping,
    orders,
    people,
    picks,
    posts,
    reviewing,
    stores,
    trusting,
    visiting,
)
from seeds.album import Album
from seeds.files import read_town
from seeds.register import Register
from seeds.timeline import play

Say = Callable[[str], object]


@dataclass(frozen=True)
class Loaded:
    """How much was new."""

    acts: int
    pictures: int


def load(size: str = "town", say: Say = lambda line: None) -> Loaded:
    """Load the small or the whole town through the verbs of its people; what is there already stays as it is.

    A load that broke off is finished by the next one. Not for use inside a transaction.
    """
    town, now = read_town(size), timezone.now()
    new = play(people.joining(town, now))
    say(f"{len(town.people)} people")
    register, album = Register(), Album()
    acts = [
        *stores.opening(town, register, album, now),
        *groups.gathering(town, register, album, now),
        *people.following(town, register, now),
        *posts.talking(town, register, album, now),
        *posts.writing(town, register, now),
        *picks.picking(town, register, now),
        *keeping.keeping(town, register, now),
        *held.holding(town, register, now),
        *orders.trading(town, register, now),
        *hailing.hailing(town, register, now),
        *reviewing.reviewing(town, register, album, now),
        *trusting.trusting(town, register, now),
        *endorsing.endorsing(town, register, now),
        *visiting.visiting(town, register, now),
        *conversing.conversing(town, register, now),
        *conversing.passing_on(town, register, now),
        *conversing.helping(town, register, now),
    ]
    taken = album.take()
    say(f"{taken} pictures drawn")
    is_new = any(post["key"] not in register.known_posts for post in town.posts)
    with lifted():
        new += play([*acts, *people.reading_bells(now)] if is_new else acts)
    say(f"{len(town.stores)} stores, {len(town.groups)} groups, {len(town.posts)} posts, {len(town.orders)} orders")
    return Loaded(new, taken)
