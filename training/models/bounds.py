"""Numbers that a person mistypes; told beside their field, on every engine alike."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

Bounds = dict[str, tuple[int, int]]


def check_bounds(record: models.Model, bounds: Bounds) -> None:
    """Refuse each field that lies outside (least, most); raise ValidationError."""
    errors = {}
    for name, (least, most) in bounds.items():
        value = getattr(record, name)
        if value is not None and not least <= value <= most:
            text = _("Write a number from %(least)d to %(most)d.")
            errors[name] = text % {"least": least, "most": most}
    if errors:
        raise ValidationError(errors)
