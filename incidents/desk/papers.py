"""Papers about one incident, for who may read the whole of it."""

from django.http import HttpResponse
from django.views import View
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permissions import ModelPermissionPolicy

from commune.papers.answer import download, known_format
from incidents import screens
from incidents.models import Incident
from incidents.reports.gather import quick_paper
from incidents.visibility import note_export, note_reading


class QuickReportView(PermissionCheckedMixin, View):
    """Give the draft of the quick report; who took it stands in the read log."""

    permission_policy = ModelPermissionPolicy(Incident)
    any_permission_required = ["view"]
    http_method_names = ["get", "head", "options"]

    def get(self, request, pk: int, form: str) -> HttpResponse:
        incident = screens.whole_incident_or_404(request.user, pk=pk)
        form = known_format(form)
        note_reading(request.user, incident)
        note_export(request.user, count=1, detail=f"{incident.ref} {form}")
        return download(quick_paper(incident), form, f"bao-cao-nhanh-{incident.ref}")
