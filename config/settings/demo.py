"""The demo commune: everything on one machine, nothing sent anywhere."""

from config.settings.base import *  # noqa: F403
from config.settings.base import CACHES, COMMUNE, VAR, env

VAR.mkdir(parents=True, exist_ok=True)
DEMO = True
COMMUNE |= {
    "address": "Thôn 01 (mẫu), xã Như Xuân, tỉnh Thanh Hóa",
    "phone": "0237 0000 000",
    "email": "ubnd@xa-mau.example",
    "hours": "Thứ Hai – thứ Sáu: 7 giờ 30 – 11 giờ 30, 13 giờ 30 – 17 giờ",
}
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
ACCOUNT_IDLE_DAYS = 0  # who looks at the demo after two months still gets in
