from allauth.account.views import logout
from django.apps import apps
from django.conf import settings
from django.urls import include, path
from django.views.defaults import page_not_found
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from config.door import login_door

to_the_login_door = RedirectView.as_view(
    pattern_name="account_login", query_string=True
)

# Wagtail's own login posts would bypass the second factor and the throttle; nobody
# signs up, and administrators enter the e-mail addresses.
CLOSED = (
    "quan-tri/login/",
    "quan-tri/password_reset/",
    "_util/login/",
    "tai-khoan/signup/",
    "tai-khoan/email/",
    "tai-khoan/confirm-email/",
)

urlpatterns = [
    path("", include("commune.urls")),
    *(path(address, to_the_login_door) for address in CLOSED),
    path("quan-tri/logout/", logout),  # Wagtail's drops the cookie on a mere GET
    path("tai-khoan/", RedirectView.as_view(pattern_name="mfa_index")),
    # A view of Wagtail that only raises an error.
    path("quan-tri/failwhale/", page_not_found, {"exception": None}),
    path("tai-khoan/login/", login_door),
    path("tai-khoan/", include("allauth.urls")),
    path("quan-tri/", include(wagtailadmin_urls)),
    path("tai-lieu/", include(wagtaildocs_urls)),
]
urlpatterns += [
    path("", include(f"{app}.urls"))
    for app in ("incidents", "training", "cms")
    if apps.is_installed(app)
]
urlpatterns.append(path("", include(wagtail_urls)))

handler400 = "commune.views.bad_request"
handler403 = "commune.views.forbidden"
handler404 = "commune.views.not_found"
handler500 = "commune.views.server_error"

if settings.DEMO:
    from commune.demo_media import media_patterns

    urlpatterns = media_patterns() + urlpatterns
