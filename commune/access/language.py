"""The language in which staff see their pages: Vietnamese unless the profile says else.

The browser is not asked: an office PC set up in English would get English pages. The
public site is left alone; its pages are the same for everybody and are stored so.
"""

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.urls import reverse
from django.utils import translation
from wagtail.users.models import UserProfile

from commune.access.client import carries_session

# In the session, so that no page has to ask the database for it.
CHOSEN = "language"
STAFF_PLACES = ("/lam-viec/", "/lanh-dao/", "/tai-khoan/", "/quan-tri/")


class StaffLanguageMiddleware:
    """Answer below STAFF_PLACES in the language that the signed-in person chose."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not (request.path.startswith(STAFF_PLACES) and carries_session(request)):
            return self.get_response(request)
        with translation.override(chosen(request)):
            response = self.get_response(request)
        if request.method == "POST" and request.path == reverse("wagtailadmin_account"):
            remember(request, request.user)
        return response


def chosen(request) -> str:
    """Return the code of the chosen language; the site's own if none is chosen."""
    language = request.session.get(CHOSEN)
    known = language in dict(settings.LANGUAGES)
    return language if known else settings.LANGUAGE_CODE


def choose(request, language: str) -> None:
    """Write the choice of the person who asks into the profile and the session."""
    profile = UserProfile.get_for_user(request.user)
    profile.preferred_language = language
    profile.save(update_fields=["preferred_language"])
    request.session[CHOSEN] = language


def remember(request, user) -> None:
    """Take the language of the profile into the session."""
    profile = UserProfile.objects.filter(user_id=user.pk).first()
    request.session[CHOSEN] = profile.preferred_language if profile else ""


def remember_at_sign_in(sender, request, user, **kwargs) -> None:
    if request is not None and hasattr(request, "session"):
        remember(request, user)


def connect() -> None:
    user_logged_in.connect(remember_at_sign_in, dispatch_uid="staff-language")
