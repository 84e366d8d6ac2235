"""The office's list of incidents: filters, folded search, export."""

import django_filters
from django.contrib import messages
from django.core.cache import caches
from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, QuerySet, Subquery
from django.forms import CheckboxSelectMultiple
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import HeaderButton

from commune.models import Village
from commune.people import name_of
from commune.tables import guarded
from commune.vietnamese import format_datetime
from incidents import search, wording
from incidents.models import TLP, Deadline, Incident, Severity, Status
from incidents.visibility import note_export, visible_to

PAGE_SIZES = (10, 20, 50, 100, 200)
EXPORT_LIMIT = 5000

EXPORT = {
    "ref": pgettext_lazy("incident", "Number"),
    "kind_name": pgettext_lazy("incident", "Kind"),
    "shown_title": pgettext_lazy("incident", "Title"),
    "category_name": pgettext_lazy("incident", "Category"),
    "category_rsit": "RSIT",
    "severity": _("Severity"),
    "status_name": pgettext_lazy("incident", "Status"),
    "tlp": "TLP",
    "village_name": _("Village"),
    "channel_name": _("Reported through"),
    "detected": _("Detected at"),
    "reported": _("Reported at"),
    "acknowledged": _("Acknowledged at"),
    "contained": _("Contained at"),
    "resolved": _("Resolved at"),
    "closed": _("Closed at"),
    "personal_data_name": _("Personal data involved"),
    "lead_name": _("Person in charge"),
}


def village_choices() -> list[tuple[int, str]]:
    """Return the villages for the filter; they change about once in ten years."""
    found = caches["default"].get_or_set(
        "incidents-village-choices",
        lambda: list(Village.objects.values_list("pk", "name")),
        timeout=60,
    )
    return found or []


class IncidentFilters(WagtailFilterSet):
    status = django_filters.MultipleChoiceFilter(
        label=pgettext_lazy("incident", "Status"),
        choices=Status.choices,
        widget=CheckboxSelectMultiple,
    )
    severity = django_filters.MultipleChoiceFilter(
        label=_("Severity"), choices=Severity.choices, widget=CheckboxSelectMultiple
    )
    tlp = django_filters.MultipleChoiceFilter(
        label="TLP", choices=TLP.choices, widget=CheckboxSelectMultiple
    )
    overdue = django_filters.ChoiceFilter(
        label=pgettext_lazy("incidents", "Clocks"),
        choices=[("1", pgettext_lazy("incidents", "Overdue"))],
        method="only_overdue",
        empty_label=pgettext_lazy("incidents", "All"),
    )
    village = django_filters.ChoiceFilter(
        label=_("Village"),
        choices=village_choices,
        empty_label=pgettext_lazy("incidents", "All"),
    )

    class Meta:
        model = Incident
        fields = ["status", "severity", "tlp", "overdue", "village"]

    def only_overdue(self, queryset, name, value):
        return queryset.overdue(at=timezone.now()) if value else queryset


class BadgeColumn(Column):
    cell_template_name = "incidents/desk/badge_cell.html"


class DueColumn(Column):
    cell_template_name = "incidents/desk/due_cell.html"

    def get_value(self, instance):
        if instance.next_due is None or not instance.is_open:
            return None
        left = instance.next_due - timezone.now()
        return {
            "at": instance.next_due,
            "span": wording.span(left),
            "overdue": left.total_seconds() < 0,
        }


class PersonColumn(Column):
    def get_value(self, instance):
        return name_of(instance.lead) or "–"


class RefColumn(TitleColumn):
    def get_value(self, instance):
        return f"{instance.ref} · {instance.shown_title}"


class IncidentIndexView(IndexView):
    """Through `visibility`; what one may not see is absent from list and export."""

    filterset_class = IncidentFilters
    is_searchable = True
    default_ordering = ("-reported_at", "-pk")
    list_export = list(EXPORT)
    export_headings = EXPORT
    any_permission_required = ["view"]

    @cached_property
    def columns(self):
        return [
            RefColumn(
                "ref",
                label=_("Incident"),
                sort_key="ref",
                get_url=self.get_inspect_url,
                width="32%",
            ),
            Column("category.label", label=capfirst(str(EXPORT["category_name"]))),
            BadgeColumn("severity", label=_("Severity"), sort_key="severity"),
            Column(
                "get_status_display",
                label=pgettext_lazy("incident", "Status"),
                sort_key="status",
            ),
            Column("tlp", label="TLP", sort_key="tlp"),
            Column("village", label=_("Village")),
            PersonColumn("lead", label=_("In charge")),
            DueColumn("next_due", label=_("Next due"), sort_key="next_due"),
            Column("reported_on", label=_("Reported at"), sort_key="reported_at"),
        ]

    @cached_property
    def verbose_name_plural(self):
        return gettext("incidents")

    @cached_property
    def header_buttons(self):
        return [
            HeaderButton(
                gettext("Log an incident"),
                url=reverse("incidents_field_new"),
                icon_name="plus",
            )
        ]

    @cached_property
    def show_export_buttons(self):
        return self.request.user.has_perm("incidents.export_incident")

    def dispatch(self, request, *args, **kwargs):
        if self.is_export and not self.show_export_buttons:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self) -> QuerySet:
        rows = visible_to(self.request.user).select_related(
            "category", "village", "lead"
        )
        return rows.defer("summary", "resolution", "lesson").annotate(
            next_due=_first_due()
        )

    def order_queryset(self, queryset):
        # The last one settles ties: no row shows on two pages.
        wanted = self.ordering if isinstance(self.ordering, str) else "-reported_at"
        return queryset.order_by(wanted, "-pk")

    def search_queryset(self, queryset):
        return search.matching(queryset, self.search_query)

    def get_paginate_by(self, queryset):
        if self.is_export:
            return None
        wanted = self.request.GET.get("per_page", "")
        sizes = {str(size): size for size in PAGE_SIZES}
        return sizes.get(wanted, self.paginate_by)

    def get_edit_url(self, instance):
        return None

    def as_spreadsheet(self, queryset, spreadsheet_format):
        rows = list(queryset[: EXPORT_LIMIT + 1])
        if len(rows) > EXPORT_LIMIT:
            return self._refuse_export()
        note_export(
            self.request.user,
            count=len(rows),
            detail=f"{spreadsheet_format}?{self.request.GET.urlencode()}",
        )
        return super().as_spreadsheet(_Rows(rows), spreadsheet_format)

    def _refuse_export(self):
        """Go back to the list and say that it is too long; half of it is no answer."""
        message = gettext(
            "The list has more than %(most)s rows: narrow it by the filters, then"
            " export it again."
        )
        messages.error(
            self.request, message % {"most": formats.number_format(EXPORT_LIMIT)}
        )
        parameters = self.request.GET.copy()
        parameters.pop("export", None)
        return HttpResponseRedirect(f"{self.request.path}?{parameters.urlencode()}")

    def to_row_dict(self, item):
        return row_of(item)

    def stream_csv(self, queryset):
        yield "\ufeff"  # Excel reads UTF-8 by this mark alone
        yield from super().stream_csv(queryset)

    def write_csv_row(self, writer, row_dict):
        return writer.writerow({name: guarded(v) for name, v in row_dict.items()})


class _Rows(list):
    """A list that names its model, which the export asks of a queryset."""

    model = Incident


def _first_due() -> Subquery:
    open_rows = Deadline.objects.open().filter(
        incident=OuterRef("pk"), due_at__isnull=False
    )
    return Subquery(open_rows.order_by("due_at").values("due_at")[:1])


def row_of(incident: Incident) -> dict[str, str]:
    """Return one line of the export, all of it text, times in Viet Nam's zone."""

    def moment(value):
        return format_datetime(value) if value else ""

    return {
        "ref": incident.ref,
        "kind_name": incident.get_kind_display(),
        "shown_title": incident.shown_title,
        "category_name": incident.category.label,
        "category_rsit": incident.category.rsit,
        "severity": incident.severity,
        "status_name": incident.get_status_display(),
        "tlp": incident.tlp,
        "village_name": str(incident.village or ""),
        "channel_name": incident.get_channel_display(),
        "detected": moment(incident.detected_at),
        "reported": moment(incident.reported_at),
        "acknowledged": moment(incident.acknowledged_at),
        "contained": moment(incident.contained_at),
        "resolved": moment(incident.resolved_at),
        "closed": moment(incident.closed_at),
        "personal_data_name": incident.get_personal_data_display(),
        "lead_name": name_of(incident.lead),
    }
