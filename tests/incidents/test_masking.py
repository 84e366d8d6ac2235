"""Identity-card numbers, typed into whatever box, are kept nowhere."""

import pytest
from django.core import serializers
from django.urls import reverse

from incidents import deadline_book, disclosure, people, triage
from incidents.lifecycle import transition
from incidents.models import Incident, Status

pytestmark = pytest.mark.django_db
NUMBER = "038123456789"
SAID = f"Bà Sáu, căn cước {NUMBER}, kể lại đầu đuôi"


def whole_record() -> str:
    """Return everything that the incidents' tables hold, history too, as text."""
    tables = Incident._meta.apps.get_app_config("incidents").get_models()
    return "".join(
        serializers.serialize("json", model.objects.all()) for model in tables
    )


@pytest.fixture
def resolved(make_incident, responder, lead):
    """Return an incident that waits to be closed, its legal clocks waived."""
    incident = make_incident(wants_reply=True)
    transition(incident.pk, Status.TRIAGED, actor=responder)
    transition(incident.pk, Status.RESPONDING, actor=responder, reason=SAID)
    details = {"resolution": SAID, "root_cause": "human-errors"}
    transition(incident.pk, Status.RESOLVED, actor=responder, details=details)
    for row in incident.deadlines.open().filter(rule__isnull=False):
        deadline_book.waive(row.pk, actor=lead, reason=SAID)
    return incident


def test_no_step_keeps_an_identity_number(resolved, lead):
    details = {"lesson": SAID, "reply": SAID, "disposition": "confirmed"}
    closed = transition(resolved.pk, Status.CLOSED, actor=lead, details=details)
    assert (closed.resolution, closed.reply) == (
        closed.lesson,
        SAID.replace(NUMBER, "038******789"),
    )
    assert closed.timeline.filter(text__contains="038******789").exists()
    assert NUMBER not in whole_record()


@pytest.mark.parametrize(
    "act",
    [
        lambda pk, lead: triage.override_severity(pk, "P1", actor=lead, reason=SAID),
        lambda pk, lead: disclosure.set_tlp(pk, "GREEN", actor=lead, reason=SAID),
        lambda pk, lead: people.assign(
            pk, actor=lead, lead=lead, helpers=[], reason=SAID
        ),
        lambda pk, lead: transition(
            pk,
            Status.REJECTED,
            actor=lead,
            reason=SAID,
            details={"disposition": "refuted"},
        ),
    ],
)
def test_no_reason_keeps_an_identity_number(make_incident, lead, act):
    act(make_incident("máy báo virus").pk, lead)
    assert "038******789" in whole_record()
    assert NUMBER not in whole_record()


def test_a_step_taken_on_the_desk_masks_what_was_typed(client, make_incident, lead):
    incident = make_incident()
    client.force_login(lead)
    url = reverse("incident:step", args=[incident.pk, "rejected"])
    sent = {"disposition": "refuted", "reason": SAID}
    assert client.post(url, sent).status_code == 302
    assert NUMBER not in whole_record()


def test_an_account_number_stays(make_incident, lead):
    incident = make_incident()
    said = "Tiền chuyển vào STK 0451000123456 của kẻ gian"
    triage.override_severity(incident.pk, "P1", actor=lead, reason=said)
    assert Incident.objects.get(pk=incident.pk).severity_reason == said
