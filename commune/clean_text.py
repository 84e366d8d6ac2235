"""Text at the border of a form: NFC, and nothing invisible."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict

from commune.vietnamese import nfc


class CleanText(forms.CharField):
    """Free text: NFC, without invisible signs; nothing visible is taken away.

    The browser gets no `maxlength`: it would cut a pasted text without a word.
    """

    def widget_attrs(self, widget):
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs

    def to_python(self, value):
        return super().to_python(_clean(value))

    def validate(self, value):
        super().validate(value)
        if value and not value.strip():
            raise ValidationError(self.error_messages["required"], code="required")


class CleanForm(forms.BaseForm):
    """A mixin before any form: whatever is sent to it is cleaned before it is read."""

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(_clean_data(data), *args, **kwargs)


def cleaning(form_class: type[forms.BaseForm]) -> type[forms.BaseForm]:
    """Return the form as a CleanForm, for one that somebody else made."""
    if issubclass(form_class, CleanForm):
        return form_class
    kind: Any = type(form_class)
    return kind(form_class.__name__, (CleanForm, form_class), {})


def _clean_data(data):
    if isinstance(data, MultiValueDict):
        data = data.copy()
        for name, values in data.lists():
            data.setlist(name, [_clean(value) for value in values])
        return data
    if isinstance(data, Mapping):
        return {name: _clean(value) for name, value in data.items()}
    return data


def _clean(value):
    return nfc(value) if isinstance(value, str) else value
