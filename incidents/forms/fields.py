from django import forms
from django.utils.translation import gettext_lazy as _

from commune.clean_text import CleanText
from commune.people import name_of


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


class PersonChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj):
        return name_of(obj)


class PeopleChoice(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj):
        return name_of(obj)
