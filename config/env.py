"""Read the environment; stop with one line that names what is missing or malformed."""

import re
from collections.abc import Mapping
from importlib.util import find_spec
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

SQLITE_OPTIONS = {
    # Read-then-write under DEFERRED fails at once with "database is locked";
    # NORMAL loses acknowledged commits in a power cut.
    "transaction_mode": "IMMEDIATE",
    "timeout": 30,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
    ),
}

HOST = re.compile(r"\.?[a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:]+\]", re.IGNORECASE)


class EnvError(SystemExit):
    """One line for the person who starts the program."""


class Env:
    def __init__(self, values: Mapping[str, str]):
        self._values = values

    def text(self, name: str, default: str | None = None) -> str:
        """Return a variable; stop the start when it is unset and has no default."""
        value = self._values.get(name, "").strip()
        if value:
            return value
        if default is None:
            raise EnvError(f"{name} is not set.")
        return default

    def secret_key(self) -> str:
        key = self.text("SECRET_KEY")
        if len(key) < 50 or len(set(key)) < 5:
            raise EnvError("SECRET_KEY is too short or too simple (50 characters).")
        return key

    def words(self, name: str, default: str | None = None) -> list[str]:
        """Return a comma-separated list."""
        return [w.strip() for w in self.text(name, default).split(",") if w.strip()]

    def base_url(self) -> str:
        url = self.text("BASE_URL")
        parts = urlsplit(url)
        if parts.scheme != "https" or not parts.hostname:
            raise EnvError("BASE_URL is not an address such as https://xa.example.vn")
        return url.rstrip("/")

    def hosts(self) -> list[str]:
        """Return the host names; `*` would let mails carry a forged Host."""
        names = self.words("ALLOWED_HOSTS")
        if wrong := [name for name in names if not HOST.fullmatch(name)]:
            raise EnvError(f"ALLOWED_HOSTS: {wrong[0]} is no host name.")
        return names

    def networks(self, name: str, default: str | None = None) -> list[str]:
        """Return proxy addresses as networks; `none` says that there is no proxy."""
        words = self.words(name, default)
        if words == ["none"]:
            return []
        for word in words:
            try:
                ip_network(word, strict=False)
            except ValueError:
                raise EnvError(f"{name}: {word} is no address or network.") from None
        return words

    def folder(self, name: str) -> Path:
        path = Path(self.text(name))
        if not path.is_absolute():
            raise EnvError(f"{name} is not an absolute path.")
        return path

    def adapters(self) -> dict[str, str]:
        """Return OUTBOX_ADAPTERS (`sms=dotted.path.Class,…`) by channel."""
        found = {}
        for word in self.words("OUTBOX_ADAPTERS", ""):
            channel, _equals, path = word.partition("=")
            if channel not in {"sms", "zalo"} or "." not in path:
                raise EnvError("OUTBOX_ADAPTERS is not sms=dotted.path.Class,zalo=…")
            found[channel] = path
        return found

    def webhooks(self) -> dict[str, tuple[str, str]]:
        """Return WEBHOOKS (`name=https://:secret@host/path,…`) by name: (url, secret).

        The address comes back without the secret, so that it can be shown.
        """
        found = {}
        for word in self.words("WEBHOOKS", ""):
            name, _equals, url = word.partition("=")
            parts = urlsplit(url)
            if not name or parts.scheme != "https" or not parts.hostname:
                raise EnvError("WEBHOOKS is not name=https://:secret@host/path,…")
            if len(secret := unquote(parts.password or "")) < 16:
                raise EnvError(
                    f"WEBHOOKS: the secret of {name} is under 16 characters."
                )
            host = parts.netloc.rpartition("@")[2]
            query = f"?{parts.query}" if parts.query else ""
            found[name] = (f"https://{host}{parts.path}{query}", secret)
        return found

    def redis(self) -> str:
        """Return REDIS_URL, "" where there is none."""
        url = self.text("REDIS_URL", "")
        if url and urlsplit(url).scheme not in {"redis", "rediss", "unix"}:
            raise EnvError("REDIS_URL is not redis://host:port/number.")
        return url

    def sender(self) -> str:
        """Return the mails' own address: `EMAIL_URL?from=…` or one at BASE_URL."""
        given = dict(parse_qsl(urlsplit(self.text("EMAIL_URL")).query)).get("from")
        return given or f"khong-tra-loi@{urlsplit(self.base_url()).hostname}"

    def storage(self) -> dict[str, Any]:
        """Return Django's storage for `file:///folder` or `s3://key:secret@host/bucket`."""
        parts = urlsplit(self.text("STORAGE_URL"))
        if parts.scheme == "file" and not parts.netloc and parts.path.strip("/"):
            return {
                "BACKEND": "django.core.files.storage.FileSystemStorage",
                "OPTIONS": {"location": unquote(parts.path)},
            }
        if parts.scheme == "s3" and parts.hostname and parts.path.strip("/"):
            return s3(parts)
        raise EnvError("STORAGE_URL is neither file:///folder nor s3://host/bucket.")

    def database(self, name: str = "DATABASE_URL", default: str | None = None) -> dict:
        """Return Django's settings for `sqlite:///path` or `postgres://…`."""
        url = self.text(name, default)
        parts = urlsplit(url)
        if parts.scheme == "sqlite" and parts.path.strip("/"):
            return sqlite(unquote(parts.path[1:]))
        if parts.scheme in {"postgres", "postgresql"} and parts.path.strip("/"):
            return postgres(parts, name)
        raise EnvError(f"{name} is neither sqlite:///path nor postgres://host/name.")

    def email(self) -> dict[str, Any]:
        """Return Django's e-mail settings for `smtp(s)://user:password@host:port`."""
        parts = urlsplit(self.text("EMAIL_URL"))
        if parts.scheme == "console":
            return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
        if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
            raise EnvError("EMAIL_URL is not smtp://user:password@host:port")
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": parts.hostname,
            "EMAIL_PORT": port(parts, "EMAIL_URL") or 587,
            "EMAIL_HOST_USER": unquote(parts.username or ""),
            "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
            "EMAIL_USE_SSL": parts.scheme == "smtps",
            "EMAIL_USE_TLS": parts.scheme == "smtp" and bool(parts.username),
        }


def s3(parts) -> dict[str, Any]:
    if find_spec("storages") is None:
        raise EnvError("STORAGE_URL: s3:// needs the package's extra s3.")
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "endpoint_url": f"https://{parts.netloc.rpartition('@')[2]}",
            "bucket_name": parts.path.strip("/"),
            "access_key": unquote(parts.username or ""),
            "secret_key": unquote(parts.password or ""),
            "querystring_auth": True,
        },
    }


def sqlite(path: str | Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": dict(SQLITE_OPTIONS),
    }


def postgres(parts, name: str) -> dict[str, Any]:
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", None) or parts.hostname or "",
        "PORT": port(parts, name) or "",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


def port(parts, name: str) -> int | None:
    try:
        return parts.port
    except ValueError:
        raise EnvError(f"{name} has no valid port.") from None
