"""Read from a copy of the database where the newest second does not matter.

Only views marked with `may_lag` do, and only for visitors: who signed in, who brings a
token and who just wrote must see what stands now. Pages that the page cache keeps are
not marked either: a page read from a late copy would be kept as the newest.
"""

import logging
from collections.abc import Callable
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps

from django.conf import settings
from django.db import OperationalError

logger = logging.getLogger(__name__)

PRIMARY, REPLICA = "default", "replica"
_reads_replica: ContextVar[bool] = ContextVar("reads_replica", default=False)


class ReplicaRouter:
    """Send the reads of marked views to the copy until something is written."""

    def db_for_read(self, model, **hints):
        if _reads_replica.get():
            return REPLICA
        return _primary_for(hints)

    def db_for_write(self, model, **hints):
        _reads_replica.set(False)  # what follows sees what is written now
        return _primary_for(hints)

    def allow_relation(self, first, second, **hints):
        both = {first._state.db, second._state.db}  # noqa: SLF001 Django's own name
        return True if both <= {PRIMARY, REPLICA} else None

    def allow_migrate(self, db, app_label, **hints):
        return False if db == REPLICA else None


def _primary_for(hints: dict) -> str | None:
    """Keep a row that came from the copy from being written or followed there."""
    instance = hints.get("instance")
    from_replica = instance is not None and instance._state.db == REPLICA  # noqa: SLF001
    return PRIMARY if from_replica else None


def may_lag(view: Callable) -> Callable:
    """Let visitors' GET and HEAD of a view read the copy, if there is one.

    A copy that is away or breaks off costs one more try on the primary database.
    """

    @wraps(view)
    def wrapped(request, *args, **kwargs):
        if REPLICA not in settings.DATABASES or not _is_visitor(request):
            return view(request, *args, **kwargs)
        try:
            with reading_replica():
                return view(request, *args, **kwargs)
        except OperationalError as error:
            logger.warning("replica.away %s", type(error).__name__)
        return view(request, *args, **kwargs)

    return wrapped


@contextmanager
def reading_replica():
    token = _reads_replica.set(True)
    try:
        yield
    finally:
        _reads_replica.reset(token)


def _is_visitor(request) -> bool:
    return (
        request.method in {"GET", "HEAD"}
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "Authorization" not in request.headers
    )
