"""Warnings from a phone: write, see how it stands, withdraw."""

import uuid

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cms.pages import WarningPage
from cms.warnings.forms import WarningForm, WithdrawForm
from cms.warnings.patterns import patterns
from cms.warnings.publishing import create, may_publish, withdraw
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
            make=lambda: {"page": create(form.page(), user=request.user).pk},
        )
    except KeyReused:
        form.refuse_used_key()
        return None
    return answer.value["page"]


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
