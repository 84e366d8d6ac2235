"""What must hold before the site may serve, beside Django's own checks."""

from ipaddress import ip_network

from django.conf import settings
from django.core import checks

from commune import conf

SQLITE_PRAGMAS = ("journal_mode=wal", "synchronous=full", "foreign_keys=on")


def register() -> None:
    checks.register(check_sqlite, checks.Tags.database)
    checks.register(check_search_config)
    checks.register(check_gravatar, checks.Tags.security)
    checks.register(check_trusted_proxies, checks.Tags.security)
    checks.register(check_second_factor, checks.Tags.security, deploy=True)
    checks.register(check_shared_cache, checks.Tags.caches, deploy=True)


def check_sqlite(**kwargs) -> list:
    """Warn of a SQLite that loses acknowledged rows or turns people away."""
    return [
        checks.Warning(f"SQLite database {alias}: {fault}.", id="commune.W001")
        for alias, database in settings.DATABASES.items()
        for fault in sqlite_faults(database)
    ]


def sqlite_faults(database: dict) -> list[str]:
    """Return what is wrong with one entry of DATABASES; nothing for other engines."""
    if not database.get("ENGINE", "").endswith("sqlite3"):
        return []
    options = database.get("OPTIONS", {})
    pragmas = options.get("init_command", "").replace(" ", "").lower()
    faults = [f"init_command lacks {p}" for p in SQLITE_PRAGMAS if p not in pragmas]
    if options.get("transaction_mode") != "IMMEDIATE":
        faults.append("transaction_mode is not IMMEDIATE")
    return faults


def check_search_config(**kwargs) -> list:
    """Warn of a PostgreSQL search that would stem Vietnamese words."""
    return [
        checks.Warning(
            f"WAGTAILSEARCH_BACKENDS[{alias!r}] lacks SEARCH_CONFIG 'simple'.",
            id="commune.W002",
        )
        for alias, backend in getattr(settings, "WAGTAILSEARCH_BACKENDS", {}).items()
        if backend.get("SEARCH_CONFIG") != "simple"
    ]


def check_gravatar(**kwargs) -> list:
    """Warn of staff e-mail hashes that leave the house with every admin page."""
    if getattr(settings, "WAGTAIL_GRAVATAR_PROVIDER_URL", "gravatar") is None:
        return []
    return [
        checks.Warning("WAGTAIL_GRAVATAR_PROVIDER_URL is not None.", id="commune.W003")
    ]


def check_trusted_proxies(**kwargs) -> list:
    """Refuse a proxy list in which one entry is not a network."""
    return [
        checks.Error(f"TRUSTED_PROXIES: {network!r} is no network.", id="commune.E001")
        for network in conf.trusted_proxies()
        if not is_network(network)
    ]


def check_second_factor(**kwargs) -> list[checks.CheckMessage]:
    """Refuse a bypass code; warn where no role needs a second factor."""
    found: list[checks.CheckMessage] = []
    if getattr(settings, "MFA_TOTP_INSECURE_BYPASS_CODE", None):
        found.append(
            checks.Error("MFA_TOTP_INSECURE_BYPASS_CODE is set.", id="commune.E002")
        )
    if not conf.second_factor_roles():
        found.append(checks.Warning("SECOND_FACTOR_ROLES is empty.", id="commune.W004"))
    return found


def check_shared_cache(**kwargs) -> list:
    """Warn where each process would count sign-in tries for itself."""
    cache = settings.CACHES.get(conf.shared_cache_alias(), {})
    if "locmem" not in cache.get("BACKEND", ""):
        return []
    return [
        checks.Warning(
            "CACHES: no cache is shared by the processes.", id="commune.W005"
        )
    ]


def is_network(text: str) -> bool:
    try:
        ip_network(text, strict=False)
    except ValueError:
        return False
    return True
