"""The light form for a warning: plain fields that a phone can fill."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.pages.warnings import (
    LONGEST_DAYS,
    MESSAGE_LENGTH,
    SHOWN_HOURS,
    Kind,
    Level,
    WarningPage,
    at_most_three_lines,
    at_most_two_lines,
)
from commune.access.keyed_forms import KeyedForm
from commune.choice_fields import offer
from commune.clean_text import CleanText
from commune.models import Village
from commune.moment_field import MomentField
from commune.vietnamese import mask_identity_numbers

TITLE_LENGTH = 120


def names_nobody(text: str) -> None:
    """Refuse an identity number: a warning is for everybody."""
    if mask_identity_numbers(text)[1]:
        raise forms.ValidationError(
            _("Take out the identity number: a warning names nobody.")
        )


class WarningText(CleanText):
    default_validators = [names_nobody]


def counted(rows: int, most: int) -> forms.Textarea:
    """Return a text box whose remaining length `counter.js` shows."""
    return forms.Textarea(attrs={"rows": rows, "data-count": most})


class WarningForm(KeyedForm, forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput)
    title = WarningText(
        label=_("Title"),
        max_length=TITLE_LENGTH,
        widget=forms.TextInput(attrs={"data-count": TITLE_LENGTH}),
    )
    kind = forms.ChoiceField(label=pgettext_lazy("warning", "Kind"), choices=Kind)
    level = forms.TypedChoiceField(
        label=pgettext_lazy("warning", "Level"),
        choices=Level,
        coerce=int,
        initial=Level.CAUTION.value,
        widget=forms.RadioSelect,
    )
    message = WarningText(
        label=_("What is happening"),
        max_length=MESSAGE_LENGTH,
        widget=counted(5, MESSAGE_LENGTH),
    )
    do_now = WarningText(
        label=_("What to do now"),
        help_text=_("One to three short lines."),
        max_length=500,
        validators=[at_most_three_lines],
        widget=counted(3, 500),
    )
    dont = WarningText(
        label=_("What not to do"),
        help_text=_("At most two short lines."),
        max_length=330,
        required=False,
        validators=[at_most_two_lines],
        widget=counted(2, 330),
    )
    hotline = WarningText(label=_("Call"), max_length=100, required=False)
    ends_at = MomentField(
        label=_("Ends"),
        help_text=_(
            "Day/month/year and hour. After this moment the warning disappears by"
            " itself."
        ),
    )
    villages = forms.ModelMultipleChoiceField(
        Village.objects.none(),
        label=_("Villages"),
        to_field_name="code",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen means the whole commune."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, "villages", Village.objects.valid(on=timezone.localdate()))
        self.fields["ends_at"].initial = timezone.now() + timedelta(hours=SHOWN_HOURS)

    def clean_ends_at(self):
        ends_at = self.cleaned_data["ends_at"]
        now = timezone.now()
        if ends_at <= now:
            raise forms.ValidationError(_("The end must lie in the future."))
        if ends_at > now + timedelta(days=LONGEST_DAYS):
            raise forms.ValidationError(
                _("A warning runs for at most %(days)d days.") % {"days": LONGEST_DAYS}
            )
        return ends_at

    def page(self) -> WarningPage:
        """Return the warning that these fields describe, not yet saved."""
        data = self.cleaned_data
        names = ("title", "kind", "level", "message", "do_now", "dont", "hotline")
        page = WarningPage(
            **{name: data[name] for name in names},
            starts_at=timezone.now(),
            ends_at=data["ends_at"],
        )
        page.villages = data["villages"]
        return page

    def clean_hotline(self):
        """Refuse a text that nobody can call."""
        text = self.cleaned_data["hotline"]
        if text and sum(sign.isdigit() for sign in text) < 3:
            raise forms.ValidationError(_("Write the telephone number in figures."))
        return text

    def body(self) -> dict:
        """Return what was sent, to tell a repeat from another text."""
        sent = self.data
        many = sent.getlist if hasattr(sent, "getlist") else lambda n: [sent.get(n, "")]
        return {name: many(name) for name in self.fields if name != "key"}


class WithdrawForm(forms.Form):
    reason = WarningText(
        label=_("Why is it withdrawn?"),
        max_length=300,
        widget=counted(3, 300),
        help_text=_("Residents read this on the warning's page."),
    )
