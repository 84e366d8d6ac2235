"""Forms that a visitor sends without an account and without a cookie."""

from functools import wraps
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.views.decorators.csrf import csrf_exempt
from django.views.defaults import permission_denied

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


def anonymous_form(view):
    """Accept posts only from our own pages, without Django's token and its cookie.

    A browser says where a post comes from in Sec-Fetch-Site or Origin, which a foreign
    page cannot forge. The page is never stored: a cached idempotency key would hand
    one visitor another's answer. This is the house's only exemption from the token.
    """

    @csrf_exempt
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.method not in SAFE_METHODS and not is_same_origin(request):
            # Raised, it would leave a traceback in the log for each stray post.
            return permission_denied(request, PermissionDenied())
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store, private"
        return response

    return guarded


def is_same_origin(request) -> bool:
    """Say whether a post comes from our own page; one that does not say so does not."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return f"{parts.scheme}://{parts.netloc}" == (
        f"{request.scheme}://{request.get_host()}"
    )
