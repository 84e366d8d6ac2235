"""Wagtail's History screen for models with HistoricalRecords."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils import formats, timezone
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from simple_history.models import DeletedObject
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic.history import HistoryView

from commune.people import name_of

SHOWN_LENGTH = 200


@dataclass(frozen=True)
class Change:
    """One field's old and new value, as people read them."""

    label: str
    old: str
    new: str


def readable(field: models.Field, value: Any) -> str:
    """Return a stored value as a person would write it; empty values as a dash."""
    if value in (None, "", [], ()) or _is_nobody(value):
        return "–"
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, list | tuple):
        return ", ".join(str(item) for item in value)
    return _readable_scalar(value)


def _is_nobody(value: Any) -> bool:
    """Tell an empty relation, which simple-history shows as a deleted object."""
    return isinstance(value, DeletedObject) and value.pk is None


def _readable_scalar(value: Any) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, datetime):
        local = timezone.localtime(value)
        return formats.date_format(local, "SHORT_DATETIME_FORMAT")
    if isinstance(value, date):
        return formats.date_format(value, "SHORT_DATE_FORMAT")
    return Truncator(str(value)).chars(SHOWN_LENGTH)


def changes_between(newer, older, *, exclude: Iterable[str] = ()) -> list[Change]:
    """Return what differs between two history rows of one object, field by field."""
    delta = newer.diff_against(
        older, excluded_fields=list(exclude), foreign_keys_are_objs=True
    )
    model = newer.instance_type
    found = []
    for change in delta.changes:
        field = model._meta.get_field(change.field)
        old, new = change.old, change.new
        if field.many_to_many:
            old, new = (_related_names(side, field) for side in (old, new))
        label = str(field.verbose_name)
        found.append(
            Change(
                label[:1].upper() + label[1:],
                readable(field, old),
                readable(field, new),
            )
        )
    return found


def _related_names(rows: Sequence[dict], field: models.ManyToManyField) -> list[str]:
    target = field.m2m_reverse_field_name()
    return sorted(str(row[target]) for row in rows)


class ChangesColumn(Column):
    cell_template_name = "commune/desk/history_changes_cell.html"

    def get_value(self, instance):
        return instance.readable_changes


class ReasonColumn(Column):
    def get_value(self, instance):
        return instance.history_change_reason or ""


class WhoColumn(Column):
    def get_value(self, instance):
        return name_of(instance.history_user) or _("The system")


class ChangesHistoryView(HistoryView):
    """History rows of the object; `history_exclude` names fields that are not shown."""

    filterset_class = None
    any_permission_required = ["add", "change", "delete", "view"]
    history_exclude: Sequence[str] = ()
    is_searchable = False

    @cached_property
    def columns(self):
        return [
            ChangesColumn("changes", label=pgettext_lazy("history", "Change")),
            ReasonColumn("reason", label=gettext_lazy("Reason")),
            WhoColumn("who", label=pgettext_lazy("history", "Who"), width="20%"),
            DateColumn(
                "history_date", label=pgettext_lazy("history", "When"), width="15%"
            ),
        ]

    @cached_property
    def header_buttons(self):
        return super().header_buttons if self.edit_url_name else []

    @cached_property
    def verbose_name_plural(self):
        return gettext_lazy("changes")

    def get_base_queryset(self):
        return self.object.history.select_related("history_user")

    def get_context_data(self, *args, object_list=None, **kwargs):
        context = super().get_context_data(*args, object_list=object_list, **kwargs)
        rows = list(context["object_list"])
        explain(rows, self.object.history.all(), exclude=self.history_exclude)
        context["object_list"] = rows
        context["table"].data = rows
        return context


def explain(
    rows: list, history: models.QuerySet, *, exclude: Iterable[str] = ()
) -> None:
    """Give each history row its `readable_changes` against the row before it.

    `rows` are consecutive, newest first; only the last one asks the database for its
    predecessor, not every row.
    """
    if not rows:
        return
    last = rows[-1]
    before = history.filter(
        models.Q(history_date__lt=last.history_date)
        | models.Q(history_date=last.history_date, history_id__lt=last.history_id)
    ).first()
    for newer, older in zip(rows, [*rows[1:], before], strict=True):
        if older is None or newer.history_type == "+":
            newer.readable_changes = []
        else:
            newer.readable_changes = changes_between(newer, older, exclude=exclude)
