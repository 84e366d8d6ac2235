from datetime import time

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from commune.access import roles
from commune.vietnamese import slugify
from training.models import Room, Source, TrainingClass
from training.models.training_class import MAX_SEATS
from training.public.forms import PersonForm
from training.timetable import Plan

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


class ClassForm(WagtailAdminModelForm):
    """A class as the office edits it; no state and no seats here."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
        if "lead_trainer" in self.fields:
            users = self.fields["lead_trainer"].queryset
            self.fields["lead_trainer"].queryset = users.filter(
                is_active=True,
                groups__name__in=[roles.TRAINERS, roles.TRAINING_MANAGERS],
            ).distinct()
            self.fields["lead_trainer"].label_from_instance = lambda user: (
                user.get_full_name() or user.get_username()
            )

    def clean_slug(self):
        given = self.cleaned_data.get("slug")
        slug = given or slugify(
            f"{self.cleaned_data.get('title', '')} {self.cleaned_data.get('code', '')}"
        )
        if slug in RESERVED:
            raise forms.ValidationError(_("This address is taken by the site itself."))
        return slug

    class Meta:
        model = TrainingClass
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
        label=_("Number of sessions"), min_value=1, max_value=60, initial=4
    )

    def clean(self):
        data = super().clean()
        starts, ends = data.get("starts"), data.get("ends")
        if starts and ends and starts >= ends:
            self.add_error("ends", _("The end time must lie after the start time."))
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


class CapacityForm(forms.Form):
    seat_count = forms.IntegerField(label=_("Seats"), min_value=1, max_value=MAX_SEATS)
    reason = forms.CharField(label=_("Reason"), max_length=80)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=150,
        required=False,
        error_messages={"required": _("Write the reason.")},
    )


class OfficeEnrolForm(PersonForm):
    """Somebody whom the office enrols; past the closing of enrolment too."""

    namesake = forms.BooleanField(
        required=False, label=_("Somebody else with the same name and year")
    )
    request_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    source = Source.STAFF
