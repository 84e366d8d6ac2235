"""Every setting that the ground floor reads, with its default."""

import tomllib
from datetime import timedelta
from email.utils import parseaddr
from importlib import metadata
from pathlib import Path

from django.apps import apps
from django.conf import settings

DEFAULT_COMMUNE = {
    "name": "Xã Số",
    "authority": "Ủy ban nhân dân xã",
    "province": "",
    "parent": "",
}


def commune() -> dict[str, str]:
    """Return the commune's names: `name`, `authority`, `province`, `parent`.

    `parent` is the body that stands above the issuer on papers; empty: none.

    Where given also `address`, `phone`, `email` and `hours`, for the footer.
    """
    return DEFAULT_COMMUNE | getattr(settings, "COMMUNE", {})


def is_demo() -> bool:
    return getattr(settings, "DEMO", False)


def trusted_proxies() -> list[str]:
    """Return the networks whose X-Forwarded-For is believed, as CIDR strings."""
    return getattr(settings, "TRUSTED_PROXIES", [])


def second_factor_roles() -> list[str]:
    """Return the groups that need a second factor; `*` means every account."""
    return getattr(settings, "SECOND_FACTOR_ROLES", [])


def outbox_file_dir() -> Path:
    """Return the folder where the file channels (SMS, Zalo) leave their messages."""
    return Path(getattr(settings, "OUTBOX_FILE_DIR", "outbox"))


def fresh_sign_in_seconds() -> int:
    """Return how long a sign-in spares the question for the password once more."""
    return getattr(settings, "ACCOUNT_REAUTHENTICATION_TIMEOUT", 300)


def base_url() -> str:
    """Return the site's own address without a slash at the end, for mails."""
    return getattr(settings, "WAGTAILADMIN_BASE_URL", "").rstrip("/")


def shared_cache_alias() -> str:
    """Return the cache that all processes share; a bare host has only `default`."""
    return "shared" if "shared" in settings.CACHES else "default"


def version() -> str:
    """Return the version of the installed package, or of the source it runs from."""
    try:
        return metadata.version("xaso")
    except metadata.PackageNotFoundError:
        project = Path(__file__).resolve().parents[1] / "pyproject.toml"
        if not project.is_file():
            return ""
        return tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"]


def mail_domain() -> str:
    """Return the domain that mails come from, for their Message-ID."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2] or "localhost"


def outbox_lease() -> timedelta:
    """Return how long a worker may take over one message; at most ten minutes."""
    from commune.models.outbox import LONGEST_LEASE

    wanted = timedelta(seconds=getattr(settings, "OUTBOX_LEASE_SECONDS", 120))
    return min(wanted, LONGEST_LEASE)


def outbox_adapter(channel: str) -> str:
    """Return the dotted path of the class that sends on `sms` or `zalo`."""
    adapters = getattr(settings, "OUTBOX_ADAPTERS", {})
    return adapters.get(channel, "commune.outbox.adapters.FileAdapter")


def webhooks() -> dict:
    """Return `OUTBOX_WEBHOOKS`, {name: (address, secret)}, as webhooks by name."""
    from commune.outbox.webhook import Webhook

    given = getattr(settings, "OUTBOX_WEBHOOKS", {})
    return {name: Webhook(url, secret) for name, (url, secret) in given.items()}


def webhook_private_hosts() -> list[str]:
    """Return the host names that a webhook may reach inside the house."""
    return getattr(settings, "OUTBOX_WEBHOOK_PRIVATE_HOSTS", [])


def rulebook_verified_days() -> int:
    """Return after how many days a rule is to be checked against its source again."""
    return getattr(settings, "RULEBOOK_VERIFIED_DAYS", 180)


def webhook_seconds() -> float:
    """Return how long one webhook may take, all its addresses and the answer."""
    return getattr(settings, "OUTBOX_WEBHOOK_SECONDS", 10)


def keeps_accounts() -> bool:
    """Say whether this site has our login door; a bare host keeps its own."""
    doors = ("allauth.account", "allauth.mfa", "allauth.usersessions")
    return all(apps.is_installed(door) for door in doors)


def idle_lock_days() -> int:
    """Return after how many days without a sign-in an account is locked; 0: never."""
    return getattr(settings, "ACCOUNT_IDLE_DAYS", 45)


def account_link_kept() -> timedelta:
    """Return how long the link of an invitation is good for."""
    return timedelta(days=getattr(settings, "ACCOUNT_LINK_DAYS", 7))


def factor_reset_kept() -> timedelta:
    """Return how long a request to reset a second factor may be confirmed."""
    return timedelta(hours=getattr(settings, "FACTOR_RESET_HOURS", 24))


def review_every() -> timedelta:
    """Return how long after a review of all accounts the next one is due."""
    return timedelta(days=getattr(settings, "ACCOUNT_REVIEW_DAYS", 365))


def password_length_with_factor() -> int:
    return getattr(settings, "PASSWORD_LENGTH_WITH_FACTOR", 8)


def password_length_alone() -> int:
    return getattr(settings, "PASSWORD_LENGTH_ALONE", 14)


def password_kinds_alone() -> bool:
    """Say whether a password without a second factor needs all four kinds of signs."""
    return getattr(settings, "PASSWORD_KINDS_ALONE", True)
