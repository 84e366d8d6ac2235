"""The participants of one class: list, enrol, confirm, cancel, seats, state."""

from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from commune.access.idempotency import KeyReused
from training import class_states, intake, seats
from training.class_states import NEXT_STATES, ClassStateError
from training.desk.forms import CapacityForm, ConfirmForm, OfficeEnrolForm, ReasonForm
from training.desk.gates import ClassScreen
from training.desk.rows import person_rows
from training.models import ClassState, Enrolment
from training.reports.gather import sheet_download
from training.seats import Kind, Refusal, SeatRefused

REFUSED = {
    Refusal.NEEDS_GUARDIAN: gettext_lazy("A learner under 16 needs a guardian's name."),
    Refusal.NOT_PENDING: gettext_lazy("This enrolment is no longer to be confirmed."),
    Refusal.OUT_OF_RANGE: gettext_lazy("A class has 1 to 999 seats."),
    Refusal.OCCUPIED: gettext_lazy("These people must move first: %(names)s."),
}

STATE_ERRORS = {
    "order": gettext_lazy("The class cannot go from here to this state."),
    "reason": gettext_lazy("Write the reason."),
    "unready": gettext_lazy("A class needs sessions and seats before it opens."),
}


MOVES = {
    ClassState.OPEN: pgettext_lazy("class move", "Open enrolment"),
    ClassState.CLOSED: pgettext_lazy("class move", "Close enrolment"),
    ClassState.RUNNING: pgettext_lazy("class move", "Begin the class"),
    ClassState.FINISHED: pgettext_lazy("class move", "End the class"),
    ClassState.LOCKED: pgettext_lazy("class move", "Lock results"),
    ClassState.ARCHIVED: pgettext_lazy("class move", "Put into the archive"),
    ClassState.CANCELLED: pgettext_lazy("class move", "Cancel the class"),
}


def refusal_text(refused: SeatRefused) -> str:
    return str(REFUSED[refused.code]) % {"names": ", ".join(refused.names)}


class ParticipantsView(ClassScreen):
    template_name = "training/desk/participants.html"
    page_title = gettext_lazy("Participants")

    def get_context_data(self, **kwargs):
        enrolments = self.training_class.enrolments.all()
        if not self.shows_all:
            enrolments = enrolments.active()
        rows = person_rows(self.training_class, self.request.user, enrolments)
        return super().get_context_data(
            **kwargs,
            rows=rows,
            shows_all=self.shows_all,
            sessions=self.training_class.sessions.select_related("room__venue"),
            next_states=[
                (state.value, label)
                for state, label in MOVES.items()
                if state in NEXT_STATES[ClassState(self.training_class.state)]
            ],
            pending_count=sum(row.is_pending for row in rows),
        )

    @property
    def shows_all(self) -> bool:
        return "all" in self.request.GET


class PrintView(ClassScreen):
    """The list on paper, with columns to sign."""

    template_name = "training/desk/print.html"

    def get_context_data(self, **kwargs):
        sessions = self.training_class.sessions.select_related("room__venue")
        enrolments = self.training_class.enrolments.seated()
        return super().get_context_data(
            **kwargs,
            rows=person_rows(self.training_class, self.request.user, enrolments),
            sessions=sessions,
            blank_lines=range(5),
        )


class SheetView(ClassScreen):
    """The attendance sheet as a file: to sign on, or with the marks."""

    def get(self, request, *args, **kwargs):
        return sheet_download(
            self.training_class, request.user, kwargs["kind"], kwargs["form"]
        )


class FormScreen(ClassScreen):
    """A screen with one form; `act` does the work and returns the message."""

    template_name = "training/desk/form.html"
    form_class: type[forms.Form]
    button = gettext_lazy("Save")
    refused: tuple[type[Exception], ...] = (SeatRefused, ClassStateError)

    @cached_property
    def form(self):
        data = self.request.POST if self.request.method == "POST" else None
        return self.form_class(data, initial=self.initial())

    def initial(self) -> dict:
        return {}

    def button_label(self):
        return self.button

    def explain(self, form, error: Exception) -> None:
        """Show why the work was refused."""
        if isinstance(error, SeatRefused):
            form.add_error(None, refusal_text(error))
        elif isinstance(error, ClassStateError):
            form.add_error(None, STATE_ERRORS[error.code])
        else:
            raise error

    def post(self, request, *args, **kwargs):
        if self.form.is_valid():
            try:
                message = self.act(self.form.cleaned_data)
            except self.refused as error:
                self.explain(self.form, error)
            else:
                messages.success(request, message)
                return redirect(self.people_url)
        return self.render_to_response(self.get_context_data(), status=422)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **kwargs, form=self.form, button=self.button_label()
        )


class EnrolView(FormScreen):
    form_class = OfficeEnrolForm
    page_title = gettext_lazy("Enrol somebody")
    button = gettext_lazy("Enrol")
    refused = (SeatRefused, KeyReused)

    def initial(self):
        return {"request_key": uuid4()}

    def explain(self, form, error):
        if isinstance(error, SeatRefused):
            form.refuse(error.code)
        else:
            form.refuse_used_key()

    def act(self, data):
        application = self.form.application(is_namesake=data["namesake"])
        outcome = intake.enrol(
            self.training_class,
            application,
            agrees_to_contact=data.get("consent_contact", False),
            key=str(data["request_key"] or ""),
            actor=self.request.user,
        )
        facts = {
            "name": outcome.enrolment.person.full_name,
            "status": outcome.enrolment.get_status_display(),
        }
        if outcome.kind == Kind.SAME_PERSON:
            return _("%(name)s was enrolled already: %(status)s.") % facts
        return _("%(name)s is enrolled: %(status)s.") % facts


class CapacityView(FormScreen):
    form_class = CapacityForm
    for_managers = True
    page_title = gettext_lazy("Number of seats")

    def initial(self):
        return {"seat_count": self.training_class.seats_total}

    def act(self, data):
        seats.set_capacity(
            self.training_class.pk,
            data["seat_count"],
            actor=self.request.user,
            reason=data["reason"],
        )
        return _("The class has %(n)d seats now.") % {"n": data["seat_count"]}


class StateView(FormScreen):
    form_class = ReasonForm
    for_managers = True
    page_title = gettext_lazy("State of the class")

    @cached_property
    def target(self) -> ClassState:
        if self.kwargs["state"] not in MOVES:
            raise Http404
        return ClassState(self.kwargs["state"])

    def button_label(self):
        return MOVES[self.target]

    def act(self, data):
        class_states.move(
            self.training_class.pk,
            self.target,
            actor=self.request.user,
            reason=data["reason"],
        )
        return _("State of the class: %(state)s.") % {"state": self.target.label}


class PromoteView(FormScreen):
    """Seat who waits, also after enrolment has closed."""

    form_class = ReasonForm
    for_managers = True
    page_title = gettext_lazy("Move up the waiting list")
    button = gettext_lazy("Give the free seats")

    def act(self, data):
        moved = seats.promote(self.training_class.pk, by_office=True)
        return _("%(n)d people got a seat.") % {"n": len(moved)}


class EnrolmentScreen(FormScreen):
    """Decide about one enrolment of the class."""

    form_class: type[forms.Form] = ReasonForm

    @cached_property
    def enrolment(self) -> Enrolment:
        rows = self.training_class.enrolments.select_related("person")
        found = rows.filter(pk=self.kwargs["enrolment"]).first()
        if found is None:
            raise Http404
        return found

    def get_page_subtitle(self):
        return self.enrolment.person.full_name


class ConfirmView(EnrolmentScreen):
    """Accept an enrolment; for a child the screen asks who answers for it."""

    form_class = ConfirmForm
    for_managers = True
    page_title = gettext_lazy("Confirm enrolment")
    button = gettext_lazy("Confirm")

    def initial(self):
        person = self.enrolment.person
        today = timezone.localdate()
        return {
            "guardian_name": person.guardian_name,
            "is_minor": person.is_minor(on=today),
        }

    def explain(self, form, error):
        if getattr(error, "code", "") == Refusal.NEEDS_GUARDIAN:
            form.add_error("guardian_name", refusal_text(error))
        else:
            super().explain(form, error)

    def act(self, data):
        row = seats.confirm(
            self.enrolment.pk,
            actor=self.request.user,
            guardian_name=data.get("guardian_name", ""),
        )
        facts = {"name": row.person.full_name, "status": row.get_status_display()}
        return _("%(name)s: %(status)s.") % facts


class RejectView(EnrolmentScreen):
    for_managers = True
    page_title = gettext_lazy("Do not accept enrolment")
    button = gettext_lazy("Do not accept")

    def act(self, data):
        actor, reason = self.request.user, data["reason"]
        row = seats.reject(self.enrolment.pk, actor=actor, reason=reason)
        return _("%(name)s was not accepted.") % {"name": row.person.full_name}


class CancelView(EnrolmentScreen):
    page_title = gettext_lazy("Cancel enrolment")
    button = gettext_lazy("Cancel enrolment")

    def act(self, data):
        actor, reason = self.request.user, data["reason"]
        row = seats.release(self.enrolment.pk, actor=actor, reason=reason)
        return _("%(name)s is no longer enrolled.") % {"name": row.person.full_name}
