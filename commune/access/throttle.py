"""Count tries in the cache that all processes share."""

import time

from django.core.cache import caches

from commune import conf


def allow(scope: str, key: str, *, limit: int, seconds: int) -> bool:
    """Count one try and say whether it is within `limit` tries in `seconds`.

    Windows are fixed and aligned, so two processes agree on them.
    """
    window = int(time.time()) // seconds
    name = f"throttle:{scope}:{key}:{window}"
    cache = caches[conf.shared_cache_alias()]
    cache.add(name, 0, timeout=seconds + 1)
    try:
        return cache.incr(name) <= limit
    except ValueError:  # culled between the two calls
        return True


def retry_after(seconds: int) -> int:
    """Return the seconds until the present window of `seconds` ends."""
    return seconds - int(time.time()) % seconds
