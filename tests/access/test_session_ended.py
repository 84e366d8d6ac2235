"""A form that comes after the sign-in has ended gives back what was typed."""

import json
from datetime import timedelta
from urllib.parse import parse_qs, quote, urlsplit

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.access.signing_in import LOGIN, sign_in

LIGHT = "/lam-viec/ngon-ngu/"
ADMIN = "/quan-tri/account/"
STORY = 'Bà Lê Thị Mẫu báo: "bấm vào đường dẫn lạ" <b>& mất tiền</b>'
FORM_URL = "application/x-www-form-urlencoded"


def boxes(response) -> list[str]:
    page = BeautifulSoup(response.content, "html.parser")
    found = page.find_all("textarea")
    assert all(box.has_attr("readonly") for box in found)
    assert all(page.find("label", attrs={"for": box["id"]}) for box in found)
    return [box.get_text() for box in found]


def new_tab(response):
    page = BeautifulSoup(response.content, "html.parser")
    return page.find("a", target="_blank")


@pytest.fixture
def late(db):
    """Return a browser whose sign-in is gone."""
    return Client()


@pytest.mark.parametrize("address", [LIGHT, ADMIN, "/quan-tri/pages/1/edit/?a=1&b=2"])
def test_typed_words_come_back_and_the_link_leads_back(late, address):
    response = late.post(address, {"note": STORY, "next": "/lam-viec/trang nào đó/"})
    assert response.status_code == 403
    assert boxes(response) == [STORY]
    link = urlsplit(new_tab(response)["href"])
    assert link.path == LOGIN
    assert parse_qs(link.query) == {"next": [address]}
    assert response["Cache-Control"] == "no-store"
    assert not response.cookies
    page = BeautifulSoup(response.content, "html.parser")
    assert len(page.find_all("h1")) == 1
    assert page.find_all(["style", "b"]) == page.find_all(style=True) == []
    assert [s for s in page.find_all("script") if not s.get("src")] == []


def test_session_that_is_over_after_twelve_hours_gives_the_words_back(client, user_in):
    user_in("Editors", username="an")
    start = timezone.now()
    with time_machine.travel(start) as clock:
        sign_in(client, "an")
        clock.move_to(start + timedelta(hours=11))
        session = client.session
        session["seen"] = 11  # renews Django's own limit
        session.save()
        clock.move_to(start + timedelta(hours=13))
        response = client.post(LIGHT, {"note": STORY})
    assert boxes(response) == [STORY]
    assert parse_qs(urlsplit(new_tab(response)["href"]).query) == {"next": [LIGHT]}


def test_link_leads_to_the_page_of_the_form(late):
    form = "http://testserver/lam-viec/?trang=2"
    response = late.post(LIGHT, {"note": STORY}, headers={"Referer": form})
    query = parse_qs(urlsplit(new_tab(response)["href"]).query)
    assert query == {"next": ["/lam-viec/?trang=2"]}


@pytest.mark.parametrize(
    "header",
    [
        {"Referer": "https://xau.example/lam-viec/"},
        {"Origin": "https://xau.example"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
def test_words_of_another_site_are_not_shown(late, header):
    response = late.post(LIGHT, {"note": STORY}, headers=header)
    assert response.status_code == 302


@pytest.mark.parametrize(
    "name",
    [
        "password",
        "old_password1",
        "csrfmiddlewaretoken",
        "page-key",
        "form_key",
        "as-read",
        "code",
        "recovery_codes",
        "client_secret",
        "Token",
        "next",
    ],
)
def test_secrets_and_parts_of_the_page_are_not_shown(late, name):
    secret = "mật khẩu rất dài 123"
    assert late.post(LIGHT, {name: secret}).status_code == 302
    response = late.post(LIGHT, {name: secret, "note": STORY})
    assert boxes(response) == [STORY]
    assert secret not in response.content.decode()


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"state": "closed", "pk": "17", "name": "Lan"},
        {"ref": "0b1f8c1e-9d53-4c0a-8a55-3f6a1d2b7c90"},
        {"ref": "0b1f8c1e9d534c0a8a553f6a1d2b7c90"},
        {"marks": json.dumps({"a": "some words here"})},
        {"marks": json.dumps(["some words", "and more"])},
        {"blank": " " * 40},
        {"file": SimpleUploadedFile("Biên bản cuộc họp.txt", b"some words of it")},
    ],
)
def test_post_without_words_goes_to_the_door_as_before(late, data):
    response = late.post(LIGHT, data)
    assert response.status_code == 302
    assert response.url == f"{LOGIN}?next={LIGHT}"


def test_long_word_and_words_in_brackets_are_typed(late):
    data = {"link": "https://ngan-hang.example", "title": "[Khẩn] mất điện"}
    assert boxes(late.post(LIGHT, data)) == [*data.values()]


def test_lines_of_the_editor_come_back_without_its_json(late):
    lines = ["Dòng thứ nhất", "Dòng thứ hai"]
    blocks = [{"key": "a1b2c", "text": line, "type": "unstyled"} for line in lines]
    response = late.post(ADMIN, {"body": json.dumps({"blocks": blocks})})
    assert boxes(response) == ["\n".join(lines)]


def test_door_itself_is_left_alone(late):
    data = {"login": "nguyen.van.a@xa.example", "password": "sai hoàn toàn rồi"}
    response = late.post(LOGIN, data)
    assert response.status_code == 200
    assert boxes(response) == []
    for closed in ("/quan-tri/login/", f"/quan-tri/login/?next={LIGHT}"):
        assert late.post(closed, data).status_code in {301, 302}


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Requested-With": "XMLHttpRequest", "Accept": "text/html"},
        {"Accept": "application/json"},
        {"Accept": "application/json, text/plain, */*"},
        {"Accept": "*/*", "Sec-Fetch-Dest": "empty"},
    ],
)
def test_script_gets_what_it_got_before(late, headers):
    response = late.post(LIGHT, {"note": STORY}, headers=headers)
    assert response.status_code == 302


def test_json_and_get_get_what_they_got_before(late):
    json_post = late.post(LIGHT, {"note": STORY}, content_type="application/json")
    assert json_post.status_code == 302
    assert late.get(LIGHT, {"note": STORY}).status_code == 302


def test_signed_in_account_without_the_right_is_answered_as_before(client, user_in):
    client.force_login(user_in("Community teams"))
    response = client.post("/quan-tri/pages/1/edit/", {"note": STORY})
    assert response.status_code == 302
    assert client.post(LIGHT, {"note": STORY}).status_code == 200


def test_browser_on_a_page_of_its_own_gets_the_words(late):
    accept = "text/html,application/xhtml+xml,*/*;q=0.8"
    fetch = {"Sec-Fetch-Dest": "document", "Sec-Fetch-Site": "same-origin"}
    headers = {"Accept": accept, **fetch}
    assert boxes(late.post(LIGHT, {"note": STORY}, headers=headers)) == [STORY]


def test_very_long_form_is_cut_and_says_so(late):
    data = {f"field-{n}": f"đoạn số {n}" for n in range(25)}
    response = late.post(LIGHT, data | {"field-0": "dài " * 250_000})
    shown = boxes(response)
    assert len(shown) == 20
    assert len(shown[0]) == 20_000
    assert response.context["typed"].is_partial
    assert not late.post(LIGHT, {"a": STORY}).context["typed"].is_partial


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("một\0hai ba", "mộthai ba"),
        ("an \u202egnp.exe", "an gnp.exe"),
        ("</textarea><script>alert(1)</script>", None),
        ("{{ DEMO }} {% now 'Y' %}", None),
        ("[" * 200_000 + " a", []),
        ('{"blocks": [1, {"text": 5}, {"text": null}]}', []),
        ('{"blocks": {"text": "hai ba"}}', []),
    ],
)
def test_hostile_words_are_only_words(late, typed, shown):
    response = late.post(LIGHT, {"note": typed, "other": STORY})
    assert response.status_code == 403
    kept = [] if shown == [] else [shown or typed]
    assert boxes(response) == [*kept, STORY]


@pytest.mark.parametrize("charset", ["utf-7", "hex", "utf-16", "khong-co"])
@pytest.mark.parametrize("kind", [FORM_URL, "multipart/form-data; boundary=x"])
def test_strange_charset_is_no_fault_of_ours(late, charset, kind):
    part = '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n'
    words = "+2AA- b c d"  # in UTF-7 half a sign, which no page can hold
    body = f"a={quote(words)}" if kind == FORM_URL else f"{part}{words}\r\n--x--\r\n"
    response = late.generic("POST", LIGHT, body, f"{kind}; charset={charset}")
    assert response.status_code in {302, 400, 403}


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("&".join(f"a{n}=hai+ba" for n in range(2000)), FORM_URL),
        ("a=" + "x+" * 3_000_000, FORM_URL),
        ("--x\r\nContent-Disp", "multipart/form-data; boundary=x"),
        ("a=hai+ba", "multipart/form-data"),
    ],
)
def test_unreadable_post_is_answered_as_before(late, settings, body, kind):
    new = late.generic("POST", LIGHT, body, kind)
    ours = "commune.access.session_ended.SessionEndedMiddleware"
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name != ours]
    old = Client().generic("POST", LIGHT, body, kind)
    assert new.status_code == old.status_code < 500
