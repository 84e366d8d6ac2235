"""Count tries in the cache that all processes share."""

import time

from django.core.cache import caches

from commune import conf


def allow(
    scope: str, key: str, *, limit: int, seconds: int, uncounted: bool = True
) -> bool:
    """Count one try and say whether it is within `limit` tries in `seconds`.

    Windows are fixed and aligned, so two processes agree on them. `uncounted` is the
    answer where the counter is away: False where the count guards a short secret.
    """
    window = int(time.time()) // seconds
    name = f"throttle:{scope}:{key}:{window}"
    cache = caches[conf.shared_cache_alias()]
    cache.add(name, 0, timeout=seconds + 1)
    try:
        return cache.incr(name) <= limit
    except ValueError:  # the cache is away, or the count was culled in between
        return uncounted


def retry_after(seconds: int) -> int:
    """Return the seconds until the present window of `seconds` ends."""
    return seconds - int(time.time()) % seconds
