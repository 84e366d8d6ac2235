"""The small forms of the office: severity, TLP, people, indicators, deadlines."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commune.choice_fields import offer
from commune.moment_field import MomentField
from incidents import advisories
from incidents.forms.fields import CleanText, PeopleChoice, PersonChoice, long_text
from incidents.models import TLP, Incident, IndicatorType, Severity
from incidents.models.incident import SUMMARY_LENGTH
from incidents.people import candidates


class SeverityForm(forms.Form):
    severity = forms.ChoiceField(
        label=_("Severity"), choices=Severity, widget=forms.RadioSelect
    )
    reason = long_text(pgettext_lazy("incident", "Reason"), rows=3, min_length=10)


class ComputedSeverityForm(forms.Form):
    reason = long_text(pgettext_lazy("incident", "Reason"), rows=3, min_length=10)


class CorrectionForm(forms.Form):
    """The right words for a line that was wrong."""

    text = CleanText(
        label=_("The line as it should read"),
        max_length=SUMMARY_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write the line as it should read.")},
    )


class TlpForm(forms.Form):
    tlp = forms.ChoiceField(label="TLP", choices=TLP, widget=forms.RadioSelect)
    reason = long_text(
        pgettext_lazy("incident", "Reason"),
        rows=3,
        required=False,
        help_text=_("Needed when it is lowered."),
    )


class PeopleForm(forms.Form):
    lead = PersonChoice(label=_("Person in charge"), queryset=None, required=False)
    helpers = PeopleChoice(label=_("Helpers"), queryset=None, required=False)
    readers = PeopleChoice(label=_("Readers of TLP:RED"), queryset=None, required=False)

    def __init__(self, *args, may_set_readers: bool, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("lead", "helpers", "readers"):
            offer(self, name, candidates())
        if not may_set_readers:
            del self.fields["readers"]


class IndicatorForm(forms.Form):
    type = forms.ChoiceField(
        label=pgettext_lazy("indicator", "Type"), choices=IndicatorType
    )
    value = CleanText(label=pgettext_lazy("indicator", "Value"), max_length=2000)
    note = CleanText(
        label=pgettext_lazy("indicator", "Note"), max_length=200, required=False
    )


class DeadlineForm(forms.Form):
    """Stamp a legal deadline as reported, or waive it with a reason."""

    act = forms.ChoiceField(
        label=_("What was done"),
        choices=[
            ("sent", pgettext_lazy("deadline", "Reported")),
            ("waive", pgettext_lazy("deadline", "Waived: no report is due")),
        ],
        widget=forms.RadioSelect,
    )
    sent_at = MomentField(
        label=_("Sent at"),
        required=False,
        help_text=_("Day/month/year hour:minute; empty means now"),
    )
    how = CleanText(label=_("Sent through"), max_length=100, required=False)
    number = CleanText(label=_("Document number"), max_length=60, required=False)
    reason = long_text(_("Reason for the waiver"), rows=3, required=False)

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        if cleaned.get("act") == "waive" and len(cleaned.get("reason", "")) < 10:
            self.add_error("reason", _("Give a reason of at least 10 characters."))
        if cleaned.get("act") == "sent" and "sent_at" in cleaned:
            cleaned["sent_at"] = cleaned["sent_at"] or timezone.now()
        return cleaned


class WarningForm(forms.Form):
    """A person writes the public text; nothing is copied from the incident.

    What looks personal in the cleaned text is listed with a box to tick for each.
    """

    title = CleanText(label=_("Title of the warning"), max_length=160)
    summary = long_text(_("What happens"), rows=4)
    what_to_do = long_text(_("What to do, one a line"), rows=5)
    signs = long_text(_("How to recognise it, one a line"), rows=4, required=False)
    hotlines = long_text(_("Whom to call, one a line"), rows=3, required=False)

    def __init__(self, *args, incident: Incident, **kwargs):
        super().__init__(*args, **kwargs)
        self.incident = incident

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        hits = advisories.personal_data_in(self.text(), self.incident)
        if hits:
            cleaned["confirmed"] = self._ask_about(hits)
        return cleaned

    def text(self) -> advisories.WarningText:
        names = ("title", "summary", "what_to_do", "signs", "hotlines")
        return advisories.WarningText(
            **{name: self.cleaned_data.get(name, "") for name in names}
        )

    def _ask_about(self, hits: list[str]) -> list[str]:
        """Add a box for each hit; return the hits that are ticked already."""
        self.fields["confirmed"] = forms.MultipleChoiceField(
            label=_("This looks personal; it stays because it belongs there"),
            choices=[(hit, hit) for hit in hits],
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
        ticked = self["confirmed"].data or []
        if not set(hits) <= set(ticked):
            self.add_error("confirmed", advisories.CONFIRM)
        return [hit for hit in hits if hit in ticked]
