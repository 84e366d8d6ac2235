"""Two tries at the same moment are two, in the cache that stands in for Redis."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
import time_machine
from django.core.cache.backends.db import DatabaseCache
from django.core.management import call_command
from django.db import connections

from commune.shared_cache import CountingDatabaseCache
from config.env import sqlite

pytestmark = pytest.mark.once
TRIES = 2


@pytest.fixture
def shared_file(tmp_path, settings, django_db_blocker):
    """Make the shared cache's own file, as the settings do without Redis."""
    present = connections.databases
    present["shared"] = present["default"] | sqlite(tmp_path / "shared.sqlite3")
    settings.CACHES = settings.CACHES | {
        "table": {
            "BACKEND": "commune.shared_cache.CountingDatabaseCache",
            "LOCATION": "shared_cache",
        }
    }
    with django_db_blocker.unblock():
        call_command("createcachetable", database="shared", verbosity=0)
        yield
        connections["shared"].close()
    del connections["shared"], present["shared"]


def windowed(backend: type[DatabaseCache]) -> DatabaseCache:
    """Return a cache in which each reader waits for the other before it writes."""
    gate = threading.Barrier(TRIES)

    class Windowed(backend):
        def get(self, key, default=None, version=None):
            value = super().get(key, default, version)
            # Nobody comes where the other one waits for our lock, as it should.
            with suppress(threading.BrokenBarrierError):
                gate.wait(timeout=1)
            return value

    return Windowed("shared_cache", {})


def count_at_once(cache: DatabaseCache) -> int:
    """Count TRIES times at the same moment and return what stands there afterwards."""
    cache.add("tries", 0, timeout=3600)

    def count(_number) -> None:
        try:
            cache.incr("tries")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(TRIES) as pool:
        list(pool.map(count, range(TRIES)))
    return DatabaseCache.get(cache, "tries")


def test_every_try_at_the_same_moment_is_counted(shared_file):
    assert count_at_once(windowed(CountingDatabaseCache)) == TRIES


def test_the_stock_cache_loses_one(shared_file):
    """Negative control: without the lock the window is real."""
    assert count_at_once(windowed(DatabaseCache)) < TRIES


@pytest.mark.parametrize(
    ("backend", "expected"), [(CountingDatabaseCache, 2), (DatabaseCache, None)]
)
def test_a_count_lives_as_long_as_its_window(shared_file, backend, expected):
    """Negative control included: the stock cache forgets after five minutes."""
    cache = backend("shared_cache", {})
    with time_machine.travel("2026-12-01T08:00:00+07:00", tick=False) as clock:
        cache.add("tries", 1, timeout=3600)
        cache.incr("tries")
        clock.shift(1800)
        assert cache.get("tries") == expected


def test_a_key_that_is_not_there_is_no_count(shared_file):
    with pytest.raises(ValueError, match="not found"):
        CountingDatabaseCache("shared_cache", {}).incr("tries")
