from datetime import time

from django import forms
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from commune.access import roles
from commune.access.keyed_forms import KeyedForm
from commune.choice_fields import offer
from commune.clean_text import CleanForm, CleanText
from commune.people import name_of
from commune.vietnamese import slugify
from training import timetable
from training.models import Room, Session, Source, TrainingClass
from training.models.training_class import MAX_SEATS
from training.public.forms import GuardianField, PersonForm
from training.timetable import (
    YEARS_AHEAD,
    YEARS_BACK,
    Plan,
    TimetableFault,
    check_times,
    is_far,
)

RESERVED = {"phieu", "tra-cuu", "danh-sach", "dang-ky", "lich-ics"}

WEEKDAYS = [
    (0, _("Monday")),
    (1, _("Tuesday")),
    (2, _("Wednesday")),
    (3, _("Thursday")),
    (4, _("Friday")),
    (5, _("Saturday")),
    (6, _("Sunday")),
]

MOST_SESSIONS = 60
DATES_OF_A_CLASS = ("enrol_opens", "enrol_closes", "cancel_until")


def far_text() -> str:
    year = timezone.localdate().year
    return _("Please check the year: it can be %(first)s to %(last)s.") % {
        "first": str(year - YEARS_BACK),
        "last": str(year + YEARS_AHEAD),
    }


def fault_text(fault: TimetableFault) -> str:
    if fault.code == "far":
        return far_text()
    if fault.code == "long":
        return str(_("A session lasts at most 12 hours."))
    return str(_("The end time must lie after the start time."))


def _trainers():
    users = get_user_model().objects.filter(
        is_active=True, groups__name__in=[roles.TRAINERS, roles.TRAINING_MANAGERS]
    )
    return users.distinct()


class TrainerChoice(forms.ModelChoiceField):
    def label_from_instance(self, user):
        return name_of(user)


class ClassForm(CleanForm, WagtailAdminModelForm):
    """A class as the office edits it; no state and no seats here."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
        if "lead_trainer" in self.fields:
            offer(self, "lead_trainer", _trainers())
        if self.instance.pk and "code" in self.fields:
            # It stands in the sessions' references, on papers and in addresses.
            self.fields["code"].disabled = True

    def clean_slug(self):
        given = self.cleaned_data.get("slug")
        slug = given or slugify(
            f"{self.cleaned_data.get('title', '')} {self.cleaned_data.get('code', '')}"
        )
        if slug in RESERVED:
            raise forms.ValidationError(_("This address is taken by the site itself."))
        return slug

    def clean(self):
        super().clean()
        data = self.cleaned_data
        today = timezone.localdate()
        for name in DATES_OF_A_CLASS:
            moment = data.get(name) if name in self.changed_data else None
            if moment and is_far(timezone.localdate(moment), today=today):
                self.add_error(name, far_text())
        return data

    class Meta:
        model = TrainingClass
        field_classes = {"lead_trainer": TrainerChoice}
        fields = [
            "course",
            "code",
            "title",
            "slug",
            "village",
            "lead_trainer",
            "policy",
            "min_age",
            "wait_capacity",
            "enrol_opens",
            "enrol_closes",
            "cancel_until",
        ]


class NewClassForm(ClassForm):
    """A class with its seats and its sessions, in one go."""

    seat_count = forms.IntegerField(
        label=_("Seats"), min_value=1, max_value=MAX_SEATS, initial=25
    )
    room = forms.ModelChoiceField(
        Room.objects.select_related("venue"), label=_("Place"), required=False
    )
    first_day = forms.DateField(label=_("First day"))
    weekdays = forms.TypedMultipleChoiceField(
        label=_("Every week on"),
        choices=WEEKDAYS,
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: every week on the weekday of the first day."),
    )
    starts = forms.TimeField(label=_("From (hour)"), initial=time(14))
    ends = forms.TimeField(label=_("To (hour)"), initial=time(16, 30))
    session_count = forms.IntegerField(
        label=_("Number of sessions"),
        min_value=1,
        max_value=MOST_SESSIONS,
        initial=4,
    )

    def clean_code(self):
        code = self.cleaned_data["code"]
        if timetable.has_sessions_of(code, most=MOST_SESSIONS):
            raise forms.ValidationError(
                _("Sessions of another class bear this code. Please choose another.")
            )
        return code

    def clean_first_day(self):
        day = self.cleaned_data["first_day"]
        if is_far(day, today=timezone.localdate()):
            raise forms.ValidationError(far_text())
        return day

    def clean(self):
        data = super().clean()
        needed = ("first_day", "weekdays", "starts", "ends", "session_count")
        if not all(name in data for name in needed):
            return data
        today = timezone.localdate()
        try:
            for starts_at, ends_at in self.plan().times():
                check_times(starts_at, ends_at, today=today)
        except TimetableFault as fault:
            field = "session_count" if fault.code == "far" else "ends"
            self.add_error(field, fault_text(fault))
        return data

    def plan(self) -> Plan:
        data = self.cleaned_data
        return Plan(
            data["first_day"],
            frozenset(data["weekdays"]),
            data["starts"],
            data["ends"],
            data["session_count"],
        )


class SessionForm(CleanForm, WagtailAdminModelForm):
    """When and where a session is held; an old one may keep its old time."""

    def clean(self):
        super().clean()
        data = self.cleaned_data
        starts_at, ends_at = data.get("starts_at"), data.get("ends_at")
        is_moved = {"starts_at", "ends_at"} & set(self.changed_data)
        if not (starts_at and ends_at and is_moved):
            return data
        try:
            check_times(starts_at, ends_at, today=timezone.localdate())
        except TimetableFault as fault:
            self.add_error("ends_at", fault_text(fault))
        return data

    class Meta:
        model = Session
        fields = ["starts_at", "ends_at", "room", "trainer", "topic", "periods"]


class CapacityForm(forms.Form):
    seat_count = forms.IntegerField(label=_("Seats"), min_value=1, max_value=MAX_SEATS)
    reason = CleanText(label=_("Reason"), max_length=80)


class ReasonForm(forms.Form):
    reason = CleanText(
        label=_("Reason"),
        max_length=150,
        required=False,
        error_messages={"required": _("Write the reason.")},
    )


class ConfirmForm(forms.Form):
    """Asks for the guardian where the learner is a child, else for nothing."""

    guardian_name = GuardianField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.initial.get("is_minor"):
            del self.fields["guardian_name"]


class OfficeEnrolForm(KeyedForm, PersonForm):
    """Somebody whom the office enrols; past the closing of enrolment too."""

    key_name = "request_key"

    namesake = forms.BooleanField(
        required=False, label=_("Somebody else with the same name and year")
    )
    request_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    source = Source.STAFF
