"""The rulebooks in the admin: lists that warn, edits that keep what was used."""

from datetime import date, timedelta

import django_filters
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import formats, timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import HeaderButton
from wagtail.log_actions import log
from wagtail.permissions import ModelPermissionPolicy

from commune.desk.columns import DayColumn
from commune.desk.edits import LockedEditView
from commune.desk.viewsets import GroundViewSet
from commune.models.rulebook import RulebookRow, RuleStatus
from commune.rulebook.amend import AmendError, amend
from commune.rulebook.books import unverified_before
from commune.rulebook.usage import is_used

LAW_PANELS = [
    MultiFieldPanel(
        [
            FieldPanel("legal_basis"),
            FieldPanel("source_url"),
            FieldRowPanel(["valid_from", "valid_to"]),
            FieldPanel("status"),
        ],
        heading=gettext_lazy("Legal basis and validity"),
    )
]


class VerifiedColumn(Column):
    """When a row was last checked against its source, with a warning in words."""

    cell_template_name = "commune/desk/verified_cell.html"

    def get_value(self, instance):
        return instance.verified_on

    def get_cell_context_data(self, instance, parent_context):
        context = super().get_cell_context_data(instance, parent_context)
        context["is_due"] = needs_verification(instance, today=timezone.localdate())
        return context


def needs_verification(row: RulebookRow, *, today: date) -> bool:
    """Say whether a row that applies was not checked within the set days."""
    if row.status == RuleStatus.OLD:
        return False
    return row.verified_on is None or row.verified_on < unverified_before(today)


class RulebookFilterSet(WagtailFilterSet):
    verification = django_filters.ChoiceFilter(
        label=gettext_lazy("Verification"),
        method="filter_verification",
        choices=[("due", gettext_lazy("To be checked against its source"))],
        empty_label=gettext_lazy("All"),
    )

    def filter_verification(self, rows, name, value):
        return rows.to_verify(before=unverified_before(timezone.localdate()))

    @classmethod
    def of(cls, model_class: type[RulebookRow]):
        meta = type("Meta", (), {"model": model_class, "fields": ["status"]})
        return type(f"{model_class.__name__}FilterSet", (cls,), {"Meta": meta})


class SuccessorEditView(LockedEditView):
    """Saving a row that records used ends it and inserts its successor from today."""

    successor: RulebookRow | None = None

    def save_row(self, row: RulebookRow) -> RulebookRow:
        today = timezone.localdate()
        stored = type(row).objects.get(pk=row.pk)
        changed = set(self.form.changed_data)
        if changed <= {"valid_to"} or not is_used(stored, on=today):
            row.save()
            return row
        changes = {n: getattr(row, n) for n in changed - {"valid_from", "valid_to"}}
        if not changes:
            raise AmendError(_("Records use this row: its first day stays."))
        first_day = max(today, stored.valid_from + timedelta(days=1))
        self.successor = amend(stored, starts_on=first_day, changes=changes)
        return self.successor

    def get_success_message(self):
        """Say from which day a new version applies: not always from today."""
        if self.successor is None:
            return super().get_success_message()
        day = formats.date_format(self.successor.valid_from, "SHORT_DATE_FORMAT")
        return _(
            "Saved as a new version that applies from %(day)s on. The old one stays "
            "with the records that used it."
        ) % {"day": day}

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except AmendError as refused:
            later = self.later_version()
            if later is None:
                return self.refuse(form, "valid_from", str(refused))
            return self.refuse(form, form.changed_data[0], replaced_text(later))

    def later_version(self) -> RulebookRow | None:
        """Return the newest version of the code, if it follows the one on the page."""
        rows = self.model.objects.filter(code=self.object.code)
        later = rows.filter(valid_from__gt=self.form.initial["valid_from"])
        return later.order_by("-valid_from").first()

    @cached_property
    def header_more_buttons(self):
        buttons = list(super().header_more_buttons)
        if self.user_has_permission("change"):
            buttons.append(
                HeaderButton(
                    label=_("Checked against its source"),
                    url=reverse(
                        f"{self.object._meta.model_name}:verify", args=[self.object.pk]
                    ),
                    icon_name="circle-check",
                )
            )
        return buttons


def replaced_text(later: RulebookRow) -> str:
    """Say that another version follows the one on the page, with the way to it."""
    day = formats.date_format(later.valid_from, "SHORT_DATE_FORMAT")
    text = _("This version has been replaced by one that applies from %(day)s on.")
    address = reverse(f"{later._meta.model_name}:edit", args=[later.pk])
    return format_html(
        '{} <a href="{}" target="_blank">{}</a>',
        text % {"day": day},
        address,
        _("Open that one and change it there; what you typed stays on this page."),
    )


class VerifyView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """A person says that the row still says what its source says."""

    model: type[RulebookRow] = RulebookRow
    template_name = "commune/desk/verify.html"
    page_title = gettext_lazy("Checked against its source")
    header_icon = "circle-check"
    permission_required = "change"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.permission_policy = ModelPermissionPolicy(self.model)

    @cached_property
    def row(self) -> RulebookRow:
        return get_object_or_404(self.model, pk=self.kwargs["pk"])

    def get_page_subtitle(self):
        return str(self.row)

    def get_breadcrumbs_items(self):
        book = {"url": self.list_url, "label": capfirst(self.book_name)}
        return [*self.breadcrumbs_items, book, {"url": "", "label": self.page_title}]

    @property
    def book_name(self) -> str:
        return str(self.model._meta.verbose_name_plural)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            row=self.row, list_url=self.list_url, today=timezone.localdate(), **kwargs
        )

    @property
    def list_url(self) -> str:
        return reverse(f"{self.model._meta.model_name}:index")

    def post(self, request, pk: int):
        with transaction.atomic():
            rows = self.model.objects.select_for_update(of=("self",))
            row = get_object_or_404(rows, pk=pk)
            row.verified_on = timezone.localdate()
            row.verified_by = request.user
            row.save()
            log(instance=row, action="commune.rulebook.verified")
        messages.success(request, _("Noted: checked today."))
        return HttpResponseRedirect(self.list_url)


class RulebookViewSet(GroundViewSet):
    icon = "list-ul"
    edit_view_class = SuccessorEditView
    verify_view_class = VerifyView
    own_columns: list = []
    own_panels: list = []

    @cached_property
    def list_display(self):
        return [
            "__str__",
            *self.own_columns,
            Column("get_status_display", label=pgettext_lazy("rule", "Status")),
            DayColumn("valid_from", label=pgettext_lazy("rule", "From")),
            DayColumn("valid_to", label=pgettext_lazy("rule", "Until")),
            VerifiedColumn("verified_on", label=pgettext_lazy("rule", "Checked on")),
        ]

    @cached_property
    def filterset_class(self):
        return RulebookFilterSet.of(self.model)

    @property
    def panels(self):
        return [FieldRowPanel(["code", "label"]), *self.own_panels, *LAW_PANELS]

    def get_urlpatterns(self):
        view = self.verify_view_class.as_view(model=self.model)
        return [
            *super().get_urlpatterns(),
            path("verify/<int:pk>/", view, name="verify"),
        ]
