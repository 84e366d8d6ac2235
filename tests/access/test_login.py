"""The one login door: /tai-khoan/login/."""

import re

import pytest
from django.core import mail
from django.core.cache import caches

from tests.access.signing_in import (
    LOGIN,
    PASSWORD,
    add_totp,
    is_signed_in,
    sign_in,
    totp_code,
)

FOREIGN = [
    "https://evil.example/",
    "//evil.example",
    "///evil.example",
    "////evil.example/%2f..",
    "/\\evil.example",
    "\\\\evil.example",
    "http:evil.example",
    "http:///evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,x",
    "ftp://testserver/",
    "https://testserver@evil.example/",
    "https://testserver.evil.example/",
    "http://localhost/",
    "\thttps://evil.example",
    "\x00//evil.example",
    "/\t/evil.example",
    "//testserver:80@evil.example",
]


@pytest.fixture
def responder(user_in):
    user = user_in("Responders", username="an")
    user.email = "an@xa.example"
    user.save()
    return user


@pytest.mark.parametrize("login", ["an", "an@xa.example", "AN@xa.example", " an "])
def test_login_takes_the_name_or_the_address(client, responder, login):
    response = sign_in(client, login)
    assert response.status_code == 302
    assert response["Location"] == "/lam-viec/"
    assert is_signed_in(client)


def test_login_page_has_the_contracts_fields_and_is_not_stored(client, db):
    response = client.get(LOGIN)
    names = set(re.findall(r'<input[^>]* name="(\w+)"', response.content.decode()))
    assert {"login", "password"} <= names
    assert "remember" not in names
    assert "no-store" in response["Cache-Control"]
    assert response["Content-Security-Policy"].count("unsafe") == 0


def test_login_follows_next_on_the_same_host(client, responder):
    data = {"login": "an", "password": PASSWORD, "next": "/quan-tri/pages/"}
    assert client.post(LOGIN, data)["Location"] == "/quan-tri/pages/"


@pytest.mark.parametrize("address", FOREIGN)
def test_login_never_leads_to_another_host(client, responder, address):
    data = {"login": "an", "password": PASSWORD, "next": address}
    response = client.post(f"{LOGIN}?next={address}", data)
    assert response["Location"] == "/lam-viec/"


def test_nobody_signs_up(client, db):
    data = {"username": "x", "password1": PASSWORD, "password2": PASSWORD}
    response = client.post("/tai-khoan/signup/", data)
    assert response["Location"] == LOGIN
    assert not is_signed_in(client)


def test_sixth_wrong_password_closes_the_account_for_this_address(client, responder):
    for _ in range(5):
        assert sign_in(client, "an", "wrong").status_code == 200
    sign_in(client, "an")
    assert not is_signed_in(client)


def test_forged_forwarding_header_opens_nothing(client, responder):
    for number in range(5):
        sign_in(client, "an", "wrong", headers={"X-Forwarded-For": f"10.0.0.{number}"})
    sign_in(client, "an", headers={"X-Forwarded-For": "10.9.9.9"})
    assert not is_signed_in(client)


def test_strangers_cannot_shut_the_owner_out(client, responder):
    for _ in range(8):
        sign_in(client, "an", "wrong", REMOTE_ADDR="203.0.113.7")
    sign_in(client, "an", REMOTE_ADDR="198.51.100.2")
    assert is_signed_in(client)


def test_tries_behind_a_trusted_proxy_count_by_visitor(client, responder, settings):
    settings.TRUSTED_PROXIES = ["127.0.0.1"]
    for _ in range(6):
        sign_in(client, "an", "wrong", headers={"X-Forwarded-For": "203.0.113.7"})
    sign_in(client, "an", headers={"X-Forwarded-For": "198.51.100.2"})
    assert is_signed_in(client)


def test_tries_are_counted_in_the_cache_of_all_processes(client, responder):
    sign_in(client, "an", "wrong")
    caches["default"].clear()
    for _ in range(4):
        sign_in(client, "an", "wrong")
        caches["default"].clear()  # another process has another memory
    sign_in(client, "an")
    assert not is_signed_in(client)
    caches["shared"].clear()
    sign_in(client, "an")
    assert is_signed_in(client)


def test_password_alone_opens_no_session_where_a_factor_is_set(client, responder):
    add_totp(responder)
    response = sign_in(client, "an")
    assert response["Location"].startswith("/tai-khoan/2fa/authenticate/")
    assert not is_signed_in(client)
    client.post("/tai-khoan/2fa/authenticate/", {"code": totp_code()})
    assert is_signed_in(client)


def test_code_serves_once(client, responder):
    add_totp(responder)
    code = totp_code()
    sign_in(client, "an")
    client.post("/tai-khoan/2fa/authenticate/", {"code": code})
    client.logout()
    caches["default"].clear()
    sign_in(client, "an")
    client.post("/tai-khoan/2fa/authenticate/", {"code": code})
    assert not is_signed_in(client)


def test_wrong_codes_are_throttled(client, responder):
    add_totp(responder)
    sign_in(client, "an")
    for number in range(5):
        client.post("/tai-khoan/2fa/authenticate/", {"code": f"00000{number}"})
    client.post("/tai-khoan/2fa/authenticate/", {"code": totp_code()})
    assert not is_signed_in(client)


def test_sign_in_changes_the_session_key_and_sign_out_ends_it(client, responder):
    client.get(LOGIN)
    sign_in(client, "an")
    cookie = client.cookies["sessionid"].value
    client.post("/tai-khoan/logout/")
    client.cookies["sessionid"] = cookie
    assert client.get("/lam-viec/").status_code == 302


def test_reset_mail_links_to_the_configured_address(client, responder, settings):
    settings.WAGTAILADMIN_BASE_URL = "https://xa.example.vn"
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    data = {"email": "an@xa.example"}
    client.post("/tai-khoan/password/reset/", data, headers={"Host": "other.example"})
    assert len(mail.outbox) == 1
    links = re.findall(r"https?://[^/\s]+/tai-khoan/\S+", mail.outbox[0].body)
    assert len(links) == 1
    assert links[0].startswith("https://xa.example.vn/tai-khoan/password/reset/key/")


def test_reset_link_sets_the_password_once_and_signs_nobody_in(client, responder):
    add_totp(responder)
    client.post("/tai-khoan/password/reset/", {"email": "an@xa.example"})
    link = re.search(r"/tai-khoan/password/reset/key/\S+", mail.outbox[0].body)[0]
    form_page = client.get(link)["Location"]
    new = {"password1": "mot-mat-khau-moi-2026", "password2": "mot-mat-khau-moi-2026"}
    client.post(form_page, new)
    assert not is_signed_in(client)
    responder.refresh_from_db()
    assert responder.check_password("mot-mat-khau-moi-2026")
    assert client.get(link).status_code == 200  # no redirect to the form: used up


def test_reset_answers_the_same_for_an_unknown_address(client, responder):
    known = client.post("/tai-khoan/password/reset/", {"email": "an@xa.example"})
    other = client.post("/tai-khoan/password/reset/", {"email": "no@xa.example"})
    assert known["Location"] == other["Location"]
    assert len(mail.outbox) == 1
