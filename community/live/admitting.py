"""Who may listen, and to what: asked when a stream opens and again while it lasts, in threads of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user
from django.db import DatabaseError, connections
from django.db.models import Q
from django.http import HttpRequest

from community.channels.models import Subscription
from community.feeds.paging import heard_by
from community.people.models import Block, Person, PersonMute
from community.posts.models import Post
from config.kit.policies import signed_in

# Enough for the quick questions of thousands of streams; each thread gives its connection back after each of them.
THREADS = 4
MOST_AT_ONCE = 5000
_threads = ThreadPoolExecutor(THREADS, thread_name_prefix="live")


@dataclass(frozen=True)
class Admission:
    """A person who may listen, the channels that they hear, and the post that they have open: by primary keys."""

    person: int
    channels: frozenset[int]
    post: int | None = None


@dataclass(frozen=True)
class Told:
    """What a message is about, by primary keys: a channel or a post, and whoever made it move."""

    channel: int | None
    post: int | None
    author: int | None


async def admit(session_key: str, post: str = "") -> Admission | None:
    """Who is behind the session; None where nobody is, or the person was suspended. Two to four queries.

    `post` is the reference of the post that the page shows; one that they may not see is as if none were named.
    """
    return await asyncio.get_running_loop().run_in_executor(_threads, _admit, session_key, post)


async def still_told(told: Told, people: set[int]) -> set[int] | None:
    """Those of `people` (primary keys) who may know of it now; None where the database does not say.

    A channel is asked about once for all, a post once for each of its readers.
    """
    return await asyncio.get_running_loop().run_in_executor(_threads, _still_told, told, people)


def _admit(session_key: str, post: str) -> Admission | None:
    request: Any = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    try:
        person = get_user(request)
        if not signed_in(person):
            return None
        channels = frozenset(heard_by(person).values_list("channel_id", flat=True))
        shown = Post.objects.visible_to(person).filter(reference=post) if post else Post.objects.none()
        return Admission(int(person.pk or 0), channels, shown.values_list("pk", flat=True).first())
    except (DatabaseError, ValueError):
        return None
    finally:
        connections.close_all()


def _still_told(told: Told, people: set[int]) -> set[int] | None:
    try:
        hearing = _hearing(told.channel, people) if told.channel else set()
        reading = _reading(told.post, people - hearing) if told.post else set()
        return (hearing | reading) - _unwilling(told.author, people)
    except DatabaseError:
        return None
    finally:
        connections.close_all()


def _hearing(channel: int, people: set[int]) -> set[int]:
    """Those who subscribe to the channel and did not silence it."""
    heard = Subscription.objects.heard().filter(channel=channel, person__is_active=True)
    return {pk for some in _some(people) for pk in heard.filter(person__in=some).values_list("person_id", flat=True)}


def _reading(post: int, people: set[int]) -> set[int]:
    """Those who may see the post."""
    readers = Person.objects.filter(pk__in=people, is_active=True)
    return {reader.pk for reader in readers if Post.objects.visible_to(reader).filter(pk=post).exists()}


def _unwilling(author: int | None, people: set[int]) -> set[int]:
    """Those between whom and the author there is a block, or who muted them."""
    if author is None:
        return set()
    muted = PersonMute.objects.filter(muted=author).values("person_id")
    away = Person.objects.filter(Q(pk__in=Block.between(author)) | Q(pk__in=muted))
    return {pk for some in _some(people) for pk in away.filter(pk__in=some).values_list("pk", flat=True)}


def _some(people: set[int]) -> Iterator[list[int]]:
    """As many at a time as a query takes."""
    rows = sorted(people)
    for start in range(0, len(rows), MOST_AT_ONCE):
        yield rows[start : start + MOST_AT_ONCE]
