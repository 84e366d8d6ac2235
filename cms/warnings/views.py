"""Warnings from a phone: write, see how it stands, withdraw."""

import uuid

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cms.pages import WarningPage
from cms.warnings.forms import WarningForm, WithdrawForm
from cms.warnings.patterns import patterns
from cms.warnings.publishing import create, may_publish, twin_of, withdraw
from commune.access.idempotency import KeyReused, once
from commune.access.roles import (
    CHIEF_EDITORS,
    EDITORS,
    WARNING_OFFICERS,
    role_required,
)

WRITERS = (EDITORS, CHIEF_EDITORS, WARNING_OFFICERS)
RECENT = 20


@never_cache
@role_required(*WRITERS)
@require_safe
def index(request):
    """List the warnings that run, wait for approval or have ended lately."""
    now = timezone.now()
    recent = WarningPage.objects.order_by("-latest_revision_created_at", "-pk")
    return render(
        request,
        "cms/warnings/index.html",
        {"warnings": [(page, state_of(page, now)) for page in recent[:RECENT]]},
    )


@never_cache
@role_required(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    """Write a warning; it is published or handed in, once however often it is sent."""
    form = WarningForm(request.POST or None, initial=_initial(request))
    if request.method == "POST" and form.is_valid():
        page_id = _create_once(request, form)
        if page_id:
            return redirect("cms:warning_result", page_id)
    context = {
        "form": form,
        "patterns": patterns(),
        "may_publish": may_publish(request.user),
    }
    status = 422 if form.errors else 200
    return render(request, "cms/warnings/new.html", context, status=status)


def _initial(request) -> dict:
    pattern = patterns().get(request.GET.get("mau", ""), {})
    return {"key": uuid.uuid4(), **pattern}


def _create_once(request, form) -> int | None:
    try:
        answer = once(
            scope=f"warning:{request.user.pk}",
            key=str(form.cleaned_data["key"]),
            body=form.body(),
            make=lambda: {"page": _create(form.page(), request.user).pk},
        )
    except KeyReused:
        form.refuse_used_key()
        return None
    except TwinStands as twin:
        form.add_error("title", twin_text(twin.page))
        return None
    return answer.value["page"]


class TwinStands(Exception):
    """The very same warning runs already, or waits for approval."""

    def __init__(self, page: WarningPage):
        super().__init__(page.title)
        self.page = page


def _create(page: WarningPage, user) -> WarningPage:
    """Create a warning unless its twin stands: Back and the button again made two."""
    if found := twin_of(page, user=user, at=timezone.now()):
        raise TwinStands(found)
    return create(page, user=user)


def twin_text(page: WarningPage) -> str:
    return format_html(
        '{} <a href="{}">{}</a>',
        _("The same warning stands already."),
        reverse("cms:warning_result", args=[page.pk]),
        _("Open it"),
    )


@never_cache
@role_required(*WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def result(request, page_id):
    """Show how a warning stands and what can be done with it."""
    page = get_object_or_404(WarningPage, pk=page_id)
    state = state_of(page, timezone.now())
    can_withdraw = (
        state == "running" and page.permissions_for_user(request.user).can_publish()
    )
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and can_withdraw and form.is_valid():
        withdraw(page, user=request.user, reason=form.cleaned_data["reason"])
        return redirect("cms:warning_result", page.pk)
    context = {
        "warning": page,
        "state": state,
        "form": form if can_withdraw else None,
        "edit_url": reverse("wagtailadmin_pages:edit", args=[page.pk]),
    }
    status = 422 if form.errors and can_withdraw else 200
    return render(request, "cms/warnings/result.html", context, status=status)


def state_of(page: WarningPage, now) -> str:
    """Return one of: draft, coming, running, over."""
    if not page.live:
        return "draft"
    if page.starts_at > now:
        return "coming"
    return "running" if page.ends_at > now else "over"
