"""Files for machines: the site map, robots.txt, security.txt."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.models import Page

from cms import conf
from cms.pages import HomePage, ProcedurePage, WarningPage
from cms.pages.base import address_of
from cms.pages.openness import shown
from cms.pages.procedures import Force
from commune.models import Village

MOST_ADDRESSES = 50_000
SECURITY_TXT_DAYS = 180


@require_safe
def sitemap(request):
    """List every public address with the day of its last change."""
    now = timezone.now()
    entries = [
        (f"{conf.base_url()}{address_of(page)}", page.last_published_at)
        for page in _pages(now)
    ]
    entries += [
        (f"{conf.base_url()}/to-cong-nghe-so/{code}/", None)
        for code in Village.objects.valid(on=timezone.localdate(now)).values_list(
            "code", flat=True
        )
    ]
    return render(
        request,
        "cms/sitemap.xml",
        {"entries": entries[:MOST_ADDRESSES]},
        content_type="application/xml; charset=utf-8",
    )


def _pages(now):
    home = HomePage.objects.first()
    if home is None:
        return Page.objects.none()
    hidden = ProcedurePage.objects.filter(force=Force.OUT_OF_FORCE).values("pk")
    coming = WarningPage.objects.filter(starts_at__gt=now).values("pk")
    pages = shown(Page.objects.descendant_of(home, inclusive=True))
    return (
        pages.exclude(pk__in=hidden)
        .exclude(pk__in=coming)
        .only("url_path", "last_published_at")
        .order_by("path")
    )


@require_safe
def robots(request):
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in ("/quan-tri/", "/lam-viec/", "/lanh-dao/")),
        *(f"Disallow: {path}" for path in ("/tai-khoan/", "/tim-kiem/", "/api/")),
        f"Sitemap: {conf.base_url()}/sitemap.xml",
    ]
    return _text(lines)


@require_safe
def security(request):
    """Say where to report a weakness of this site (RFC 9116)."""
    expires = timezone.localdate() + timedelta(days=SECURITY_TXT_DAYS)
    lines = [
        f"Contact: {conf.security_contact()}",
        f"Expires: {expires:%Y-%m-%d}T00:00:00Z",
        "Preferred-Languages: vi, en",
        f"Canonical: {conf.base_url()}/.well-known/security.txt",
    ]
    return _text(lines)


def _text(lines: list[str]) -> HttpResponse:
    return HttpResponse(
        "\n".join(lines) + "\n", content_type="text/plain; charset=utf-8"
    )
