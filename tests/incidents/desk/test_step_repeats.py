"""A page about an incident sent twice is one act; the second tap meets no error."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from incidents import writing
from incidents.models import EntryKind, Incident, Status

pytestmark = pytest.mark.django_db
KEY = "4f0c3a52e1d94b6e8f0c3a52e1d94b6e"
WHY = {"disposition": "refuted", "reason": "Tin thử của tổ", "page-key": KEY}


@pytest.fixture(params=["desk", "phone"])
def rejecting(request, client, responder, colleague, make_incident):
    """Return a colleague's incident and the address that rejects it.

    Once it is rejected, `responder` no longer reads it.
    """
    client.force_login(responder)
    incident = make_incident(actor=colleague)
    return incident, {
        "desk": reverse("incident:step", args=[incident.pk, "rejected"]),
        "phone": f"/lam-viec/su-co/{incident.ref}/buoc/rejected/",
    }[request.param]


def test_a_second_tap_is_answered_like_the_first(client, rejecting):
    incident, address = rejecting
    answers = [client.post(address, WHY) for _ in range(2)]
    assert [a.status_code for a in answers] == [302, 302]
    assert answers[0].url == answers[1].url
    assert client.get(address).status_code == 404
    incident.refresh_from_db()
    assert incident.status == Status.REJECTED
    assert incident.timeline.filter(kind=EntryKind.STATUS).count() == 1


def test_a_step_that_is_not_possible_is_not_asked_for(client, rejecting):
    incident, address = rejecting
    away = client.get(address.replace("rejected", "closed"), follow=True)
    assert away.context["incident"] == incident
    stands = f"sự cố đang ở “{incident.get_status_display()}”."
    assert f"Bước này hiện chưa làm được: {stands}" in away.text
    assert client.get(address.replace("rejected", "nonsense")).status_code == 404


def test_a_page_gives_each_opening_its_own_key(client, rejecting):
    _incident, address = rejecting
    keys = {client.get(address).context["page_key"] for _ in range(2)}
    assert len(keys) == 2
    assert f'name="page-key" value="{keys.pop()}"' not in client.get(address).text


def test_the_same_page_sent_with_other_words_is_told(client, responder, make_incident):
    client.force_login(responder)
    incident = make_incident()
    address = reverse("incident:step", args=[incident.pk, "triaged"])
    form = client.get(address).context["form"]
    values = {name: form[name].value() for name in form.fields}
    sent = {n: v for n, v in values.items() if v is not None and v is not False}
    sent |= {"page-key": KEY}
    assert client.post(address, sent).status_code == 302
    answer = client.post(address, sent | {"personal_data": "yes"})
    assert answer.status_code == 422
    assert "đã được gửi trước đó" in answer.context["form"].non_field_errors()[-1]
    assert answer.context["form"]["personal_data"].value() == "yes"
    assert answer.context["page_key"] != KEY


def test_a_refused_step_may_be_sent_again_with_the_same_key(client, rejecting):
    incident, address = rejecting
    assert client.post(address, WHY | {"reason": ""}).status_code == 422
    assert client.post(address, WHY).status_code == 302
    incident.refresh_from_db()
    assert incident.status == Status.REJECTED


@pytest.mark.parametrize("key", ["", "\0", "x" * 5000, "4F0C"])
def test_a_key_that_cannot_be_hinders_nobody(client, rejecting, key):
    incident, address = rejecting
    assert client.post(address, WHY | {"page-key": key}).status_code == 302
    incident.refresh_from_db()
    assert incident.status == Status.REJECTED


def test_anothers_key_answers_nobody_else(client, rejecting, lead):
    _incident, address = rejecting
    client.post(address, WHY)
    client.force_login(lead)
    assert client.post(address, WHY).status_code == 422


def test_a_second_tap_on_a_raised_tlp_is_no_dead_end(client, rejecting):
    incident, _address = rejecting
    address = reverse("incident:tlp", args=[incident.pk])
    sent = {"tlp": "AMBER+STRICT", "reason": "", "page-key": KEY}
    first, second = (client.post(address, sent) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 302)


@pytest.mark.parametrize("act", ["step", "note"])
def test_what_leaves_ones_sight_in_between_is_not_there(
    client, rejecting, lead, monkeypatch, act
):
    incident, address = rejecting
    original = writing.lock

    def late(incident_id, *, actor):
        Incident.objects.filter(pk=incident.pk).update(tlp="RED")
        return original(incident_id, actor=actor)

    monkeypatch.setattr(writing, "lock", late)
    if act == "note":
        address = f"/lam-viec/su-co/{incident.ref}/ghi-chu/"
    sent = WHY | {"text": "Đã gọi", "kind": "comment", "visibility": "team"}
    assert client.post(address, sent | {"key": KEY}).status_code == 404
    incident.refresh_from_db()
    assert incident.status == Status.NEW


def test_the_desk_says_that_the_step_is_saved(client, responder, make_incident):
    client.force_login(responder)
    incident = make_incident()
    answer = client.post(reverse("incident:step", args=[incident.pk, "rejected"]), WHY)
    said = [str(m) for m in get_messages(answer.wsgi_request)]
    assert said == [f"Đã lưu: {incident.ref}."]
