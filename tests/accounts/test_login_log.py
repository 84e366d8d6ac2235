"""The login log: what is written, who reads it, how long it stays."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db.models import F
from django.test import Client
from django.utils import timezone

from commune.accounts import login_log
from commune.models import LoginEvent
from commune.models.accounts import AppendOnly, LoginAct
from tests.access.signing_in import add_totp, sign_in, totp_code
from tests.accounts.making import acts

pytestmark = pytest.mark.django_db
LOG = "/quan-tri/tai-khoan/nhat-ky/"


def test_signing_in_and_out_leaves_lines_with_address_port_and_browser(person):
    client = Client(REMOTE_ADDR="203.0.113.9", REMOTE_PORT="51234")
    sign_in(client, "an", HTTP_USER_AGENT="x" * 300)
    client.post("/tai-khoan/logout/")
    first = LoginEvent.objects.get(act="signed_in")
    assert (first.address, first.port) == ("203.0.113.9", 51234)
    assert first.user_agent == "x" * 200
    assert acts(person) == ["signed_in", "signed_out"]


def test_port_behind_a_trusted_proxy_is_the_visitors(person, settings):
    settings.TRUSTED_PROXIES = ["127.0.0.1/32"]
    client = Client(REMOTE_PORT="40000")
    forwarded = {"X-Forwarded-For": "203.0.113.9", "X-Client-Port": "51234"}
    sign_in(client, "an", headers=forwarded)
    line = LoginEvent.objects.get()
    assert (line.address, line.port) == ("203.0.113.9", 51234)


def test_port_that_a_visitor_invents_is_not_believed(person, settings):
    settings.TRUSTED_PROXIES = []
    client = Client(REMOTE_ADDR="203.0.113.9", REMOTE_PORT="40000")
    sign_in(client, "an", headers={"X-Client-Port": "51234"})
    assert LoginEvent.objects.get().port == 40000


@pytest.mark.parametrize("port", ["", "x", "-1", "1234567", "٣"])
def test_port_that_is_no_number_is_left_out(person, port):
    client = Client(REMOTE_PORT=port)
    sign_in(client, "an")
    assert LoginEvent.objects.get().port is None


def test_wrong_password_of_an_account_is_logged_without_it(person):
    for login in ("an", "AN", "an@xa.example"):
        sign_in(Client(), login, "mat-khau-bi-lo")
    assert acts(person) == ["failed"] * 3
    values = LoginEvent.objects.values_list("note", "user_agent")
    assert "mat-khau-bi-lo" not in str(list(values))


def test_name_that_is_no_account_leaves_no_line(person):
    for login in ("khong-co", "mat-khau-go-nham", "khong@xa.example", "' OR 1=1"):
        sign_in(Client(), login, "x")
    assert not LoginEvent.objects.exists()


def test_second_factor_right_and_wrong_is_logged(person):
    add_totp(person)
    client = Client()
    sign_in(client, "an")
    client.post("/tai-khoan/2fa/authenticate/", {"code": "000000"})
    client.post("/tai-khoan/2fa/authenticate/", {"code": totp_code()})
    assert acts(person) == ["factor_failed", "factor_used", "signed_in"]


def test_own_change_of_password_is_logged(person):
    client = Client()
    sign_in(client, "an")
    new = {"password1": "Mot-mat-khau-moi-26", "password2": "Mot-mat-khau-moi-26"}
    client.post("/tai-khoan/password/change/", {"oldpassword": "xaso-test-2026"} | new)
    assert "password" in acts(person)


def test_lines_are_written_once(person):
    line = login_log.record(LoginAct.SIGNED_IN, person)
    line.note = "khác"
    with pytest.raises(AppendOnly):
        line.save()
    with pytest.raises(AppendOnly):
        line.delete()
    with pytest.raises(AppendOnly):
        LoginEvent.objects.update(note=F("act"))
    with pytest.raises(AppendOnly):
        LoginEvent.objects.all().delete()


def test_worker_deletes_what_is_older_than_400_days(person):
    now = timezone.now()
    with time_machine.travel(now - timedelta(days=401)):
        login_log.record(LoginAct.SIGNED_IN, person)
    with time_machine.travel(now - timedelta(days=399)):
        kept = login_log.record(LoginAct.SIGNED_IN, person)
    call_command("work", "--once", stdout=open_nowhere())
    assert list(LoginEvent.objects.all()) == [kept]


def open_nowhere():
    from io import StringIO

    return StringIO()


def test_administrator_filters_by_account_event_and_day(desk, person, user_in):
    other = user_in("Editors", username="binh")
    login_log.record(LoginAct.FAILED, person)
    login_log.record(LoginAct.SIGNED_IN, person)
    login_log.record(LoginAct.SIGNED_IN, other)
    today = timezone.localdate()
    day = f"{today:%d/%m/%Y}"
    page = desk.get(LOG, {"account": "an", "act": "signed_in", "since": day})
    shown = [(e.user.username, e.act) for e in page.context["page"]]
    assert ("an", "signed_in") in shown
    assert {act for _name, act in shown} == {"signed_in"}
    assert "binh" not in {name for name, _act in shown}
    gone = {"until": f"{today - timedelta(days=1):%d/%m/%Y}"}
    assert list(desk.get(LOG, gone).context["page"]) == []


@pytest.mark.parametrize("value", ["31/02/2026", "hôm qua", "\x01", "9" * 300])
def test_bad_day_is_told_beside_the_field(desk, value):
    page = desk.get(LOG, {"since": value, "act": "no"})
    assert page.status_code == 200
    assert {"since", "act"} <= page.context["form"].errors.keys()


def test_csv_takes_no_cell_for_a_formula(desk, person):
    login_log.record(LoginAct.SWITCHED_OFF, person, note="=1+1")
    client = Client(HTTP_USER_AGENT="@SUM(A1)")
    sign_in(client, "an")
    text = desk.get(LOG, {"dang": "csv", "account": "an"}).content.decode()
    assert "'=1+1" in text
    assert "'@SUM(A1)" in text
    assert ";=" not in text
    assert ";@" not in text


@pytest.mark.parametrize("role", ["Editors", "Leadership", "Response leads"])
def test_log_is_for_administrators(as_user, user_in, role):
    answer = as_user(user_in(role)).get(LOG)
    assert answer.status_code in {302, 403}


def test_person_sees_the_own_last_sign_ins_alone(person, user_in, as_user):
    login_log.record(LoginAct.FAILED, user_in("Editors", username="binh"))
    client = Client(REMOTE_ADDR="203.0.113.9")
    sign_in(client, "an")
    page = client.get("/tai-khoan/sessions/").content.decode()
    assert "Các lần đăng nhập gần đây" in page
    assert page.count("203.0.113.9") == 2  # the session and the sign-in
    assert "Sai mật khẩu" not in page


@pytest.mark.parametrize("count", [1, 30])
def test_log_asks_the_database_a_constant_number_of_times(
    desk, person, count, django_assert_max_num_queries
):
    for _time in range(count):
        login_log.record(LoginAct.SIGNED_IN, person, actor=person)
    desk.get(LOG)
    with django_assert_max_num_queries(12):
        desk.get(LOG)
