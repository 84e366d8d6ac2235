"""The incidents in the office: no way to delete, copy or list usage."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.generic import RedirectView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from incidents.desk import actions, detail, index, papers, rulebook
from incidents.forms.edit import IncidentForm
from incidents.models import Incident


class IncidentViewSet(ModelViewSet):
    """Each view asks the permission and then `visibility`; see the views."""

    model = Incident
    name = "incident"
    icon = "warning"
    menu_label = _("Incident list")
    index_view_class = index.IncidentIndexView
    inspect_view_class = detail.IncidentDetailView
    edit_view_class = detail.IncidentEditView
    history_view_class = detail.IncidentHistoryView
    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_reference_index = False
    list_per_page = 20
    edit_template_name = "incidents/desk/edit.html"
    inspect_template_name = "incidents/desk/detail.html"
    export_filename = "su-co"

    def get_common_view_kwargs(self, **kwargs):
        removed = dict.fromkeys(["add_url_name", "delete_url_name", "usage_url_name"])
        return super().get_common_view_kwargs(**(removed | kwargs))

    def get_index_view_kwargs(self, **kwargs):
        named = {"list_export": list(index.EXPORT), "export_headings": index.EXPORT}
        return super().get_index_view_kwargs(
            **{"filterset_class": index.IncidentFilters, **named, **kwargs}
        )

    def get_form_class(self, for_update=False):
        return IncidentForm

    def register_admin_url_finder(self):
        """Leave it: other screens must not link to incidents."""

    def get_urlpatterns(self):
        kept = {
            "index",
            "index_results",
            "edit",
            "history",
            "history_results",
            "inspect",
        }
        patterns = [p for p in super().get_urlpatterns() if p.name in kept]
        return [
            *patterns,
            path(
                "new/",
                RedirectView.as_view(pattern_name="incidents_field_new"),
                name="add",
            ),
            *(
                path(f"{name}/<int:pk>/", view.as_view(), name=name)
                for name, view in ACTIONS.items()
            ),
            path(
                "quick-report/<int:pk>.<slug:form>",
                papers.QuickReportView.as_view(),
                name="quick_report",
            ),
            path("step/<int:pk>/<slug:to>/", actions.StepView.as_view(), name="step"),
            path(
                "correct/<int:pk>/<int:entry>/",
                actions.CorrectionView.as_view(),
                name="correct",
            ),
            path(
                "deadline/<int:pk>/<int:deadline>/",
                actions.DeadlineView.as_view(),
                name="deadline",
            ),
            path(
                "indicator/<int:pk>/<int:indicator>/",
                actions.IndicatorDecisionView.as_view(),
                name="indicator_decision",
            ),
        ]


ACTIONS = {
    "note": actions.NoteView,
    "people": actions.PeopleView,
    "severity": actions.SeverityView,
    "severity-computed": actions.ComputedSeverityView,
    "tlp": actions.TlpView,
    "indicator": actions.IndicatorView,
    "warning": actions.WarningView,
}


class IncidentGroup(ModelViewSetGroup):
    menu_label = pgettext_lazy("menu", "Incidents")
    menu_icon = "warning"
    menu_order = 150
    items = (
        IncidentViewSet,
        rulebook.CategoryViewSet,
        rulebook.GuessRuleViewSet,
        rulebook.DeadlineRuleViewSet,
        rulebook.InternalTargetViewSet,
        rulebook.RecipientViewSet,
        rulebook.NationalCategoryViewSet,
        rulebook.NationalLevelViewSet,
    )
