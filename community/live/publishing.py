"""Say that something moved, to whoever has a page open. Nothing of what moved is said; a lost word costs nothing.

All web processes listen to one topic and pass on what concerns the streams they hold. So a post costs one message
however many people follow its channel, and a process needs one subscription however many streams it serves.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from functools import cache, partial
from typing import Any

import redis
from django.conf import settings
from django.db import transaction

from community.channels.channels import channel_key

logger = logging.getLogger(__name__)

# Seconds. A broker that does not answer at once is not waited for.
PATIENCE = 0.5


def topic() -> str:
    """Where this site's words go: topics are shared by all databases of a Redis server, so the database is named."""
    database = redis.connection.parse_url(settings.REDIS_URL).get("db", 0)
    return f"qunpu:live:{database}"


def bell_moved(people: Iterable[int]) -> None:
    """After commit: the bells of `people` (primary keys) hold something new, or were read elsewhere."""
    told = sorted(people)
    if told:
        _after_commit({"event": "bell", "people": told})


def channel_moved(channel: Any, *, author: int | None = None) -> None:
    """After commit: there is something new in `channel`. Told to those who subscribe to it.

    Not told to whom the author (a primary key) is blocked from, or muted by.
    """
    _after_commit({"event": "channel", "channel": channel.pk, "author": author, "data": channel_key(channel.subject)})


def post_moved(post: Any, *, author: int | None = None) -> None:
    """After commit: something was said under the post. Told to those who have its page open and may see it."""
    _after_commit({"event": "post", "post": post.pk, "author": author, "data": post.reference})


def conversation_moved(reference: str, people: Iterable[int]) -> None:
    """After commit: something was said between `people` (primary keys) in the conversation with this reference."""
    _after_commit({"event": "conversation", "people": sorted(people), "data": reference})


def order_moved(order: Any) -> None:
    """After commit: the order took a step. Told to its buyer and its seller."""
    parties = {order.buyer_id, order.store.owner_id} - {None}
    _after_commit({"event": "order", "people": sorted(parties), "data": order.reference})


def hail_moved(hail: Any, people: Iterable[int]) -> None:
    """After commit: something about the hail changed, or it is over. Told to `people` (primary keys): its reference and
    no more, so whoever may not see it any longer learns nothing by asking again."""
    told = sorted(set(people))
    if told:
        _after_commit({"event": "hail", "people": told, "data": hail.reference})


def group_buy_moved(reference: str, people: Iterable[int]) -> None:
    """After commit: somebody joined or left, or it was decided. Told to those who are in it (primary keys)."""
    _after_commit({"event": "together", "people": sorted(people), "data": reference})


def sources_moved(person: int) -> None:
    """After commit: what the person (a primary key) subscribes to has changed."""
    _after_commit({"event": "sources", "people": [person]})


def end_streams(person: int) -> None:
    """End the person's streams; pages that are still theirs come back by themselves."""
    _after_commit({"event": "end", "people": [person]})


def _after_commit(message: dict[str, Any]) -> None:
    transaction.on_commit(partial(publish, message), robust=True)


def publish(message: dict[str, Any]) -> bool:
    """Publish now. False, and a line in the log, when the broker cannot take it."""
    try:
        _client().publish(topic(), json.dumps(message))
    except (redis.RedisError, OSError) as error:
        logger.info("live message lost: %s", error)
        return False
    return True


@cache
def _client() -> redis.Redis:
    return redis.Redis.from_url(
        settings.REDIS_URL, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE, retry=None
    )
