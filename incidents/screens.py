"""What the office's and the phone's screens do alike: one action, one form."""

from functools import partial

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from commune.access.idempotency import BACK_BUTTON, KeyReused, once
from commune.access.keyed_forms import SENT_BEFORE
from incidents import lifecycle, repeats, timeline
from incidents.forms.quick import NoteForm
from incidents.forms.steps import FIELDS, StepForm
from incidents.models import Incident, Status
from incidents.visibility import reads_whole, visible_to


def incident_or_404(user, **lookup) -> Incident:
    """Return one incident that `user` may read; what may not be read is not there."""
    rows = visible_to(user).select_related("category", "village", "lead")
    try:
        return rows.get(**lookup)
    except Incident.DoesNotExist:
        raise Http404 from None


def whole_incident_or_404(user, **lookup) -> Incident:
    """As `incident_or_404`, for those who read and do the response."""
    if not reads_whole(user):
        raise Http404
    return incident_or_404(user, **lookup)


def step_form(incident: Incident, to: str, *, actor, data=None) -> StepForm:
    """Return the form of one step; raises Http404 for an unknown state."""
    if to not in FIELDS:
        raise Http404
    return StepForm(data, incident=incident, to=Status(to), actor=actor)


class StepRefused(Exception):
    """The step was not taken; its form says why."""


def take_step(form: StepForm, request: HttpRequest) -> bool:
    """Check the form of a step and take it, once however often it is sent.

    Returns False where it was refused: the form then says why, beside the field it is
    about; what is about no field stands above, with the steps allowed. A repeat is not
    checked again, for it would be checked against the state after the step.
    """
    try:
        repeats.once(request, form.incident, partial(_take_step, form))
    except KeyReused:
        form.add_error(None, SENT_BEFORE)
        return False
    except StepRefused:
        return False
    return True


def _take_step(form: StepForm) -> None:
    if not form.is_valid():
        raise StepRefused
    try:
        lifecycle.transition(
            form.incident.pk,
            form.to,
            actor=form.actor,
            reason=form.cleaned_data.get("reason", ""),
            details=form.details(),
        )
    except lifecycle.TransitionError as refusal:
        beside = {n: text for n, text in refusal.beside.items() if n in form.fields}
        for name, text in beside.items():
            form.add_error(name, text)
        if set(refusal.reasons) - set(beside.values()):
            form.add_error(None, refusal.text_without(beside.values()))
        raise StepRefused from refusal


def next_steps(incident: Incident, actor) -> list[tuple[str, str]]:
    """Return (state, what the button says) for the steps that `actor` may try."""
    return [
        (to.value, lifecycle.button_label(incident.status, to))
        for to in lifecycle.next_statuses(incident, actor)
    ]


def closed_step_text(incident: Incident, to: str, actor) -> str:
    """Say why the page of a step is not opened now; "" where it is.

    A colleague may have been quicker, or an old link may lead there. Raises Http404
    for an unknown state.
    """
    if to not in FIELDS:
        raise Http404
    if to in dict(next_steps(incident, actor)):
        return ""
    text = _("This step is not possible now: the incident stands at %(status)s.")
    return text % {"status": incident.get_status_display()}


def add_note(form: NoteForm, incident: Incident, *, actor) -> None:
    """Add the note of a valid form once, however often it is sent."""
    values = {name: form.cleaned_data[name] for name in ("text", "kind", "visibility")}

    def make() -> dict:
        entry = timeline.add_note(
            incident.pk,
            values["text"],
            actor=actor,
            kind=values["kind"],
            visibility=values["visibility"],
        )
        return {"entry": entry.pk}

    once(
        scope=f"incident-note-{actor.pk}",
        key=form.cleaned_data["key"],
        body=values | {"incident": incident.pk},
        make=make,
        same_words_within=BACK_BUTTON,
    )


__all__ = [
    "KeyReused",
    "add_note",
    "incident_or_404",
    "next_steps",
    "step_form",
    "take_step",
    "whole_incident_or_404",
]
