"""The shared cache on Redis, of which an outage slows the site but never stops it."""

import logging
from functools import wraps

from django.core.cache.backends.redis import RedisCache

log = logging.getLogger(__name__)


def _calm(name: str, answer):
    """Return the stock method; where Redis is away it answers `answer(…)`."""
    stock = getattr(RedisCache, name)

    @wraps(stock)
    def method(self, *args, **kwargs):
        from redis.exceptions import RedisError

        try:
            return stock(self, *args, **kwargs)
        except RedisError as problem:
            log.error("Redis is away (%s): %s", name, problem)  # noqa: TRY400
            return answer(*args, **kwargs)

    return method


def _no_count(key, *args, **kwargs):
    raise ValueError(f"Key '{key}' not found")


class CalmRedisCache(RedisCache):
    """Answers as an empty cache while Redis is away.

    So pages are made anew, and of the throttles, whose counts live here, only those
    that guard a short secret refuse: an office without its limits works, one that
    nobody can sign in to does not.
    `ping` says the truth to who asks for it.
    """

    add = _calm("add", lambda *args, **kwargs: True)
    get = _calm("get", lambda key, default=None, version=None: default)
    set = _calm("set", lambda *args, **kwargs: None)
    touch = _calm("touch", lambda *args, **kwargs: False)
    delete = _calm("delete", lambda *args, **kwargs: False)
    get_many = _calm("get_many", lambda *args, **kwargs: {})
    set_many = _calm("set_many", lambda data, *args, **kwargs: list(data))
    delete_many = _calm("delete_many", lambda *args, **kwargs: None)
    has_key = _calm("has_key", lambda *args, **kwargs: False)
    incr = _calm("incr", _no_count)
    clear = _calm("clear", lambda: False)

    def ping(self) -> bool:
        """Say whether Redis answers."""
        from redis.exceptions import RedisError

        try:
            return bool(self._cache.get_client().ping())
        except RedisError:
            return False
