from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

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
        return super().to_python(nfc(value) if isinstance(value, str) else value)

    def validate(self, value):
        super().validate(value)
        if value and not value.strip():
            raise ValidationError(self.error_messages["required"], code="required")


def long_text(label, *, rows: int = 5, required: bool = True, **kwargs) -> CleanText:
    """Return a text box that keeps 20,000 characters."""
    return CleanText(
        label=label,
        required=required,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"max_length": _("At most 20,000 characters, please.")},
        **kwargs,
    )


class HiddenKey(forms.CharField):
    """The idempotency key of a KeyedForm; made by the view that shows it."""

    def __init__(self):
        super().__init__(
            widget=forms.HiddenInput,
            max_length=64,
            min_length=8,
        )


def person_label(user) -> str:
    return user.get_full_name() or user.get_username()


class PersonChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj):
        return person_label(obj)


class PeopleChoice(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj):
        return person_label(obj)
