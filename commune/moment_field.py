"""A field for day and hour, as they are written in Viet Nam."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from commune.vietnamese import DateError, format_datetime, nfc, parse_datetime

EXAMPLE = "05/01/2027 14:30"
ERRORS = {
    "time_missing": _("Write the hour too, for example 05/01/2027 14:30."),
    "no_such_day": _("There is no such day: please check day and month."),
    "no_such_time": _("There is no such hour: write 00:00 to 23:59."),
    "two_digit_year": _("Write the year in four digits, for example 2027."),
    "year_range": _("Please check the year."),
}


class MomentField(forms.CharField):
    """Day/month/year and hour in one box of text; the value is aware, in our zone.

    A browser's own picker follows the language of the browser, and may put the month
    first and the clock to twelve hours; so this is text, filled in as an example where
    there is a usual answer. Reads 14:30, 14h30 and 14 giờ 30, before or after the day.
    """

    widget = forms.TextInput

    def widget_attrs(self, widget):
        return super().widget_attrs(widget) | {
            "placeholder": EXAMPLE,
            "autocomplete": "off",
        }

    def prepare_value(self, value):
        return format_datetime(value) if isinstance(value, datetime) else value

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)

    def clean(self, value):
        text = super().clean(nfc(value or ""))
        if not text:
            return None
        try:
            return parse_datetime(text)
        except DateError as error:
            usual = _("Write a date and time such as 05/01/2027 14:30.")
            message = ERRORS.get(error.code, usual)
            raise forms.ValidationError(message, code=error.code) from None
