"""One form for every step of the lifecycle; it shows what the step asks for."""

from collections.abc import Iterable

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commune.choice_fields import offer
from commune.model_fields import field_of
from commune.moment_field import MomentField
from incidents.forms.fields import CleanText, PersonChoice, long_text
from incidents.models import (
    Category,
    Disposition,
    Incident,
    Kind,
    PersonalData,
    RootCause,
    Status,
)
from incidents.models.choices import FACTOR_FIELDS, NOT_AN_INCIDENT
from incidents.people import candidates
from incidents.visibility import visible_to

FACTOR_NAMES = tuple(FACTOR_FIELDS.values())
FIELDS = {
    Status.TRIAGED: (
        "category",
        "kind",
        *FACTOR_NAMES,
        "personal_data",
        "serious_disruption",
        "lead",
    ),
    Status.RESPONDING: ("lead", "reason"),
    Status.CONTAINED: ("reason",),
    Status.RESOLVED: ("resolution", "root_cause"),
    Status.CLOSED: ("lesson", "disposition", "reply"),
    Status.REJECTED: ("disposition", "reason"),
    Status.MERGED: ("target", "reason"),
    Status.ON_HOLD: ("resume_at", "reason"),
    Status.NEW: ("reason",),
}
REASON_NEEDED = {Status.REJECTED, Status.ON_HOLD}


def _factor_field(name: str) -> forms.TypedChoiceField:
    field = field_of(Incident, name)
    return forms.TypedChoiceField(
        label=field.verbose_name,
        choices=field.choices or (),
        coerce=int,
        widget=forms.RadioSelect,
    )


def _disposition_field(wanted: Iterable[Disposition]) -> forms.ChoiceField:
    choices = [(one.value, one.label) for one in wanted]
    return forms.ChoiceField(label=_("Disposition"), choices=choices)


class StepForm(forms.Form):
    category = forms.ModelChoiceField(
        label=pgettext_lazy("incident", "Category"),
        queryset=Category.objects.none(),
        empty_label=None,
    )
    kind = forms.ChoiceField(
        label=pgettext_lazy("incident", "Kind"), choices=Kind, widget=forms.RadioSelect
    )
    personal_data = forms.ChoiceField(
        label=_("Personal data involved"),
        choices=PersonalData,
        widget=forms.RadioSelect,
    )
    serious_disruption = forms.BooleanField(
        label=_("Signs of harm to security or order, or serious interruption"),
        required=False,
    )
    lead = PersonChoice(label=_("Person in charge"), queryset=None, required=False)
    resolution = long_text(_("How it was resolved"), min_length=20)
    root_cause = forms.ChoiceField(
        label=_("Root cause"), choices=RootCause, widget=forms.RadioSelect
    )
    lesson = long_text(_("Review and lesson"), required=False)
    disposition = _disposition_field(())
    reply = long_text(_("Answer to the reporter"), required=False, rows=3)
    target = CleanText(
        label=_("Number of the other incident"),
        max_length=20,
        help_text=_("For example SC-2026-0007"),
    )
    resume_at = MomentField(
        label=_("Work goes on at"),
        help_text=_("Day/month/year hour:minute, within 14 days"),
    )
    reason = long_text(_("Reason or note"), required=False, rows=3)

    def __init__(self, *args, incident: Incident, to: Status, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.incident, self.to, self.actor = incident, to, actor
        for name in FACTOR_NAMES:
            self.fields[name] = _factor_field(name)
        self.fields = {name: self.fields[name] for name in FIELDS[to]}
        self._prepare_choices()
        if to in REASON_NEEDED or incident.status in {
            Status.RESOLVED,
            Status.CLOSED,
            Status.REJECTED,
        }:
            self._need_reason()
        for name in self.fields:
            if hasattr(incident, name) and name != "target":
                self.initial.setdefault(name, getattr(incident, name))

    def _prepare_choices(self) -> None:
        if "category" in self.fields:
            today = timezone.localdate()
            offer(self, "category", Category.objects.valid(on=today))
        if "lead" in self.fields:
            offer(self, "lead", candidates())
            if self.to == Status.RESPONDING:
                self.fields["lead"].required = True
                self.initial.setdefault("lead", self.incident.lead or self.actor)
        if "disposition" in self.fields:
            rejecting = self.to == Status.REJECTED
            wanted = NOT_AN_INCIDENT if rejecting else tuple(Disposition)[:5]
            self.fields["disposition"] = _disposition_field(wanted)
        if "reply" in self.fields and not self.incident.wants_reply:
            del self.fields["reply"]

    def _need_reason(self) -> None:
        if "reason" in self.fields:
            self.fields["reason"].required = True
            self.fields["reason"].label = pgettext_lazy("incident", "Reason")

    def clean_target(self):
        ref = self.cleaned_data["target"].strip().upper()
        found = visible_to(self.actor).filter(ref=ref).first()
        if found is None:
            raise forms.ValidationError(_("No incident with this number."))
        return found

    def details(self) -> dict:
        """Return what the step states besides its reason, for lifecycle.transition."""
        values = dict(self.cleaned_data)
        values.pop("reason", None)
        factors = {
            short: values.pop(name)
            for short, name in FACTOR_FIELDS.items()
            if name in values
        }
        if factors:
            values["factors"] = factors
        if "reply" in values and not values["reply"]:
            del values["reply"]
        return values
