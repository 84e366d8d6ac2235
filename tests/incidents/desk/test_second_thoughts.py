"""What was wrong is put right in the open: a struck line, a computed severity."""

import pytest
from django.urls import reverse

from incidents import timeline, triage
from incidents.models import EntryVisibility, TimelineEntry

pytestmark = pytest.mark.django_db
NUMBER = "038123456789"


@pytest.fixture
def noted(make_incident, responder):
    """Return an incident and a wrong line of its timeline."""
    incident = make_incident(tlp="GREEN")
    return incident, timeline.add_note(incident.pk, "đã gọi ông Tư", actor=responder)


def correction(entry) -> str:
    return reverse("incident:correct", args=[entry.incident_id, entry.pk])


def test_a_wrong_line_is_struck_and_the_right_one_stands_beside(client, lead, noted):
    incident, wrong = noted
    client.force_login(lead)
    inspect = reverse("incident:inspect", args=[incident.pk])
    assert correction(wrong) in client.get(inspect).content.decode()
    assert "đã gọi ông Tư" in client.get(correction(wrong)).content.decode()
    said = f"đã gọi ông Năm, căn cước {NUMBER}"
    assert client.post(correction(wrong), {"text": said}).url == inspect
    page = client.get(inspect).content.decode()
    assert "<s>đã gọi ông Tư</s>" in page
    assert "căn cước 038******789" in page
    assert correction(wrong) not in page


def test_a_correction_sent_twice_is_one_and_another_is_refused(client, lead, noted):
    _incident, wrong = noted
    client.force_login(lead)
    for _click in range(2):
        assert client.post(correction(wrong), {"text": "ông Năm"}).status_code == 302
    refused = client.post(correction(wrong), {"text": "ông Sáu"})
    assert refused.status_code == 422
    assert "ông Sáu" in refused.content.decode()
    assert [e.text for e in TimelineEntry.objects.filter(corrects=wrong)] == ["ông Năm"]


def test_an_empty_correction_is_refused_beside_the_field(client, lead, noted):
    _incident, wrong = noted
    client.force_login(lead)
    form = client.post(correction(wrong), {"text": "  "}).context["form"]
    assert list(form.errors) == ["text"]


def test_what_one_may_not_read_or_the_program_wrote_is_not_corrected(
    client, responder, lead, noted
):
    incident, _wrong = noted
    secret = timeline.add_note(
        incident.pk, "kín", actor=lead, visibility=EntryVisibility.LEAD
    )
    system = incident.timeline.filter(kind="system").get()
    client.force_login(responder)
    for line in (secret, system):
        assert client.get(correction(line)).status_code == 404
        assert client.post(correction(line), {"text": "khác"}).status_code == 404


def test_a_lead_lets_the_factors_decide_again(client, lead, make_incident):
    incident = make_incident("máy báo virus")
    url = reverse("incident:severity-computed", args=[incident.pk])
    inspect = reverse("incident:inspect", args=[incident.pk])
    triage.override_severity(incident.pk, "P1", actor=lead, reason="lan sang máy chủ")
    client.force_login(lead)
    assert url in client.get(inspect).content.decode()
    assert "P4" in client.get(url).content.decode()
    assert client.post(url, {"reason": "ngắn"}).status_code == 422
    for _click in range(2):
        assert client.post(url, {"reason": "đã cô lập xong"}).status_code == 302
    incident.refresh_from_db()
    assert (incident.severity, incident.severity_source) == ("P4", "auto")
    assert incident.history.count() == 3
    assert incident.timeline.filter(text__contains="P1 thành P4").count() == 1


def test_a_responder_does_not_undo_what_a_lead_set(
    client, responder, lead, make_incident
):
    incident = make_incident("máy báo virus", tlp="GREEN")
    triage.override_severity(incident.pk, "P1", actor=lead, reason="lan sang máy chủ")
    client.force_login(responder)
    url = reverse("incident:severity-computed", args=[incident.pk])
    for answer in (client.get(url), client.post(url, {"reason": "x" * 12})):
        assert answer.status_code == 302
        assert answer.url == reverse("wagtailadmin_home")
    page = client.get(reverse("incident:inspect", args=[incident.pk]))
    assert url not in page.content.decode()
    incident.refresh_from_db()
    assert incident.severity == "P1"
