"""A session ends 12 hours after the sign-in, however busy it was.

Django counts a session's age from its last change. There is no idle limit: a trainer
in a village without a network comes back hours later with unsent marks, and the
phone's own lock guards the time between.
"""

import time

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.signals import user_logged_in
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect

from commune.access.client import carries_session

SIGNED_IN_AT = "signed_in_at"
NOT_RETURNED_TO = ("/tai-khoan/", "/quan-tri/logout/")


def remember_the_moment(sender, request, user, **kwargs) -> None:
    if request is not None and hasattr(request, "session"):
        request.session[SIGNED_IN_AT] = int(time.time())


def connect() -> None:
    user_logged_in.connect(remember_the_moment, dispatch_uid="session-age")


class SessionAgeMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not carries_session(request):
            return self.get_response(request)
        if request.user.is_authenticated and _is_over(request.session):
            logout(request)
            if request.path_info.startswith("/api/"):
                return self.get_response(request)
            return _to_the_door(request)
        return self.get_response(request)


def _to_the_door(request):
    """Lead to the sign-in and back, but not back to the account or to the sign-out."""
    if request.path_info.startswith(NOT_RETURNED_TO):
        return redirect(settings.LOGIN_URL)
    return redirect_to_login(request.get_full_path())


def seconds_since_sign_in(session) -> float:
    return time.time() - session.get(SIGNED_IN_AT, 0)


def _is_over(session) -> bool:
    return seconds_since_sign_in(session) >= settings.SESSION_COOKIE_AGE
