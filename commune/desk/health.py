"""The administrators' page: is the house in order, and what is to be decided."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from commune import conf, registry
from commune.access import roles
from commune.models import OutboxMessage, WorkerBeat
from commune.models.outbox import Channel, MessageState
from commune.outbox import decisions
from commune.outbox.privacy import masked
from commune.upkeep import health

SHOWN = 50


class ForAdministrators:
    """Let only the group Administrators in; `is_superuser` opens nothing."""

    def dispatch(self, request, *args, **kwargs):
        if not roles.has_role(request.user, roles.ADMINISTRATORS):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class HealthView(ForAdministrators, WagtailAdminTemplateMixin, TemplateView):
    template_name = "commune/desk/health.html"
    page_title = gettext_lazy("State of the system")
    header_icon = "circle-check"

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        now = timezone.now()
        found = health.findings(now)
        return super().get_context_data(
            findings=found,
            worst=max(found, key=lambda f: list(health.Level).index(f.level)).level,
            failed=_undecided(MessageState.FAILED),
            maybe=_undecided(MessageState.MAYBE),
            workers=WorkerBeat.objects.all()[:SHOWN],
            works=health.work_reports(now),
            version=conf.version(),
            **kwargs,
        )


class DecisionView(ForAdministrators, View):
    """Send again, set aside, or note that it arrived: one message, one decision."""

    http_method_names = ["post"]

    def post(self, request, pk: int, decision: str):
        if not OutboxMessage.objects.filter(pk=pk).exists():
            raise Http404
        try:
            decisions.decide(pk, decision, actor=request.user)
        except KeyError:
            raise Http404 from None
        except decisions.EmptiedError:
            messages.warning(
                request,
                _(
                    "Its text was deleted when its time was up: it cannot be sent "
                    "again. Tell the person in another way, then set it aside."
                ),
            )
        except decisions.DecisionError:
            messages.warning(request, _("Somebody has changed this message meanwhile."))
        else:
            messages.success(request, _("Your decision is noted."))
        return redirect(f"{reverse('commune_health')}#tin")


class TryAllAgainView(ForAdministrators, View):
    http_method_names = ["post"]

    def post(self, request):
        count = decisions.try_all_again(actor=request.user)
        text = ngettext(
            "%(n)d message is sent again.", "%(n)d messages are sent again.", count
        )
        messages.success(request, text % {"n": count})
        return redirect(f"{reverse('commune_health')}#tin")


def _undecided(state: str) -> dict:
    """Return the first messages of a state and how many more there are."""
    rows = OutboxMessage.objects.filter(state=state).order_by("due_at", "pk")
    shown = list(rows[:SHOWN])
    for row in shown:
        is_job = row.channel == Channel.JOB
        shown_as = registry.job_label if is_job else masked
        row.masked_recipient = shown_as(row.recipient)
    return {"rows": shown, "more": max(rows.count() - len(shown), 0)}
