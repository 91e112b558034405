"""A cache that may be gone: pages and the API answer without it, only without its help."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

logger = logging.getLogger(__name__)

# Seconds. A request waits no longer for a Redis that hangs, and not at all for one that is not there.
PATIENCE = 0.5


def without_it(answer: Callable[..., Any]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Let a method answer what `answer` makes of its arguments where Redis does not."""

    def forgiving(method: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(method)
        def tried(self: Any, *args: Any, **kwargs: Any) -> Any:
            try:
                return method(self, *args, **kwargs)
            except (RedisError, OSError) as error:
                logger.warning("the cache does not answer: %s", error)
                return answer(*args, **kwargs)

        return tried

    return forgiving


class ForgivingRedisCache(RedisCache):
    """Django's Redis cache; one that is gone holds nothing and takes nothing. `clear` alone still says so."""

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        patience = {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE, "retry": Retry(NoBackoff(), 0)}
        super().__init__(server, {**params, "OPTIONS": patience | params.get("OPTIONS", {})})

    get = without_it(lambda key, default=None, version=None: default)(RedisCache.get)
    get_many = without_it(lambda *_, **__: {})(RedisCache.get_many)
    has_key = without_it(lambda *_, **__: False)(RedisCache.has_key)
    set = without_it(lambda *_, **__: None)(RedisCache.set)
    set_many = without_it(lambda data, *_, **__: list(data))(RedisCache.set_many)
    add = without_it(lambda *_, **__: True)(RedisCache.add)
    touch = without_it(lambda *_, **__: False)(RedisCache.touch)
    incr = without_it(lambda key, delta=1, version=None: delta)(RedisCache.incr)
    delete = without_it(lambda *_, **__: False)(RedisCache.delete)
    delete_many = without_it(lambda *_, **__: None)(RedisCache.delete_many)
