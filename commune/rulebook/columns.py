"""What a row of each rulebook has in a file: its columns, read and written."""

import datetime as dt
import json
from functools import cache
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from commune.models.rulebook import RulebookRow
from commune.vietnamese import nfc

# Who verified a row is a person of this office: it does not travel.
NOT_IN_FILES = {"verified_by"}


@cache
def columns(model: type[RulebookRow]) -> dict[str, models.Field]:
    """Return the columns of a rulebook by name, in the model's order."""
    return {
        field.name: field
        for field in model._meta.concrete_fields
        if not field.primary_key and field.name not in NOT_IN_FILES
    }


def plain(row: RulebookRow, field: models.Field) -> Any:
    """Return one value of a row as YAML holds it; another row is named by its code."""
    value = getattr(row, field.name)
    if isinstance(value, RulebookRow):
        return value.code
    if isinstance(value, dt.time):
        return value.strftime("%H:%M:%S" if value.second else "%H:%M")
    return value.strip() if isinstance(value, str) else value


def default(field: models.Field) -> Any:
    """Return what a missing column means."""
    return None if field.is_relation else field.get_default()


def cleaned(field: models.Field, value: Any) -> Any:
    """Return a value of a file as the field holds it.

    Raises ValidationError, with a reason for people, for what does not fit.
    """
    if value is None:
        return default(field)
    if isinstance(field, models.ForeignKey):
        return _other_row(field.related_model, value)
    if isinstance(field, models.JSONField):
        return _json(value)
    if isinstance(field, models.BooleanField):
        if not isinstance(value, bool):
            raise ValidationError(_("Write true or false."))
        return value
    if isinstance(field, models.CharField | models.TextField):
        return _text(value)
    return _scalar(field, value)


def _scalar(field: models.Field, value: Any) -> Any:
    if isinstance(value, bool | float | list | dict | dt.datetime):
        raise ValidationError(_("This kind of value does not fit here."))
    if isinstance(field, models.DateField):
        return _day(field, value)
    if isinstance(field, models.IntegerField) and not isinstance(value, int | str):
        raise ValidationError(_("Write a whole number."))
    return field.to_python(value)


def _day(field: models.DateField, value: Any) -> Any:
    try:
        return field.to_python(str(value))
    except ValidationError:
        text = _("Write the date as year-month-day: 2027-01-31.")
        raise ValidationError(text) from None


def _text(value: Any) -> str:
    if not isinstance(value, str | int | dt.date) or isinstance(value, bool):
        raise ValidationError(_("Write a text; put it in quotes."))
    return nfc(str(value)).strip()


def _json(value: Any) -> Any:
    try:
        return json.loads(json.dumps(value))
    except (TypeError, ValueError):
        raise ValidationError(_("This kind of value does not fit here.")) from None


def _other_row(model: type[models.Model], code: Any) -> RulebookRow:
    if not issubclass(model, RulebookRow):
        raise ValidationError(_("This column is not read from files."))
    rows = model.objects.filter(code=str(code)).order_by("-valid_from")
    if (row := rows.first()) is None:
        raise ValidationError(
            _('%(book)s has no row "%(code)s".')
            % {"book": model._meta.verbose_name_plural, "code": code}
        )
    return row
