from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from commune.choice_fields import offer
from commune.model_fields import field_of
from commune.moment_field import MomentField
from incidents import clocks, guards
from incidents.editing import EDITABLE, TEXTS
from incidents.forms.fields import CleanText
from incidents.models import Category, Incident
from incidents.models.choices import FACTOR_FIELDS

SECTIONS = (
    (_("What happened"), ("title", "summary", "kind", "category", "village")),
    (_("Severity factors"), tuple(FACTOR_FIELDS.values())),
    (
        _("Reporter"),
        ("channel", "reporter_type", "reporter_name", "wants_reply"),
    ),
    (_("Times"), ("occurred_at", "detected_at", "reported_at")),
    (
        _("Extent"),
        (
            "affected_people",
            "personal_data",
            "personal_data_kinds",
            "data_subjects",
            "serious_disruption",
            "exceeds_capacity",
        ),
    ),
    (_("Result"), ("root_cause", "resolution", "lesson")),
    (_("About this change"), ("reason",)),
)
TIMES = ("occurred_at", "detected_at", "reported_at")


class IncidentForm(forms.ModelForm):
    """The facts of an incident; status, people and TLP have forms of their own."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = CleanText(
        label=_("Reason for the change"),
        required=False,
        max_length=500,
        help_text=_("Needed when a time is changed."),
    )

    class Meta:
        model = Incident
        fields = [name for _heading, names in SECTIONS[:-1] for name in names]
        field_classes = {
            **dict.fromkeys(TEXTS, CleanText),
            **dict.fromkeys(TIMES, MomentField),
        }
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 8}),
            "resolution": forms.Textarea(attrs={"rows": 4}),
            "lesson": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.stored = {name: getattr(self.instance, name) for name in clocks.ORDER}
        self.fields["version"].initial = self.instance.version
        today = Category.objects.valid(on=timezone.localdate())
        own = Q(pk=self.instance.category_id)
        offer(self, "category", Category.objects.filter(Q(pk__in=today) | own))
        for name in FACTOR_FIELDS.values():
            self.fields[name].widget = forms.RadioSelect(
                choices=field_of(Incident, name).choices or ()
            )

    def sections(self):
        """Return (heading, bound fields) in the order of the page."""
        return [(heading, [self[n] for n in names]) for heading, names in SECTIONS]

    def changes(self) -> dict:
        """Return what the person changed, as `editing.edit` takes it."""
        return {
            name: self.cleaned_data[name]
            for name in self.changed_data
            if name in EDITABLE and name in self.cleaned_data
        }

    def clean(self):
        super().clean()
        cleaned = self.cleaned_data
        moments = self.stored | {n: cleaned.get(n) for n in TIMES if n in cleaned}
        now = timezone.now()
        for fault in clocks.faults(moments, now=now):
            name = fault.field if fault.field in TIMES else "reported_at"
            self.add_error(name, guards.clock_message(self.instance, fault))
        changed = [name for name in TIMES if name in self.changed_data]
        if changed and len((cleaned.get("reason") or "").strip()) < guards.MIN_REASON:
            self.add_error("reason", _("Give a reason of at least 10 characters."))
        self._check_backdating(cleaned)
        return cleaned

    def _check_backdating(self, cleaned) -> None:
        reported = cleaned.get("reported_at")
        if "reported_at" not in self.changed_data or reported is None:
            return
        if clocks.is_backdated_too_far(reported, now=self.instance.recorded_at):
            self.add_error(
                "reported_at", _("At most 30 days before it was recorded, please.")
            )

    def _post_clean(self):
        # The instance is written by `editing`, under lock; here only the checks run,
        # and not twice for what the clocks found already.
        if not self.errors:
            super()._post_clean()  # type: ignore[misc]  # a hook that the stubs lack
