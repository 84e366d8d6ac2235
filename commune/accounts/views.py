"""The pages of a link with which a person chooses a password, and of the idle lock."""

from allauth.account.utils import perform_login
from django.contrib.auth import logout
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from commune.accounts import links
from commune.accounts.forms import ChoosePasswordForm

OPENED = "account_link_digest"


def _private(response):
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
@never_cache
def open_link(request, text: str):
    """Take the link out of the address, be it good or not, and go on without it.

    Opening does not use it up: chat programs open links to show a preview. From here
    on no log, history or Referer holds it; the session holds its digest.
    """
    digest = links.digest_of(text)
    request.session.pop(OPENED, None)
    try:
        links.find(digest, at=timezone.now())
    except links.LinkGone:
        pass
    else:
        request.session[OPENED] = digest
    response = _private(redirect("account_choose_password"))
    # Not on the form's own page: from there a post would come with `Origin: null`,
    # which Django's token check refuses, and its address is no secret.
    response["Referrer-Policy"] = "no-referrer"
    return response


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose_password(request):
    """Let the person of the opened link choose a password, then sign in."""
    try:
        link = links.find(request.session.get(OPENED, ""), at=timezone.now())
    except links.LinkGone:
        return _gone(request)
    form = ChoosePasswordForm(request.POST or None, user=link.user)
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "account": link.user, "link": link}
        return _private(render(request, "account/choose_password.html", context))
    try:
        user = links.use(link, form.cleaned_data["password1"], request=request)
    except links.LinkGone:
        return _gone(request)
    return _signed_in(request, user)


def _signed_in(request, user):
    """Go through the one login door: a second factor that stands is asked for."""
    request.session.pop(OPENED, None)
    if request.user.is_authenticated:
        logout(request)
    return _private(perform_login(request, user, email_verification="none"))


def _gone(request):
    """Say the same for a used, old, revoked or invented link."""
    return _private(render(request, "account/link_gone.html", status=410))


@require_safe
@never_cache
def idle(request):
    """Say why the door stays shut after the right password, and whom to ask."""
    return render(request, "account/idle.html")
