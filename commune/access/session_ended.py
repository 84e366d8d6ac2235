"""Words typed into a form that came too late are shown to be copied, never lost.

A form is too late when the sign-in has ended in the meantime, or when Django's token
no longer fits, for the person signed in anew in another window. Nothing is stored on
the server: the words go back in the answer to the post that brought them.
"""

from urllib.parse import parse_qs, urlsplit

from django.contrib.auth.views import redirect_to_login
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import escape_leading_slashes, url_has_allowed_host_and_scheme
from django.views.csrf import csrf_failure

from commune.access.client import carries_session
from commune.access.typed_words import ACCOUNT_PAGES, typed_words


class SessionEndedMiddleware:
    """Answer a post that is sent to the sign-in door with a page of its words.

    A post without words, one of a script and one of an account without the right go
    where they went before.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not _is_sent_to_the_door(request, response):
            return response
        typed = typed_words(request)
        if not typed.texts:
            return response
        door = redirect_to_login(_address_of_form(request)).url
        context = {"typed": typed, "door": door}
        return _unstored(
            render(request, "commune/session_ended.html", context, status=403)
        )


def token_failure(request, reason=""):
    """Answer a post whose token does not fit: Django's way, with the words typed."""
    typed = typed_words(request)
    if not typed.texts:
        return csrf_failure(request, reason)
    context = {"typed": typed, "form_address": _address_of_form(request)}
    return _unstored(render(request, "403_csrf.html", context, status=403))


def _is_sent_to_the_door(request, response) -> bool:
    """Say whether the door leads back to this page; a closed door leads elsewhere."""
    if request.method != "POST" or response.status_code != 302:
        return False
    target = urlsplit(response["Location"])
    if target.path != reverse("account_login"):
        return False
    if parse_qs(target.query).get("next") != [request.get_full_path()]:
        return False
    return not (carries_session(request) and request.user.is_authenticated)


def _address_of_form(request) -> str:
    """Return where the form was: many an address takes posts only."""
    page = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(
        page, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        parts = urlsplit(page)
        address = f"{parts.path}?{parts.query}" if parts.query else parts.path
        if address.startswith("/") and not address.startswith(ACCOUNT_PAGES):
            return escape_leading_slashes(address)
    return request.get_full_path()


def _unstored(response):
    response["Cache-Control"] = "no-store"
    return response
