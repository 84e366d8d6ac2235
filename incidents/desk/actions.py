"""The office's actions on one incident, each a thin form over a process module."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permissions import ModelPermissionPolicy, page_permission_policy

from commune.access import roles
from commune.desk.as_read import AsReadMixin
from incidents import (
    advisories,
    deadline_book,
    disclosure,
    national,
    people,
    screens,
    signals,
    timeline,
    triage,
)
from incidents.desk.base import DeskAction, url
from incidents.forms.desk import (
    ComputedSeverityForm,
    CorrectionForm,
    DeadlineForm,
    IndicatorForm,
    PeopleForm,
    SeverityForm,
    TlpForm,
    WarningForm,
)
from incidents.forms.quick import NoteForm
from incidents.indicators import book as indicator_book
from incidents.models import (
    Incident,
    Indicator,
    IndicatorState,
    Severity,
    WarningRequest,
)

# Others would meet a closed door behind the link to a draft.
PAGE_EDITING = {"add", "change", "publish"}


class StepView(DeskAction):
    """Any step of the lifecycle."""

    def get_form(self, form_class=None):
        data = self.request.POST if self.request.method == "POST" else None
        return screens.step_form(
            self.incident, self.kwargs["to"], actor=self.request.user, data=data
        )

    def get_page_title(self):
        steps = dict(screens.next_steps(self.incident, self.request.user))
        return steps.get(self.kwargs["to"], _("Next step"))

    def get(self, request, *args, **kwargs):
        if closed := screens.closed_step_text(
            self.incident, self.kwargs["to"], request.user
        ):
            messages.warning(request, closed)
            return HttpResponseRedirect(url("inspect", self.incident.pk))
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        form = self.get_form()
        if not screens.take_step(form, request):
            return self.form_invalid(form)
        return self.done(self.incident.pk, self.incident.ref)


class SeverityView(AsReadMixin, DeskAction):
    action_title = gettext_lazy("Set the severity by hand")
    form_class = SeverityForm
    refusals = (triage.SeverityError,)

    def get_initial(self):
        return {"severity": self.incident.severity}

    def act(self, form):
        triage.override_severity(
            self.incident.pk,
            form.cleaned_data["severity"],
            actor=self.request.user,
            reason=form.cleaned_data["reason"],
        )


class ComputedSeverityView(DeskAction):
    """Undo a severity set by hand; response leads alone."""

    action_title = gettext_lazy("Severity back to the computed one")
    form_class = ComputedSeverityForm
    refusals = (triage.SeverityError,)

    def find(self):
        super().find()
        self.note = _("Set now: %(now)s. The factors give: %(computed)s.") % {
            "now": self.incident.get_severity_display(),
            "computed": Severity(triage.computed(self.incident)).label,
        }

    def user_has_permission(self, permission):
        is_lead = roles.has_role(self.request.user, roles.RESPONSE_LEADS)
        return is_lead and super().user_has_permission(permission)

    def act(self, form):
        triage.back_to_computed(
            self.incident.pk,
            actor=self.request.user,
            reason=form.cleaned_data["reason"],
        )


class CorrectionView(DeskAction):
    """Strike one line of the timeline through and write the right one beside it."""

    action_title = gettext_lazy("Correct a line")
    form_class = CorrectionForm
    refusals = (timeline.CorrectionError,)

    def find(self):
        super().find()
        lines = timeline.correctable_by(self.request.user, self.incident)
        found = lines.filter(pk=self.kwargs["entry"]).first()
        if found is None:
            raise Http404
        self.entry = found
        self.note = _("The old line stays in the story, struck through: %(text)s") % {
            "text": self.entry.text
        }

    def get_initial(self):
        return {"text": self.entry.text}

    def act(self, form):
        timeline.correct(
            self.entry.pk, form.cleaned_data["text"], actor=self.request.user
        )


class TlpView(AsReadMixin, DeskAction):
    action_title = gettext_lazy("Change the TLP")
    note = gettext_lazy(
        "Responders may raise it. Lowering it needs a response lead and a reason. "
        "At RED only the named readers and the response leads read on."
    )
    form_class = TlpForm
    refusals = (disclosure.DisclosureError,)

    def get_initial(self):
        return {"tlp": self.incident.tlp}

    def act(self, form):
        disclosure.set_tlp(
            self.incident.pk,
            form.cleaned_data["tlp"],
            actor=self.request.user,
            reason=form.cleaned_data["reason"],
        )


class PeopleView(AsReadMixin, DeskAction):
    action_title = gettext_lazy("Person in charge, helpers, readers")
    form_class = PeopleForm
    refusals = (people.PeopleError,)

    def get_initial(self):
        return {
            "lead": self.incident.lead,
            "helpers": self.incident.helpers.all(),
            "readers": self.incident.readers.all(),
        }

    def get_form_kwargs(self):
        is_lead = roles.has_role(self.request.user, roles.RESPONSE_LEADS)
        return super().get_form_kwargs() | {"may_set_readers": is_lead}

    def act(self, form):
        people.assign(
            self.incident.pk,
            actor=self.request.user,
            lead=form.cleaned_data["lead"],
            helpers=form.cleaned_data["helpers"],
            readers=form.cleaned_data.get("readers"),
        )


class NoteView(DeskAction):
    action_title = gettext_lazy("Add a note")
    form_class = NoteForm

    def get_initial(self):
        return {"key": uuid.uuid4().hex}

    def refuse_used_key(self, form):
        form.refuse_used_key()

    def act(self, form):
        screens.add_note(form, self.incident, actor=self.request.user)


class IndicatorView(DeskAction):
    action_title = gettext_lazy("Add an indicator")
    form_class = IndicatorForm

    def act(self, form):
        indicator_book.add(
            self.incident.pk,
            form.cleaned_data["type"],
            form.cleaned_data["value"].strip(),
            actor=self.request.user,
            note=form.cleaned_data["note"],
        )


class DeadlineView(DeskAction):
    template_name = "incidents/desk/deadline.html"
    action_title = gettext_lazy("Report sent or waived")
    form_class = DeadlineForm
    refusals = (deadline_book.DeadlineError,)

    def find(self):
        super().find()
        rows = self.incident.deadlines.filter(rule__isnull=False)
        found = rows.filter(pk=self.kwargs["deadline"]).first()
        if found is None or found.rule is None:
            raise Http404
        self.deadline, self.note = found, found.name
        self.recipient = national.recipient_of(found.rule, on=timezone.localdate())

    def get_context_data(self, **kwargs):
        return super().get_context_data(recipient=self.recipient, **kwargs)

    def act(self, form):
        values = form.cleaned_data
        if values["act"] == "waive":
            deadline_book.waive(
                self.deadline.pk, actor=self.request.user, reason=values["reason"]
            )
            return
        deadline_book.mark_sent(
            self.deadline.pk,
            actor=self.request.user,
            at=values["sent_at"],
            how=values["how"],
            number=values["number"],
        )


class WarningView(DeskAction):
    """Write the public text; a listener makes the draft from it."""

    action_title = gettext_lazy("Write a public warning")
    template_name = "incidents/desk/warning.html"
    form_class = WarningForm

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"incident": self.incident}

    def get_context_data(self, **kwargs):
        present = WarningRequest.objects.filter(incident=self.incident).first()
        return super().get_context_data(
            present=present,
            delivery=advisories.delivery(present) if present else "",
            edits_pages=page_permission_policy.user_has_any_permission(
                self.request.user, PAGE_EDITING
            ),
            somebody_listens=signals.warning_requested.has_listeners(Incident),
            **kwargs,
        )

    def form_valid(self, form):
        try:
            advisories.request_warning(
                self.incident.pk,
                form.text(),
                actor=self.request.user,
                confirmed=form.cleaned_data.get("confirmed", ()),
            )
        except advisories.AdvisoryError as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        return HttpResponseRedirect(url("warning", self.incident.pk))


class IndicatorDecisionView(PermissionCheckedMixin, View):
    """Confirm or reject one suggested indicator."""

    permission_policy = ModelPermissionPolicy(Incident)
    permission_required = "change"
    http_method_names = ["post"]

    def post(self, request, pk: int, indicator: int):
        incident = screens.whole_incident_or_404(request.user, pk=pk)
        state = request.POST.get("state")
        known = Indicator.objects.filter(pk=indicator, incident=incident)
        if state not in IndicatorState.values[1:] or not known.exists():
            raise Http404
        try:
            indicator_book.decide(indicator, state, actor=request.user)
        except Incident.DoesNotExist:
            raise Http404 from None
        return HttpResponseRedirect(url("inspect", incident.pk) + "#chi-bao")
