"""Tests: the demo's settings with plain static files and quick passwords."""

import os

from config.env import Env
from config.settings.base import *  # noqa: F403
from config.settings.base import CACHES, VAR

VAR.mkdir(parents=True, exist_ok=True)
SECRET_KEY = "test-only-" + "xaso" * 12
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
DATABASES = {
    "default": Env(os.environ).database(
        "TEST_DATABASE_URL", f"sqlite:///{VAR}/test.sqlite3"
    )
}
if "sqlite" in DATABASES["default"]["ENGINE"]:
    # A file, not memory: several connections meet its locks, and --reuse-db works.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}
CACHES["shared"] = {
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    "LOCATION": "shared",
}
SECOND_FACTOR_ROLES: list[str] = []
WHITENOISE_AUTOREFRESH = True
