"""Courses, classes, sessions and places in the office's admin."""

from django.db import transaction
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSetGroup

from commune.desk.columns import MomentColumn
from commune.desk.viewsets import GroundViewSet
from training import seats, timetable
from training.desk import people, rulebook
from training.desk.exports import ExportView
from training.desk.forms import ClassForm, NewClassForm, SessionForm, fault_text
from training.desk.gates import (
    OwnDeleteView,
    OwnEditView,
    OwnHistoryView,
    OwnIndexView,
    OwnUsageView,
)
from training.history import sign
from training.models import Course, Room, Session, TrainingClass, Venue
from training.timetable import TimetableClash, TimetableFault

CLASHES = {
    "room": _("The place is taken at this time by %(session)s."),
    "trainer": _("The trainer teaches %(session)s at this time."),
}


def clash_text(clash: TimetableClash) -> str:
    return str(CLASHES[clash.what]) % {"session": clash.session or ""}


class CourseViewSet(GroundViewSet):
    model = Course
    icon = "doc-full"
    menu_label = _("Courses")
    list_display = ["title", "code", "track", "session_count", "is_public"]
    list_filter = ["track", "is_public"]
    form_fields = [
        "code",
        "title",
        "track",
        "audience",
        "session_count",
        "periods_per_session",
        "class_size",
        "min_age",
        "outline",
        "completion_text",
        "competences",
        "is_public",
        "is_archived",
    ]


class SeatsColumn(Column):
    """Taken of all seats, and who waits."""

    def get_value(self, instance):
        waiting = f" + {instance.waiting}" if instance.waiting else ""
        return f"{instance.seats_taken}/{instance.seats_total}{waiting}"


class ClassIndexView(OwnIndexView):
    def get_base_queryset(self):
        rows = super().get_base_queryset().with_counts()
        return rows.select_related("village")

    def get_edit_url(self, instance):
        return reverse("trainingclass:participants", args=[instance.pk])


class ClassAddView(generic.CreateView):
    """Make a class with its seats and sessions, or nothing of it."""

    def save_instance(self):
        training_class = super().save_instance()
        sign(training_class, actor=self.request.user)
        form = self.form
        seats.set_capacity(
            training_class.pk,
            form.cleaned_data["seat_count"],
            actor=self.request.user,
            reason=str(_("New class")),
        )
        timetable.plan(
            training_class,
            form.plan().times(),
            room=form.cleaned_data["room"],
            trainer=training_class.lead_trainer,
        )
        return training_class

    def form_valid(self, form):
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except TimetableClash as clash:
            field = "room" if clash.what == "room" else "lead_trainer"
            form.add_error(field, clash_text(clash))
            form.instance = TrainingClass()
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)

    def get_success_url(self):
        return reverse("trainingclass:participants", args=[self.object.pk])


class ClassEditView(OwnEditView):
    def get_success_url(self):
        return reverse("trainingclass:participants", args=[self.object.pk])


class ClassViewSet(GroundViewSet):
    model = TrainingClass
    icon = "group"
    menu_label = _("Classes")
    list_display = [
        "title",
        "code",
        "village",
        Column("get_state_display", label=pgettext_lazy("class", "State")),
        MomentColumn("starts_at", label=_("Begins")),
        SeatsColumn("seats", label=_("Seats")),
    ]
    list_filter = ["state", "village"]
    index_view_class = ClassIndexView
    add_view_class = ClassAddView
    edit_view_class = ClassEditView
    delete_view_class = OwnDeleteView
    usage_view_class = OwnUsageView
    history_view_class = OwnHistoryView

    def get_form_class(self, for_update=False):
        return ClassForm if for_update else NewClassForm

    def get_urlpatterns(self):
        screens = [
            ("people/", people.ParticipantsView, "participants"),
            ("print/", people.PrintView, "print"),
            ("sheet/<slug:kind>.<slug:form>", people.SheetView, "sheet"),
            ("export/<str:format>/", ExportView, "export_people"),
            ("enrol/", people.EnrolView, "enrol"),
            ("seats/", people.CapacityView, "capacity"),
            ("state/<str:state>/", people.StateView, "state"),
            ("promote/", people.PromoteView, "promote"),
            ("people/<int:enrolment>/confirm/", people.ConfirmView, "confirm"),
            ("people/<int:enrolment>/reject/", people.RejectView, "reject"),
            ("people/<int:enrolment>/cancel/", people.CancelView, "cancel"),
        ]
        return super().get_urlpatterns() + [
            path(f"<int:pk>/{address}", view.as_view(), name=name)
            for address, view, name in screens
        ]


class SessionEditView(OwnEditView):
    """Move a session; its room and trainer are booked anew."""

    def save_row(self, session):
        sign(session, actor=self.request.user)
        return timetable.change(session)

    def form_valid(self, form):
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except TimetableClash as clash:
            return self.refuse(form, clash.what, clash_text(clash))
        except TimetableFault as fault:
            return self.refuse(form, "ends_at", fault_text(fault))


class SessionIndexView(OwnIndexView):
    def get_base_queryset(self):
        rows = super().get_base_queryset()
        return rows.select_related("training_class", "room__venue")


class SessionViewSet(GroundViewSet):
    model = Session
    icon = "calendar"
    menu_label = pgettext_lazy("class", "Sessions")
    list_display = [
        "ref",
        "training_class",
        MomentColumn("starts_at", label=pgettext_lazy("session", "When")),
        "room",
        Column("get_state_display", label=pgettext_lazy("session", "State")),
    ]
    index_view_class = SessionIndexView
    edit_view_class = SessionEditView
    delete_view_class = OwnDeleteView
    usage_view_class = OwnUsageView
    history_view_class = OwnHistoryView

    def get_form_class(self, for_update=False):
        return SessionForm


class VenueViewSet(GroundViewSet):
    model = Venue
    icon = "site"
    menu_label = _("Venues")
    list_display = ["name", "kind", "village"]
    form_fields = ["name", "kind", "village", "note"]


class RoomViewSet(GroundViewSet):
    model = Room
    icon = "home"
    menu_label = _("Rooms")
    list_display = ["__str__", "seat_count", BooleanColumn("has_wifi")]
    form_fields = ["venue", "name", "seat_count", "has_wifi", "is_step_free"]


class TrainingGroup(ModelViewSetGroup):
    menu_label = _("Training classes")
    menu_icon = "group"
    menu_order = 300
    items = (
        ClassViewSet,
        CourseViewSet,
        SessionViewSet,
        VenueViewSet,
        RoomViewSet,
        rulebook.CompetenceViewSet,
        rulebook.NumberingViewSet,
    )
