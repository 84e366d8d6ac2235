from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.cache import caches
from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from commune import conf, registry
from commune.access import language
from commune.outbox import beats


@require_safe
@never_cache
def healthz(request):
    """Say that the process is up."""
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")


@require_safe
@never_cache
def readyz(request):
    """Say whether the process can serve: the database and the shared cache answer.

    A silent worker is named in the answer, but it keeps nobody from being served.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        shared = caches[conf.shared_cache_alias()]
        shared.get("readyz")
        if hasattr(shared, "ping") and not shared.ping():
            return HttpResponse("cache", status=503, content_type="text/plain")
        silent = beats.is_silent(timezone.now())
    except DatabaseError:
        return HttpResponse("database", status=503, content_type="text/plain")
    text = "ok\nworker: silent" if silent else "ok"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
@never_cache
@login_required
def start_page(request):
    """Show staff what waits for them, made of the apps' cards."""
    cards = registry.cards_for(request.user)
    return render(request, "commune/work_start.html", {"cards": cards})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def staff_language(request):
    """Let staff choose their language, and go back to the page they come from."""
    page = request.POST.get("next") or request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(page, allowed_hosts={request.get_host()}):
        page = reverse("work_start")
    chosen = request.POST.get("language")
    if chosen in dict(settings.LANGUAGES):
        language.choose(request, chosen)
        return redirect(page)
    return render(request, "commune/staff_language.html", {"next": page})


def bad_request(request, exception):
    return render(request, "400.html", status=400)


def forbidden(request, exception):
    return render(request, "403.html", status=403)


def not_found(request, exception):
    return render(request, "404.html", status=404)


def server_error(request):
    return render(request, "500.html", status=500)
