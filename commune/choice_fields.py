"""Fields of a form that offer rows of the database."""

from django import forms
from django.db.models import QuerySet


def offer(form: forms.BaseForm, name: str, rows: QuerySet) -> None:
    """Let a field offer these rows and refuse others. TypeError for another field.

    A class-level queryset is made when the program starts, so what depends on the day
    or on the user is set in the form's `__init__`.
    """
    field_of_rows(form, name).queryset = rows


def field_of_rows(form: forms.BaseForm, name: str) -> forms.ModelChoiceField:
    """Return a field that chooses rows; TypeError for one that does not."""
    field = form.fields[name]
    if not isinstance(field, forms.ModelChoiceField):
        raise TypeError(f"{name} does not choose rows")
    return field
