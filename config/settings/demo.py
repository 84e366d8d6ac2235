"""The demo commune: everything on one machine, nothing sent anywhere."""

from config.settings.base import *  # noqa: F403
from config.settings.base import CACHES, VAR, env

VAR.mkdir(parents=True, exist_ok=True)
DEMO = True
SECRET_KEY = env.text("SECRET_KEY", "demo-commune-only-" + "xaso" * 12)
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
    },
}
SECOND_FACTOR_ROLES: list[str] = []
CACHES["default"]["OPTIONS"] = {"MAX_ENTRIES": 1000}
