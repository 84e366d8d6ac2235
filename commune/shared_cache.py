"""The cache that all processes share where there is no Redis."""

import base64
import pickle

from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router, transaction


class CountingDatabaseCache(DatabaseCache):
    """A database cache whose `incr` counts every call, also of two at once.

    Django's own reads, adds and writes without a lock, so of two tries at the same
    moment one is not counted; and it keeps the new value for the usual five minutes,
    however long the window of a throttle is.
    """

    _table: str  # set by Django from the setting LOCATION

    def incr(self, key, delta=1, version=None):
        """Add `delta` and return the sum; the expiry stays. ValueError for no key."""
        name = self.make_and_validate_key(key, version=version)
        alias = router.db_for_write(self.cache_model_class)
        table = connections[alias].ops.quote_name(self._table)
        with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
            # A write comes first: it takes the row on PostgreSQL and the file on
            # SQLite; who else counts this key waits here.
            cursor.execute(
                f"UPDATE {table} SET value = value WHERE cache_key = %s",  # noqa: S608
                [name],
            )
            value = self.get(key, version=version)
            if value is None:
                raise ValueError(f"Key '{key}' not found")
            value += delta
            packed = base64.b64encode(pickle.dumps(value, self.pickle_protocol))
            cursor.execute(
                f"UPDATE {table} SET value = %s WHERE cache_key = %s",  # noqa: S608
                [packed.decode("ascii"), name],
            )
        return value


class SharedCacheRouter:
    """Keep the shared cache in its own SQLite file and everything else out of it."""

    def db_for_read(self, model, **hints):
        return "shared" if model._meta.app_label == "django_cache" else None

    db_for_write = db_for_read

    def allow_migrate(self, db, app_label, **hints):
        if db == "shared":
            return app_label == "django_cache"
        return None
