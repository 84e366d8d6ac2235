"""No English word is left on the door's pages, in its errors and mails."""

import re

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from bs4 import BeautifulSoup
from django.core import mail
from django.template.loader import render_to_string

from tests.access.signing_in import LOGIN, add_totp, sign_in, totp_code

WORDS = """the your you please sign password passwords codes keys and for with forgot
login authenticator required field invalid incorrect too many attempts used account are
this that been was security deactivate activate generate sessions device name address
page found not error server try again welcome hello from"""
ENGLISH = set(WORDS.split())
ATTRIBUTES = ("placeholder", "title", "aria-label", "alt")
RESET = "/tai-khoan/password/reset/"
CHANGE = "/tai-khoan/password/change/"
FACTOR = "/tai-khoan/2fa/"


def english(text: str) -> set[str]:
    page = BeautifulSoup(text, "html.parser")
    for part in page(["script", "style"]):
        part.decompose()
    shown = [tag.get(name, "") for tag in page(True) for name in ATTRIBUTES]
    words = re.findall(r"[^\W\d_]+", " ".join([page.get_text(" "), *shown]).lower())
    return set(words) & ENGLISH


@pytest.fixture
def member(user_in, client):
    user = user_in("Editors", username="an")
    user.email = "an@xa.example"
    user.save()
    return user


@pytest.mark.parametrize(
    ("address", "data"),
    [
        (LOGIN, None),
        (LOGIN, {}),
        (LOGIN, {"login": "an", "password": "sai"}),
        (RESET, None),
        (RESET, {"email": "khong phai"}),
        (f"{RESET}done/", None),
        (f"{RESET}key/1-sai/", None),
        ("/tai-khoan/inactive/", None),
        ("/khong-co-trang-nay/", None),
    ],
)
def test_visitors_pages_are_vietnamese(client, member, address, data):
    answer = client.get(address) if data is None else client.post(address, data)
    assert english(answer.content.decode()) == set()


@pytest.mark.parametrize(
    ("address", "data"),
    [
        (CHANGE, None),
        (CHANGE, {"oldpassword": "sai", "password1": "123", "password2": "456"}),
        (FACTOR, None),
        (f"{FACTOR}totp/activate/", None),
        (f"{FACTOR}totp/activate/", {"code": "000000"}),
        (f"{FACTOR}webauthn/", None),
        (f"{FACTOR}webauthn/add/", None),
        ("/tai-khoan/sessions/", None),
        ("/tai-khoan/logout/", None),
        ("/tai-khoan/reauthenticate/", None),
        ("/tai-khoan/reauthenticate/", {"password": "sai"}),
        ("/quan-tri/account/", None),
        ("/quan-tri/khong-co/", None),
    ],
)
def test_members_pages_are_vietnamese(client, member, address, data):
    sign_in(client, "an")
    answer = client.get(address) if data is None else client.post(address, data)
    assert answer.status_code in {200, 404}
    assert english(answer.content.decode()) == set()


@pytest.mark.parametrize(
    "address",
    [
        FACTOR,
        f"{FACTOR}totp/deactivate/",
        f"{FACTOR}recovery-codes/",
        f"{FACTOR}recovery-codes/generate/",
        f"{FACTOR}reauthenticate/",
    ],
)
def test_pages_of_who_has_a_factor_are_vietnamese(client, member, address):
    add_totp(member)
    RecoveryCodes.activate(member)
    sign_in(client, "an")
    step = client.get("/tai-khoan/2fa/authenticate/").content.decode()
    wrong = client.post("/tai-khoan/2fa/authenticate/", {"code": "000000"})
    client.post("/tai-khoan/2fa/authenticate/", {"code": totp_code()})
    page = client.get(address, follow=True)
    assert page.status_code == 200
    for text in (step, wrong.content.decode(), page.content.decode()):
        assert english(text) == set()


def test_too_many_tries_are_told_in_vietnamese(client, member):
    for _ in range(12):
        page = sign_in(client, "an", "sai").content.decode()
        assert english(page) == set()


def test_reset_mail_is_vietnamese(client, member):
    client.post(RESET, {"email": "an@xa.example"})
    [message] = mail.outbox
    text = re.sub(r"https?://\S+|\S+@\S+", "", message.body)
    assert english(f"{message.subject} {text}") == set()


@pytest.mark.parametrize(
    "name",
    [
        "account/email/password_changed",
        "mfa/email/totp_activated",
        "mfa/email/totp_deactivated",
        "mfa/email/recovery_codes_generated",
        "mfa/email/webauthn_added",
        "mfa/email/webauthn_removed",
    ],
)
def test_notices_of_changes_are_vietnamese(member, name):
    facts = {"user": member, "ip": "203.0.113.7", "user_agent": "x", "timestamp": "x"}
    for part in ("subject", "message"):
        text = render_to_string(f"{name}_{part}.txt", facts)
        assert english(text) == set()


@pytest.mark.parametrize("name", ["404", "500", "403", "400", "429", "403_csrf"])
def test_error_pages_are_vietnamese(rf, db, name):
    page = render_to_string(f"{name}.html", request=rf.get("/"))
    assert 'lang="vi"' in page
    assert english(page) == set()
