"""What every screen of the office stands on: permission, then visibility."""

from functools import partial
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permissions import ModelPermissionPolicy

from commune.access.idempotency import KeyReused
from commune.access.keyed_forms import SENT_BEFORE
from commune.registry import Words
from commune.requests import StaffRequest
from incidents import repeats, screens
from incidents.models import Incident
from incidents.visibility import visible_to

NAMESPACE = "incident"


def url(name: str, *args) -> str:
    return reverse(f"{NAMESPACE}:{name}", args=args)


class DeskAction(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """One form that does one thing to one incident the user may read.

    Subclasses define `action_title` and `act(form)`; `act` raises one of `refusals`,
    whose text then stands in the form with everything typed still in it.
    """

    permission_policy = ModelPermissionPolicy(Incident)
    permission_required = "change"
    template_name = "incidents/desk/action.html"
    request: StaffRequest
    action_title: Words = ""
    note: Words = ""
    refusals: tuple[type[Exception], ...] = ()
    header_icon = "warning"

    def dispatch(self, request, *args, **kwargs):
        if answer := repeats.first_answer(request):
            return self.done(**answer)
        try:
            self.find()
            return super().dispatch(request, *args, **kwargs)
        except Incident.DoesNotExist:
            # A colleague's step took it out of sight since it was found.
            raise Http404 from None

    def find(self) -> None:
        """Fetch what the page is about; raises Http404 for what is not to be seen."""
        self.incident = screens.whole_incident_or_404(
            self.request.user, pk=self.kwargs["pk"]
        )

    def act(self, form) -> None:
        raise NotImplementedError

    def get_page_title(self):
        return self.action_title

    def get_page_subtitle(self):
        return self.incident.ref

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": url("index"), "label": _("Incidents")},
            {"url": url("inspect", self.incident.pk), "label": self.incident.ref},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            incident=self.incident,
            note=self.note,
            cancel_url=url("inspect", self.incident.pk),
            page_key=uuid4().hex,
            **kwargs,
        )

    def form_valid(self, form):
        try:
            repeats.once(self.request, self.incident, partial(self.act, form))
        except KeyReused:
            self.refuse_used_key(form)
            return self.form_invalid(form)
        except self.refusals as refusal:
            self.explain(form, refusal)
            return self.form_invalid(form)
        return self.done(self.incident.pk, self.incident.ref)

    def done(self, pk: int, ref: str) -> HttpResponseRedirect:
        """Lead to the incident, or to the list when it is out of one's sight by now."""
        messages.success(self.request, _("Saved: %(ref)s.") % {"ref": ref})
        seen = visible_to(self.request.user).filter(pk=pk).exists()
        return HttpResponseRedirect(url("inspect", pk) if seen else url("index"))

    def refuse_used_key(self, form) -> None:
        """Say that the page was sent before; the next sending has another key."""
        form.add_error(None, SENT_BEFORE)

    def explain(self, form, refusal: Exception) -> None:
        """Say why the work was refused, beside the field that the refusal names."""
        field = getattr(refusal, "field", "")
        form.add_error(field if field in form.fields else None, str(refusal))

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)
