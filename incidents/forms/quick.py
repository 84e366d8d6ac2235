from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commune.access.keyed_forms import KeyedForm
from incidents.forms.fields import CleanText, HiddenKey
from incidents.models.incident import SUMMARY_LENGTH
from incidents.models.timeline import EntryKind, EntryVisibility


class QuickLogForm(KeyedForm, forms.Form):
    """One text box; everything else is guessed and can be mended afterwards."""

    text = CleanText(
        label=_("What happened?"),
        max_length=SUMMARY_LENGTH,
        help_text=_(
            "Paste the message or write it in your own words. Number, time, category "
            "and severity come by themselves."
        ),
        widget=forms.Textarea(attrs={"rows": 9, "autofocus": True}),
        error_messages={
            "required": _("Write or paste what happened."),
            "max_length": _("At most 20,000 characters, please."),
        },
    )
    key = HiddenKey()


class NoteForm(KeyedForm, forms.Form):
    text = CleanText(
        label=pgettext_lazy("timeline", "Note"),
        max_length=SUMMARY_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write the note.")},
    )
    kind = forms.ChoiceField(
        label=pgettext_lazy("timeline", "Kind of note"),
        choices=[
            (kind.value, kind.label)
            for kind in (
                EntryKind.COMMENT,
                EntryKind.FACT,
                EntryKind.ACTION,
                EntryKind.DECISION,
            )
        ],
        initial=EntryKind.COMMENT,
    )
    visibility = forms.ChoiceField(
        label=_("Who reads it"),
        choices=EntryVisibility,
        initial=EntryVisibility.TEAM,
    )
    key = HiddenKey()
