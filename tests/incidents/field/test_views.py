import re
import unicodedata
from datetime import timedelta

import pytest
import time_machine
from django.shortcuts import resolve_url
from django.utils import timezone

from incidents.models import Incident

pytestmark = pytest.mark.django_db
NEW = "/lam-viec/su-co/moi/"
KEY = "0123456789abcdef"


def post(client, text, key=KEY):
    return client.post(NEW, {"text": text, "key": key})


def test_a_pasted_message_is_logged_in_two_taps(client, responder):
    client.force_login(responder)
    page = client.get(NEW).content.decode()
    key = re.search(r'name="key" value="(\w+)"', page).group(1)
    assert "autofocus" in page
    text = "Tin nhắn: vào hxxps://vneid[.]example/x, gọi 0987654321, STK 0451000123456"
    response = client.post(NEW, {"text": text, "key": key}, follow=True)
    incident = Incident.objects.get()
    shown = response.content.decode()
    assert response.redirect_chain[-1][0].endswith(f"{incident.ref}/da-ghi/")
    for part in (
        incident.ref,
        "Lừa đảo qua tin nhắn",
        "P3 – Trung bình",
        "hxxps://vneid[.]example/x",
        "0987 654 321",
        "0451000123456",
        f"{incident.ref}/buoc/triaged/",
    ):
        assert part in shown


def test_a_double_click_logs_once(client, responder):
    client.force_login(responder)
    first, second = post(client, "máy hỏng"), post(client, "máy hỏng")
    assert first.url == second.url
    assert Incident.objects.count() == 1


def test_the_same_key_with_another_text_keeps_it_and_asks_again(client, responder):
    client.force_login(responder)
    post(client, "máy hỏng")
    response = post(client, "máy khác hỏng")
    page = response.content.decode()
    assert response.status_code == 422
    assert "máy khác hỏng" in page
    key = re.search(r'name="key" value="(\w+)"', page).group(1)
    assert key != KEY
    assert post(client, "máy khác hỏng", key).status_code == 302


@pytest.mark.parametrize("text", ["", "   ", "\x00", "x" * 20_001, "y" * 1_000_000])
def test_bad_texts_get_a_vietnamese_message_beside_the_field(client, responder, text):
    client.force_login(responder)
    response = post(client, text)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Hãy viết hoặc dán" in page or "tối đa 20.000 ký tự" in page
    assert text.strip("\x00 ") in page
    assert not Incident.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "😀 máy hỏng",
        "<script>alert(1)</script>",
        "{{7*7}} {% now %}",
        "=cmd()",
        "a\u202eb máy",
        unicodedata.normalize("NFD", "Lừa đảo"),
        '"',
    ],
)
def test_odd_texts_are_kept_as_text(client, responder, text):
    client.force_login(responder)
    page = client.get(post(client, text).url.replace("da-ghi/", "")).content.decode()
    incident = Incident.objects.get()
    assert incident.summary == unicodedata.normalize("NFC", text.replace("\u202e", ""))
    assert "<script>alert" not in page
    assert "49" not in incident.title


def test_a_missing_key_is_refused_with_the_text_kept(client, responder):
    client.force_login(responder)
    response = client.post(NEW, {"text": "máy hỏng"})
    assert response.status_code == 422
    assert "máy hỏng" in response.content.decode()


def test_extra_fields_are_never_stored(client, responder):
    client.force_login(responder)
    extra = {"status": "closed", "tlp": "CLEAR", "ref": "X", "version": "9"}
    client.post(NEW, {"text": "máy hỏng", "key": KEY, **extra})
    incident = Incident.objects.get()
    assert (incident.status, incident.tlp, incident.version) == ("new", "AMBER", 1)


def test_a_team_member_logs_for_the_own_village(client, team_leader, village):
    client.force_login(team_leader)
    shown = client.get(post(client, "ông Ba bị gọi lừa").url).content.decode()
    incident = Incident.objects.get()
    assert (incident.village, incident.channel) == (village, "team21")
    assert incident.reporter_type == "community_team"
    assert "/buoc/" not in shown
    detail = f"/lam-viec/su-co/{incident.ref}/"
    assert client.get(detail).status_code == 200
    assert client.get(f"{detail}buoc/triaged/").status_code == 404
    assert client.post(f"{detail}ghi-chu/", {"text": "x"}).status_code == 404


def test_pages_are_never_stored(client, responder, make_incident):
    client.force_login(responder)
    ref = make_incident().ref
    for url in (NEW, "/lam-viec/su-co/", f"/lam-viec/su-co/{ref}/"):
        assert "no-store" in client.get(url)["Cache-Control"]


def test_a_visitor_is_sent_to_the_login_door(client, settings):
    door = resolve_url(settings.LOGIN_URL)
    assert client.get(NEW).url.startswith(f"{door}?next=")


def test_steps_are_taken_on_the_phone(client, responder, make_incident):
    incident = make_incident()
    client.force_login(responder)
    url = f"/lam-viec/su-co/{incident.ref}/buoc/triaged/"
    form = client.get(url).context["form"]
    values = {name: form[name].value() for name in form.fields}
    values = {k: v for k, v in values.items() if v is not None and v is not False}
    assert client.post(url, values).status_code == 302
    incident.refresh_from_db()
    assert (incident.status, incident.lead) == ("triaged", responder)
    again = client.post(url, values)
    assert again.status_code == 422
    assert "Bước tiếp theo được phép" in again.content.decode()


def test_a_step_with_a_bad_date_keeps_what_was_typed(client, responder, make_incident):
    incident = make_incident()
    client.force_login(responder)
    base = f"/lam-viec/su-co/{incident.ref}/buoc"
    form = client.get(f"{base}/triaged/").context["form"]
    values = {n: form[n].value() for n in form.fields if form[n].value()}
    values |= dict.fromkeys(("functional", "information", "public"), "1")
    values |= dict.fromkeys(("spread", "recoverability", "time_pressure"), "1")
    client.post(f"{base}/triaged/", values)
    for moment in ("31/02/2026 08:00", "01/01/2099 08:00", "x"):
        sent = {"resume_at": moment, "reason": "chờ nhà mạng nối cáp"}
        response = client.post(f"{base}/on_hold/", sent)
        assert response.status_code == 422, moment
        assert "chờ nhà mạng nối cáp" in response.content.decode()


def test_indicators_are_confirmed_on_the_phone(client, responder, make_incident):
    incident = make_incident("gọi 0987654321")
    row = incident.indicators.get()
    client.force_login(responder)
    url = f"/lam-viec/su-co/{incident.ref}/chi-bao/{row.pk}/"
    assert client.post(url, {"state": "nonsense"}).status_code == 404
    client.post(url, {"state": "confirmed"})
    row.refresh_from_db()
    assert (row.state, row.decided_by, row.is_ioc) == ("confirmed", responder, True)


def test_a_note_sent_twice_is_one_note(client, responder, make_incident):
    incident = make_incident()
    client.force_login(responder)
    url = f"/lam-viec/su-co/{incident.ref}/ghi-chu/"
    note = {"text": "đã gọi", "kind": "action", "visibility": "team", "key": KEY}
    client.post(url, note)
    client.post(url, note)
    assert incident.timeline.filter(kind="action").count() == 1


def test_back_and_the_button_again_records_the_same_words_once(client, responder):
    client.force_login(responder)
    answers = []
    for _page in range(2):
        key = client.get(NEW).context["form"]["key"].value()
        answers.append(client.post(NEW, {"text": "Máy báo virus", "key": key}))
    assert answers[0].url == answers[1].url
    assert Incident.objects.count() == 1
    assert "đã được ghi" in client.get(answers[1].url).text


def test_the_same_words_an_hour_later_are_another_incident(client, responder):
    client.force_login(responder)
    now = timezone.now()
    for minutes in (0, 61):
        with time_machine.travel(now + timedelta(minutes=minutes)):
            key = client.get(NEW).context["form"]["key"].value()
            client.post(NEW, {"text": "Máy báo virus", "key": key})
    assert Incident.objects.count() == 2


def test_back_and_the_button_again_adds_one_note(client, responder, make_incident):
    incident = make_incident()
    client.force_login(responder)
    address = f"/lam-viec/su-co/{incident.ref}/ghi-chu/"
    before = incident.timeline.count()
    for _page in range(2):
        form = client.get(address).context["form"]
        sent = {name: form[name].value() for name in form.fields}
        assert client.post(address, sent | {"text": "Đã gọi"}).status_code == 302
    assert incident.timeline.count() == before + 1
