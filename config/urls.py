from django.apps import apps
from django.conf import settings
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

to_the_login_door = RedirectView.as_view(
    pattern_name="account_login", query_string=True
)

urlpatterns = [
    path("", include("commune.urls")),
    # Wagtail's own login posts would bypass the second factor and the throttle.
    path("quan-tri/login/", to_the_login_door),
    path("quan-tri/password_reset/", to_the_login_door),
    path("_util/login/", to_the_login_door),
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
