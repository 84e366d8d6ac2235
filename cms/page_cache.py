"""Stored public pages for visitors, as the first middleware.

A body is stored compressed in this process and found by its edition: a version that
all processes share and that every publishing, move or setting replaces, and the span
of time between two starts or ends of warnings. So a stored page can outlive neither a
change nor a warning. The edition is the ETag too: a repeated visit is answered without
rendering.
"""

import gzip
import hashlib
import logging
import re
import threading
import time
import uuid
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import DisallowedHost
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from commune import conf

log = logging.getLogger(__name__)

VERSION_KEY = "page-cache-version"
MEMO_SECONDS = 1
LONGEST_SECONDS = 900
LARGEST_BODY = 512 * 1024
LONGEST_QUERY = 600
KEYED_PARAMETERS = frozenset({"page", "topic", "field", "level", "audience"})
TRACKING_PARAMETERS = re.compile(r"utm_\w+|fbclid|gclid|zarsrc")
NEVER_STORED = ("/api/", "/static/")  # nor is the shared version asked for them
KEPT_TYPES = ("text/html", "application/rss+xml", "application/xml", "text/plain")
KEPT_OUT = "is_kept_out_of_store"
_COMMA = re.compile(r"\s*,\s*")
_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:,|$))")


@dataclass(frozen=True, slots=True)
class Stored:
    """A page as it goes out: headers without those of one connection, body in gzip."""

    headers: tuple[tuple[str, str], ...]
    zipped: bytes


class PageCacheMiddleware:
    """Answer visitors from the store; never who carries a session or a form."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        name = page_name(request)
        if name is None:
            return self.get_response(request)
        key = f"{edition(timezone.now())}:{name}"
        etag = f'W/"{hashlib.blake2b(key.encode(), digest_size=12).hexdigest()}"'
        if etag in _COMMA.split(request.headers.get("If-None-Match", "")):
            return _not_modified(etag)
        store = _store()
        stored = store.get(etag)
        if stored is None:
            response = self.get_response(request)
            if not is_public(request, response):
                return response
            stored = _stored(response, etag)
            if is_storable(request, response, stored):
                store.set(etag, stored, LONGEST_SECONDS)
        return _answer(stored, request)


def page_name(request: HttpRequest) -> str | None:
    """Return what tells this page from others; None where the store is not asked."""
    if request.method not in {"GET", "HEAD"} or "Authorization" in request.headers:
        return None
    if request.path_info.startswith(NEVER_STORED):
        return None
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        return None
    if len(request.META.get("QUERY_STRING", "")) > LONGEST_QUERY:
        return None
    try:
        host = request.get_host()
    except DisallowedHost:
        return None
    parameters = sorted(
        (name, value)
        for name, values in request.GET.lists()
        for value in values
        if not TRACKING_PARAMETERS.fullmatch(name)
    )
    return f"{request.scheme}://{host}{request.path}?{urlencode(parameters)}"


def is_public(request: HttpRequest, response: HttpResponse) -> bool:
    """Say whether a response is one of our own pages, the same for every visitor."""
    match = request.resolver_match
    if match is None or match.namespace != "cms" or response.streaming:
        return False
    controls = response.get("Cache-Control", "")
    return (
        response.status_code == 200
        and not response.cookies
        and not response.has_header("Content-Encoding")
        and "no-store" not in controls
        and "private" not in controls
        and response.get("Content-Type", "").startswith(KEPT_TYPES)
    )


def keep_out_of_store(response: HttpResponse, *, is_kept_out: bool = True) -> None:
    """Say of an answer that it is not to be stored, public as it may be."""
    setattr(response, KEPT_OUT, is_kept_out)


def is_storable(request: HttpRequest, response: HttpResponse, stored: Stored) -> bool:
    """Say whether to keep a public page: not a search, not one with odd parameters."""
    return (
        request.method == "GET"
        and set(request.GET) <= KEYED_PARAMETERS
        and not getattr(response, KEPT_OUT, False)
        and len(stored.zipped) <= LARGEST_BODY
    )


def edition(at: datetime) -> str:
    """Return the name of what visitors see at a moment, on every process the same."""
    version = _shared_version()
    quarter = int(at.timestamp()) // LONGEST_SECONDS
    moments = _moments(version, quarter)
    passed = bisect_right(moments, at.timestamp())
    return f"{version}.{quarter}.{passed}"


def kept(name: str, make: Callable[[], bytes]) -> bytes:
    """Return what `make` makes of public records, made once an edition of the site.

    Once a process, however many ask at the same moment.
    """
    key = f"{edition(timezone.now())}:{name}"
    digest = hashlib.blake2b(key.encode(), digest_size=12).hexdigest()
    store = _store()
    found = store.get(f"file-{digest}")
    if found is not None:
        return found
    with _MAKERS[int(digest, 16) % len(_MAKERS)]:  # who waits here finds it made
        found = store.get(f"file-{digest}")
        if found is None:
            found = make()
            store.set(f"file-{digest}", found, LONGEST_SECONDS)
    return found


def drop_all() -> None:
    """Make every stored page stale in all processes, now and once more at the commit.

    Now, because this transaction may read its own pages; at the commit, because another
    process may have rendered the old state in between.
    """
    _replace_version()
    if transaction.get_connection().in_atomic_block:
        transaction.on_commit(_replace_version)


@dataclass(slots=True)
class _Memory:
    """What this process knows: the version for a second, the moments of a version."""

    version: str = ""
    read_at: float = 0.0
    is_shared: bool = True
    # One value, so that no thread reads the moments of one version as another's.
    moments: tuple[tuple[str, int], tuple[float, ...]] = (("", 0), ())


_memory = _Memory()
_MAKERS = tuple(threading.Lock() for _ in range(16))


def _shared_version() -> str:
    now = time.monotonic()
    if _memory.version and abs(now - _memory.read_at) < MEMO_SECONDS:
        return _memory.version
    if not _memory.is_shared:  # the cache was away: what it held is of before
        return _replace_version()
    try:
        version = caches[conf.shared_cache_alias()].get(VERSION_KEY)
    except DatabaseError:  # nothing shared to go by: store nothing that is found again
        return uuid.uuid4().hex
    if version is None:
        return _replace_version()
    _memory.version, _memory.read_at = version, now
    return version


def _replace_version() -> str:
    version = uuid.uuid4().hex[:16]
    cache, shared = caches[conf.shared_cache_alias()], False
    try:
        cache.set(VERSION_KEY, version, None)
        shared = cache.get(VERSION_KEY) is not None
    except DatabaseError:  # before `createcachetable`; the others read nothing either
        log.warning("The page cache's version could not be shared.")
    _memory.version, _memory.read_at = version, time.monotonic()
    _memory.is_shared = shared
    return version


def _moments(version: str, quarter: int) -> tuple[float, ...]:
    """Return the starts and ends of warnings within a quarter of an hour, in order."""
    known_of, moments = _memory.moments
    if known_of == (version, quarter):
        return moments
    from cms.pages.warnings import turning_points

    start = datetime.fromtimestamp(quarter * LONGEST_SECONDS, tz=UTC)
    span = timedelta(seconds=LONGEST_SECONDS)
    points = turning_points(since=start, until=start + span)
    moments = tuple(sorted(point.timestamp() for point in points))
    _memory.moments = ((version, quarter), moments)
    return moments


def _store():
    return caches["pages" if "pages" in settings.CACHES else "default"]


def _stored(response: HttpResponse, etag: str) -> Stored:
    patch_vary_headers(response, ["Accept-Encoding"])
    headers = {
        name: value
        for name, value in response.items()
        if name not in {"Content-Length", "ETag", "Cache-Control"}
    }
    # The session is opened to see that nobody is signed in; nobody with one gets here.
    vary = [v.strip() for v in headers["Vary"].split(",")]
    headers["Vary"] = ", ".join(v for v in vary if v != "Cookie")
    headers |= {"ETag": etag, "Cache-Control": "no-cache"}
    zipped = gzip.compress(response.content, compresslevel=6, mtime=0)
    return Stored(tuple(headers.items()), zipped)


def _answer(stored: Stored, request: HttpRequest) -> HttpResponse:
    takes_gzip = _GZIP.search(request.headers.get("Accept-Encoding", ""))
    body = stored.zipped if takes_gzip else gzip.decompress(stored.zipped)
    response = HttpResponse(body, headers=dict(stored.headers))
    if takes_gzip:
        response["Content-Encoding"] = "gzip"
    response["Content-Length"] = str(len(body))
    return response


def _not_modified(etag: str) -> HttpResponse:
    response = HttpResponseNotModified()
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"
    response["Vary"] = "Accept-Encoding"
    return response
