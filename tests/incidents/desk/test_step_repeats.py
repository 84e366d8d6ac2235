"""A step sent twice is one step; the second tap meets no error page."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from incidents.models import EntryKind, Status

pytestmark = pytest.mark.django_db
KEY = "4f0c3a52e1d94b6e"
WHY = {"disposition": "refuted", "reason": "Tin thử của tổ", "key": KEY}


@pytest.fixture(params=["desk", "phone"])
def rejecting(request, client, responder, make_incident):
    """Return an incident and the address that rejects it, on either kind of screen."""
    client.force_login(responder)
    incident = make_incident()
    return incident, {
        "desk": reverse("incident:step", args=[incident.pk, "rejected"]),
        "phone": f"/lam-viec/su-co/{incident.ref}/buoc/rejected/",
    }[request.param]


def test_a_second_tap_is_answered_like_the_first(client, rejecting):
    incident, address = rejecting
    answers = [client.post(address, WHY) for _ in range(2)]
    assert [a.status_code for a in answers] == [302, 302]
    assert answers[0].url == answers[1].url
    incident.refresh_from_db()
    assert incident.status == Status.REJECTED
    assert incident.timeline.filter(kind=EntryKind.STATUS).count() == 1


def test_a_page_gives_each_opening_its_own_key(client, rejecting):
    _incident, address = rejecting
    keys = {client.get(address).context["form"]["key"].value() for _ in range(2)}
    assert len(keys) == 2


def test_the_same_page_sent_with_other_words_is_told(client, rejecting):
    _incident, address = rejecting
    client.post(address, WHY)
    answer = client.post(address, WHY | {"reason": "Lý do khác hẳn"})
    assert answer.status_code == 422
    form = answer.context["form"]
    assert "đã được gửi trước đó" in form.non_field_errors()[0]
    assert form["reason"].value() == "Lý do khác hẳn"
    assert form["key"].value() != KEY


def test_a_refused_step_may_be_sent_again_with_the_same_key(client, rejecting):
    incident, address = rejecting
    assert client.post(address, WHY | {"reason": ""}).status_code == 422
    assert client.post(address, WHY).status_code == 302
    incident.refresh_from_db()
    assert incident.status == Status.REJECTED


def test_a_key_that_cannot_be_is_replaced_and_the_text_stays(client, rejecting):
    incident, address = rejecting
    answer = client.post(address, WHY | {"key": "\0"})
    assert answer.status_code == 422
    assert answer.context["form"]["reason"].value() == WHY["reason"]
    incident.refresh_from_db()
    assert incident.status == Status.NEW


def test_the_desk_says_that_the_step_is_saved(client, responder, make_incident):
    client.force_login(responder)
    incident = make_incident()
    answer = client.post(reverse("incident:step", args=[incident.pk, "rejected"]), WHY)
    said = [str(m) for m in get_messages(answer.wsgi_request)]
    assert said == [f"Đã lưu: {incident.ref}."]
