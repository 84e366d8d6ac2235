"""What the public site shows on the staff start page and in the staff menu."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.models import TaskState

from cms.pages import WarningPage
from cms.warnings.views import WRITERS
from commune.access import roles
from commune.registry import Card, Shortcut

SHOWN = 5


def warnings_card(user) -> Card | None:
    """Return the warnings that run now, with the way to issue another."""
    if not roles.has_role(user, *WRITERS):
        return None
    running = list(WarningPage.objects.current(at=timezone.now())[:SHOWN])
    return Card(
        title=_("Warnings in force"),
        url=reverse("cms:warning_work"),
        count=len(running),
        lines=[
            (page.title, reverse("cms:warning_result", args=[page.pk]))
            for page in running
        ],
        action=_("All warnings"),
    )


def approvals_card(user) -> Card | None:
    """Return the pages that wait for this chief editor's approval."""
    if not roles.has_role(user, roles.CHIEF_EDITORS):
        return None
    states = TaskState.objects.reviewable_by(user).select_related("workflow_state")
    shown = states.prefetch_related("workflow_state__content_object")[:SHOWN]
    return Card(
        title=pgettext("card", "Waiting for your approval"),
        url=reverse("wagtailadmin_home"),
        count=states.count(),
        lines=[
            (str(state.workflow_state.content_object), _edit_url(state))
            for state in shown
        ],
    )


def _edit_url(state: TaskState) -> str:
    page_id = state.workflow_state.object_id
    return reverse("wagtailadmin_pages:edit", args=[page_id])


def warning_shortcut(user) -> Shortcut | None:
    if not roles.has_role(user, *WRITERS):
        return None
    return Shortcut(_("Issue a warning"), reverse("cms:warning_new"), "bell")
