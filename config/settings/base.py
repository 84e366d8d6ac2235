"""What the demo, the tests and production share."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import quote

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config.env import Env, sqlite

ROOT = Path(__file__).resolve().parents[2]
env = Env(os.environ)
VAR = Path(os.environ.get("XASO_VAR") or ROOT / "var")

DEBUG = False
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "commune",
    "incidents",
    "training",
    "cms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "commune.access.users.UsersConfig",  # wagtail.users, nobody is deleted
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "simple_history",
    "rest_framework",
    "drf_spectacular",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "cms.page_cache.PageCacheMiddleware",
    "commune.access.addresses.SoundRequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "commune.access.session_ended.SessionEndedMiddleware",
    "commune.access.session_age.SessionAgeMiddleware",
    "commune.access.language.StaffLanguageMiddleware",
    "commune.access.missing_fields.MissingFieldsMiddleware",
    "commune.access.second_factor.SecondFactorMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "commune.context.site",
            ],
        },
    },
]

# State ---------------------------------------------------------------------------
DATABASES = {"default": env.database(default=f"sqlite:///{quote(str(VAR))}/db.sqlite3")}
DATABASE_ROUTERS = ["commune.shared_cache.SharedCacheRouter"]
CACHES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
}
if redis_url := env.redis():
    CACHES["shared"] = {
        "BACKEND": "commune.calm_redis.CalmRedisCache",
        "LOCATION": redis_url,
    }
else:
    # A file of its own: throttles never wait behind business writes.
    DATABASES["shared"] = sqlite(VAR / "shared.sqlite3")
    CACHES["shared"] = {
        "BACKEND": "commune.shared_cache.CountingDatabaseCache",
        "LOCATION": "shared_cache",
        # With Django's 300 a busy minute would throw away counts that still run.
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"
EVIDENCE_DIR = Path(env.text("EVIDENCE_DIR", str(VAR / "evidence")))
OUTBOX_FILE_DIR = VAR / "outbox"
# Who sends text messages and Zalo: {"sms": "dotted.path.Adapter"}. Files, until then.
OUTBOX_ADAPTERS = env.adapters()
OUTBOX_WEBHOOKS = env.webhooks()
OUTBOX_WEBHOOK_PRIVATE_HOSTS = env.words("WEBHOOK_PRIVATE_HOSTS", "")
EMAIL_TIMEOUT = 20  # a worker's lease is two minutes
FILE_UPLOAD_PERMISSIONS = 0o640
# A form of 1 MB in Vietnamese, three signs a byte on the way, is answered in words.
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024

# Language and time ---------------------------------------------------------------
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Vietnamese")), ("en", _("English"))]
LOCALE_PATHS = [ROOT / "config" / "locale"]
FORMAT_MODULE_PATH = ["commune.formats"]
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

# Accounts ------------------------------------------------------------------------
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/lam-viec/"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
# Eight signs beside a second factor, else fourteen of four kinds.
AUTH_PASSWORD_VALIDATORS.append({"NAME": "commune.accounts.passwords.FactorValidator"})
ACCOUNT_ADAPTER = "commune.access.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # administrators enter the addresses
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Xã Số] "
ACCOUNT_SESSION_REMEMBER = True  # closing the browser in the village ends nothing
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/15m/key"}
MFA_FORMS = {"add_webauthn": "commune.access.passkeys.AddPasskeyForm"}
MFA_ADAPTER = "commune.access.accounts.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
# A request for a new password leaves an unconfirmed address row; it must not lock its
# owner out of the second factor.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1  # phones without a network drift
SESSION_COOKIE_AGE = 12 * 3600  # after the sign-in: commune/access/session_age.py
PASSWORD_RESET_TIMEOUT = 3600

# Security ------------------------------------------------------------------------
TRUSTED_PROXIES = env.networks("TRUSTED_PROXIES", "none")
X_FRAME_OPTIONS = "DENY"  # Wagtail's previews allow their own frame themselves.
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "commune.access.session_ended.token_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-src": [SELF],
        "frame-ancestors": [SELF],
        "form-action": [SELF],
    }
}

# Wagtail -------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Xã Số"
WAGTAILADMIN_BASE_URL = env.text("BASE_URL", "http://localhost:8000")
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_FRONTEND_LOGIN_URL = "/tai-khoan/login/"
WAGTAILADMIN_PERMITTED_LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
WAGTAIL_I18N_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"
WAGTAIL_TIME_FORMAT = "%H:%M"
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "odt", "ods", "png", "jpg", "jpeg"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 25_000_000
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_EXTENSIONS = ["png", "jpg", "jpeg", "webp"]
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILSEARCH_BACKENDS = {
    "default": {
        "BACKEND": "wagtail.search.backends.database",
        # PostgreSQL's own choice, often "english", stems Vietnamese words.
        "SEARCH_CONFIG": "simple",
    }
}

SIMPLE_HISTORY_ENFORCE_HISTORY_MODEL_PERMISSIONS = True

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Without this Django only mails its errors, and nobody reads them.
    "loggers": {"django": {"handlers": [], "propagate": True}},
}

# API -----------------------------------------------------------------------------
REST_FRAMEWORK = {
    # Without this line a password alone would do, in the Basic scheme.
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "rest_framework.authentication.SessionAuthentication"
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Xã Số",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "PREPROCESSING_HOOKS": ["commune.openapi.keep_our_api"],
    # How well the schema is described is a question for the tests of the API,
    # not for an operator's start.
    "ENABLE_DJANGO_DEPLOY_CHECK": False,
}

# The commune ---------------------------------------------------------------------
COMMUNE = {
    "name": "Xã Như Xuân",
    "authority": "Ủy ban nhân dân xã Như Xuân",
    "province": "Thanh Hóa",
}
DEMO = False
