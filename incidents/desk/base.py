"""What every screen of the office stands on: permission, then visibility."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permissions import ModelPermissionPolicy

from commune.registry import Words
from commune.requests import StaffRequest
from incidents import screens
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

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.incident = screens.whole_incident_or_404(request.user, pk=kwargs["pk"])

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
            **kwargs,
        )

    def form_valid(self, form):
        try:
            self.act(form)
        except self.refusals as refusal:
            self.explain(form, refusal)
            return self.form_invalid(form)
        return self.done()

    def done(self):
        messages.success(
            self.request, _("Saved: %(ref)s.") % {"ref": self.incident.ref}
        )
        return HttpResponseRedirect(self.next_url())

    def explain(self, form, refusal: Exception) -> None:
        """Say why the work was refused, beside the field that the refusal names."""
        field = getattr(refusal, "field", "")
        form.add_error(field if field in form.fields else None, str(refusal))

    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def next_url(self) -> str:
        """Return the incident, or the list when it is out of one's sight by now."""
        if visible_to(self.request.user).filter(pk=self.incident.pk).exists():
            return url("inspect", self.incident.pk)
        return url("index")
