"""The house's own system checks: each finds what it is for."""

import pytest

from commune import checks
from config.env import SQLITE_OPTIONS


def ids(found) -> list[str]:
    return [message.id for message in found]


SQLITE = "django.db.backends.sqlite3"


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (SQLITE_OPTIONS, 0),
        (SQLITE_OPTIONS | {"transaction_mode": "DEFERRED"}, 1),
        (SQLITE_OPTIONS | {"init_command": "PRAGMA journal_mode=WAL;"}, 2),
        ({}, 4),
    ],
)
def test_sqlite_that_loses_rows_is_named(options, count):
    database = {"ENGINE": SQLITE, "OPTIONS": options}
    assert len(checks.sqlite_faults(database)) == count


def test_databases_of_the_project_are_well():
    assert checks.check_sqlite() == []


def test_search_that_stems_is_named(settings):
    backend = {"BACKEND": "wagtail.search.backends.database"}
    settings.WAGTAILSEARCH_BACKENDS = {"default": backend}
    assert ids(checks.check_search_config()) == ["commune.W002"]


def test_gravatar_is_named(settings):
    assert checks.check_gravatar() == []
    settings.WAGTAIL_GRAVATAR_PROVIDER_URL = "//www.gravatar.com/avatar"
    assert ids(checks.check_gravatar()) == ["commune.W003"]


def test_proxy_that_is_no_network_is_refused(settings):
    settings.TRUSTED_PROXIES = ["127.0.0.1", "10.0.0.0/8", "fd00::/8"]
    assert checks.check_trusted_proxies() == []
    settings.TRUSTED_PROXIES = ["nginx"]
    assert ids(checks.check_trusted_proxies()) == ["commune.E001"]


def test_bypass_code_is_refused(settings):
    settings.SECOND_FACTOR_ROLES = ["*"]
    settings.MFA_TOTP_INSECURE_BYPASS_CODE = "000000"
    assert ids(checks.check_second_factor()) == ["commune.E002"]


def test_throttle_that_no_two_processes_share_is_named(settings):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    }
    assert ids(checks.check_shared_cache()) == ["commune.W005"]
