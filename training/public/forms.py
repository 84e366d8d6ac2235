from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commune.access.keyed_forms import KeyedForm
from commune.choice_fields import offer
from commune.clean_text import CleanText
from commune.models import TargetGroup, Village
from training import consent, intake
from training.codes import REFERENCE_LENGTH, read_code
from training.models import PhoneOf, Source
from training.seats import Application, Refusal

LONGEST = 5000  # what is longer is refused by Django; what is shorter, in our words

REFUSED_FIELD = {
    Refusal.TOO_YOUNG: ("birth_year", _("The class is for older learners.")),
    Refusal.NEEDS_GUARDIAN: (
        "phone",
        _(
            "A learner under 16 needs the phone number of a parent or guardian. Choose"
            " that it is a relative's number."
        ),
    ),
    Refusal.CLOSED: (None, _("This class takes no enrolments now.")),
    Refusal.FULL: (
        None,
        _("The class and its waiting list are full. Please look for another class."),
    ),
}


class GuardianField(CleanText):
    """Who answers for a child; for an adult it stays empty."""

    def __init__(self):
        super().__init__(
            label=_("Parent or guardian"),
            required=False,
            max_length=LONGEST,
            help_text=_("Only for a learner under 16."),
        )

    def clean(self, value):
        name = super().clean(value)
        return intake.clean_name(name) if name.strip() else ""


class PersonForm(forms.Form):
    """The facts about a learner; the same for residents, teams and the office."""

    full_name = CleanText(
        label=_("Full name"),
        max_length=LONGEST,
        error_messages={"required": _("Write the full name.")},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    birth_year = CleanText(
        label=_("Year of birth"),
        max_length=LONGEST,
        help_text=_("Four digits, for example 1968."),
        error_messages={"required": _("Write the year of birth.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    village = forms.ModelChoiceField(
        Village.objects.none(),
        to_field_name="code",
        label=_("Village"),
        empty_label=_("Choose the village"),
        error_messages={
            "required": _("Choose the village."),
            "invalid_choice": _("Choose a village of the list."),
        },
    )
    phone = CleanText(
        label=pgettext_lazy("person", "Phone"),
        required=False,
        max_length=LONGEST,
        help_text=_(
            "So that we can tell you of changes. Several people may share one."
        ),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    phone_of = forms.ChoiceField(
        label=_("Whose number is it?"),
        choices=PhoneOf,
        required=False,
        initial=PhoneOf.SELF,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Choose one of the answers.")},
    )
    guardian_name = GuardianField()
    target_group = forms.ModelChoiceField(
        TargetGroup.objects.none(),
        to_field_name="code",
        label=pgettext_lazy("person", "Group"),
        required=False,
        empty_label=_("Not told"),
        error_messages={"invalid_choice": _("Choose a group of the list.")},
    )
    consent_contact = forms.BooleanField(required=False, label=_("You may call me."))
    source = Source.WEB

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        now = timezone.now()
        today = timezone.localdate(now)
        offer(self, "village", Village.objects.valid(on=today))
        offer(self, "target_group", TargetGroup.objects.valid(on=today))
        sentence = consent.wording(consent.CONTACT, at=now)
        if sentence:
            self.fields["consent_contact"].label = sentence.text
        else:
            del self.fields["consent_contact"]

    def clean_full_name(self):
        return intake.clean_name(self.cleaned_data["full_name"])

    def clean_birth_year(self):
        text = self.cleaned_data["birth_year"].strip()
        year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0
        return intake.clean_birth_year(year, on=timezone.localdate())

    def clean_phone(self):
        return intake.clean_phone(self.cleaned_data["phone"])

    def application(self, **fields) -> Application:
        """Return the cleaned facts as `seats.take` wants them."""
        data = self.cleaned_data
        group = data["target_group"]
        return Application(
            full_name=data["full_name"],
            birth_year=data["birth_year"],
            village_id=data["village"].pk,
            phone=data["phone"],
            phone_of=(data["phone_of"] or PhoneOf.SELF) if data["phone"] else "",
            guardian_name=data["guardian_name"],
            target_group_id=group.pk if group else None,
            source=self.source,
            **fields,
        )

    def refuse(self, code: Refusal) -> None:
        """Show a refusal of the seat rules beside its field."""
        field, message = REFUSED_FIELD[code]
        self.add_error(field, message)


class EnrolForm(KeyedForm, PersonForm):
    """A resident's own enrolment, without an account."""

    key_name = "request_key"

    namesake = forms.BooleanField(
        required=False, label=_("I am somebody else with the same name and year")
    )
    request_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    # A trap for programs; out of sight, so the page clears it itself.
    web_address = CleanText(
        label=_("Leave this field empty"), required=False, max_length=LONGEST
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("request_key", uuid4())

    def clean_web_address(self):
        if self.cleaned_data["web_address"]:
            raise ValidationError(
                _("A program filled it in. It is empty again: please send once more.")
            )
        return ""

    def shown_fields(self) -> list[forms.BoundField]:
        """Return the fields a person fills in."""
        hidden = {"namesake", "request_key", "web_address"}
        return [field for field in self if field.name not in hidden]


class FindForm(forms.Form):
    """The short way back to an enrolment."""

    NOT_FOUND = _(
        "No enrolment has this reference and phone. If you gave no phone, please open"
        " the address of your enrolment or ask the office."
    )

    reference = CleanText(
        label=_("Reference"),
        max_length=LONGEST,
        help_text=_("Eight letters and digits, on your enrolment."),
        error_messages={"required": _("Write the reference.")},
        widget=forms.TextInput(attrs={"autocapitalize": "characters"}),
    )
    digits = CleanText(
        label=_("Last three digits of the phone"),
        max_length=LONGEST,
        error_messages={"required": _("Write the last three digits of the phone.")},
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )

    def clean_reference(self):
        code = read_code(self.cleaned_data["reference"])
        if len(code) != REFERENCE_LENGTH:
            raise ValidationError(_("A reference has eight letters and digits."))
        return code

    def clean_digits(self):
        digits = self.cleaned_data["digits"].strip()
        if not (digits.isascii() and digits.isdigit() and len(digits) == 3):
            raise ValidationError(_("Write three digits."))
        return digits
