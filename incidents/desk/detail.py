"""The office's page of one incident, its edit form and its history."""

from datetime import datetime

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.views.generic import EditView, InspectView
from wagtail.admin.widgets.button import Button, HeaderButton

from commune.access import roles
from commune.desk.as_read import AsReadMixin
from commune.desk.history import ChangesHistoryView
from commune.model_fields import field_of
from commune.people import name_of
from commune.vietnamese import format_datetime
from incidents import editing, screens, writing
from incidents.desk import changes
from incidents.desk.base import url
from incidents.desk.story import before, story
from incidents.forms.edit import SECTIONS, IncidentForm
from incidents.models import Incident, IncidentLink, SeveritySource
from incidents.visibility import note_reading, reads_whole, visible_to

DRAFTS = (
    ("pdf", gettext_lazy("Draft of the quick report (PDF)")),
    ("docx", gettext_lazy("Draft of the quick report (Word)")),
)


class IncidentDetailView(InspectView):
    template_name = "incidents/desk/detail.html"
    any_permission_required = ["view"]
    page_title = gettext_lazy("Incident")

    def get_object(self, queryset=None):
        return screens.whole_incident_or_404(self.request.user, pk=self.pk)

    def get_fields(self):
        return []

    def get_breadcrumbs_items(self):
        return [
            {"url": url("index"), "label": _("Incidents")},
            {"url": "", "label": self.object.ref},
        ]

    @cached_property
    def header_buttons(self):
        pk = self.object.pk
        return [
            HeaderButton(_("Edit"), url=url("edit", pk), icon_name="edit"),
            HeaderButton(_("History"), url=url("history", pk), icon_name="history"),
        ]

    @cached_property
    def header_more_buttons(self):
        pk = self.object.pk
        actions = [
            ("note", _("Add a note")),
            ("people", _("Person in charge, helpers, readers")),
            ("severity", _("Set the severity by hand")),
            *self._computed_again(),
            ("tlp", _("Change the TLP")),
            ("indicator", _("Add an indicator")),
            ("warning", _("Write a public warning")),
        ]
        buttons = [
            Button(label, url=url(name, pk), priority=number)
            for number, (name, label) in enumerate(actions)
        ]
        return buttons + [
            Button(label, url=url("quick_report", pk, form), priority=100 + number)
            for number, (form, label) in enumerate(DRAFTS)
        ]

    def _computed_again(self):
        is_lead = roles.has_role(self.request.user, roles.RESPONSE_LEADS)
        by_hand = self.object.severity_source == SeveritySource.MANUAL
        if is_lead and by_hand and self.object.is_open:
            yield "severity-computed", _("Severity back to the computed one")

    def get_context_data(self, **kwargs):
        incident, user = self.object, self.request.user
        note_reading(user, incident)
        return super().get_context_data(
            incident=incident,
            steps=screens.next_steps(incident, user),
            deadlines=incident.deadlines.select_related("rule"),
            indicators=incident.indicators.all(),
            people=people_of(incident),
            links=_links(user, incident),
            story=story(user, incident, self.request.GET.get("page")),
            **kwargs,
        )


def people_of(incident: Incident) -> dict[str, list[str]]:
    """Return the names of helpers and readers, both in one query."""
    on_it = Q(helped_incidents=incident) | Q(readable_incidents=incident)
    rows = (
        get_user_model()
        .objects.filter(on_it)
        .annotate(
            helps=Exists(_through(Incident.helpers, incident)),
            reads=Exists(_through(Incident.readers, incident)),
        )
        .distinct()
    )
    found = list(rows)
    return {
        "helpers": [name_of(user) for user in found if user.helps],
        "readers": [name_of(user) for user in found if user.reads],
    }


def _through(relation, incident: Incident):
    return relation.through.objects.filter(incident=incident, user=OuterRef("pk"))


def _links(user, incident: Incident) -> list[dict]:
    """Return the linked incidents that the user may read; RED titles are masked."""
    both = IncidentLink.objects.filter(Q(source=incident) | Q(target=incident))
    rows = {r.target_id if r.source_id == incident.pk else r.source_id: r for r in both}
    if not rows:
        return []
    found = visible_to(user).filter(pk__in=rows)
    return [{"incident": i, "type": rows[i.pk].get_type_display()} for i in found]


class IncidentEditView(AsReadMixin, EditView):
    """The facts; a version that somebody else overtook answers with both texts."""

    object: Incident
    template_name = "incidents/desk/edit.html"
    permission_required = "change"

    def get_object(self, queryset=None):
        incident = screens.whole_incident_or_404(self.request.user, pk=self.object_pk)
        note_reading(self.request.user, incident)
        return incident

    def get_side_panels(self):
        return MediaContainer([])

    @cached_property
    def header_more_buttons(self):
        return []

    def get_breadcrumbs_items(self):
        return [
            {"url": url("index"), "label": _("Incidents")},
            {"url": url("inspect", self.object.pk), "label": self.object.ref},
            {"url": "", "label": _("Edit")},
        ]

    def get_success_url(self):
        return url("inspect", self.object.pk)

    def form_valid(self, form):
        self.form = form
        try:
            self.object = editing.edit(
                self.object.pk,
                form.changes(),
                actor=self.request.user,
                version=form.cleaned_data["version"],
                reason=form.cleaned_data["reason"],
            )
        except writing.StaleVersion as stale:
            return self._show_both(form, stale.current)
        except Incident.DoesNotExist:
            raise Http404 from None
        return self.save_action()

    def get_success_buttons(self):
        return []

    def _show_both(self, form, current: Incident):
        """Keep what was typed in the form and show what stands there now beside it."""
        data = form.data.copy()
        data["version"] = str(current.version)
        again = IncidentForm(data, instance=current)
        self.form, self.object = again, current
        theirs = IncidentForm(instance=current)
        differing = [
            {"label": again[name].label, "theirs": _shown(theirs, name)}
            for _heading, names in SECTIONS[:-1]
            for name in names
            if _shown(theirs, name) != _shown(form, name, bound=True)
        ]
        context = self.get_context_data(form=again, differing=differing)
        return self.render_to_response(context, status=409)


def _shown(form: IncidentForm, name: str, *, bound: bool = False) -> str:
    """Return a field's value as a person reads it."""
    value = form.cleaned_data.get(name) if bound else getattr(form.instance, name)
    field = field_of(Incident, name)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, datetime):
        return format_datetime(value)
    return "" if value is None else str(value)


class IncidentHistoryView(ChangesHistoryView):
    """History at the present TLP: who may not read the incident finds no history."""

    any_permission_required = ["view"]

    def get_base_object_queryset(self):
        rows = visible_to(self.request.user)
        return rows if reads_whole(self.request.user) else rows.none()

    def get_breadcrumbs_items(self):
        return [
            {"url": url("index"), "label": _("Incidents")},
            {"url": url("inspect", self.object.pk), "label": self.object.ref},
            {"url": "", "label": _("History")},
        ]

    def get_base_queryset(self):
        return changes.with_names(self.object.history.all())

    def get_context_data(self, *args, object_list=None, **kwargs):
        context = super(ChangesHistoryView, self).get_context_data(
            *args, object_list=object_list, **kwargs
        )
        note_reading(self.request.user, self.object)
        rows = list(context["object_list"])
        changes.explain(rows, before(self.object, rows))
        context["object_list"] = context["table"].data = rows
        return context
