"""A form sent twice writes its change once."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("people", {"lead": "{lead}", "helpers": ["{responder}"]}),
        ("severity", {"severity": "P1", "reason": "lan sang máy chủ"}),
        ("tlp", {"tlp": "RED", "reason": ""}),
    ],
)
def test_the_second_sending_of_a_form_writes_nothing(
    client, lead, responder, make_incident, name, sent
):
    incident = make_incident("máy báo virus")
    pks = {"{lead}": lead.pk, "{responder}": responder.pk}
    data = {
        key: [pks.get(v, v) for v in value]
        if isinstance(value, list)
        else pks.get(value, value)
        for key, value in sent.items()
    }
    client.force_login(lead)
    url = reverse(f"incident:{name}", args=[incident.pk])
    written = []
    for _click in range(2):
        assert client.post(url, data).status_code == 302
        written.append((incident.history.count(), incident.timeline.count()))
    assert written == [(2, 2), (2, 2)]


def test_a_responder_who_clicks_twice_is_not_refused(client, responder, make_incident):
    incident = make_incident("máy báo virus")
    assert incident.severity == "P4"
    client.force_login(responder)
    url = reverse("incident:severity", args=[incident.pk])
    sent = {"severity": "P3", "reason": "lan sang máy khác"}
    assert [client.post(url, sent).status_code for _click in range(2)] == [302, 302]
    assert incident.history.count() == 2


def test_the_same_level_with_another_reason_is_a_change(client, lead, make_incident):
    incident = make_incident("máy báo virus")
    client.force_login(lead)
    url = reverse("incident:severity", args=[incident.pk])
    for reason in ("lan sang máy chủ", "lan sang cả mạng"):
        client.post(url, {"severity": "P1", "reason": reason})
    assert incident.history.count() == 3
