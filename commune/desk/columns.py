"""Columns of the office's lists that several apps show."""

from django.utils import timezone
from django.utils.formats import date_format
from wagtail.admin.ui.tables import Column


class DayColumn(Column):
    """A day in full: of a rule or a place nobody wants to read "1 year ago"."""

    def get_value(self, instance):
        day = super().get_value(instance)
        return date_format(day, "d/m/Y") if day else ""


class MomentColumn(Column):
    """Day and hour in full: Wagtail's own column says how long ago it was."""

    def get_value(self, instance):
        moment = super().get_value(instance)
        return date_format(timezone.localtime(moment), "d/m/Y H:i") if moment else ""
