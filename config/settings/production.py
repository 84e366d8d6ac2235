"""Production: what is missing or malformed stops the start with one line."""

from config.settings.base import *  # noqa: F403
from config.settings.base import COMMUNE, DATABASE_ROUTERS, DATABASES, env

SECRET_KEY = env.secret_key()
DATABASES["default"] = env.database()
if env.text("DATABASE_REPLICA_URL", ""):
    DATABASES["replica"] = env.database("DATABASE_REPLICA_URL")
    DATABASE_ROUTERS.append("commune.replica.ReplicaRouter")
ALLOWED_HOSTS = env.hosts()
WAGTAILADMIN_BASE_URL = env.base_url()
CSRF_TRUSTED_ORIGINS = [WAGTAILADMIN_BASE_URL]
vars().update(env.email())
DEFAULT_FROM_EMAIL = f"{COMMUNE['name']} <{env.sender()}>"
SERVER_EMAIL = env.sender()
STORAGES = {
    "default": env.storage(),
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
MEDIA_ROOT = STORAGES["default"]["OPTIONS"].get("location", "")
EVIDENCE_DIR = env.folder("EVIDENCE_DIR")
TRUSTED_PROXIES = env.networks("TRUSTED_PROXIES")

SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken"
SECOND_FACTOR_ROLES = ["*"]
LOGGING["root"]["level"] = "INFO"
