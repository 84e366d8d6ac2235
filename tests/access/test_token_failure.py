"""A form whose token no longer fits gives back what was typed, signed in or not."""

import pytest
from django.test import Client

from tests.access.signing_in import LOGIN
from tests.access.test_session_ended import ADMIN, LIGHT, STORY, boxes, new_tab


@pytest.fixture
def strict(db):
    """Return a browser whose token is checked and missing."""
    return Client(enforce_csrf_checks=True)


@pytest.mark.parametrize("address", [LIGHT, ADMIN])
@pytest.mark.parametrize("is_signed_in", [True, False])
def test_typed_words_come_back(strict, user_in, address, is_signed_in):
    if is_signed_in:
        strict.force_login(user_in("Editors"))
    response = strict.post(address, {"note": STORY})
    assert response.status_code == 403
    assert boxes(response) == [STORY]
    assert new_tab(response)["href"] == address
    assert response["Cache-Control"] == "no-store"
    assert is_signed_in or not response.cookies


def test_token_of_an_earlier_sign_in_gives_the_words_back(strict, user_in):
    strict.force_login(user_in("Editors"))
    token = "a" * 64
    strict.get(LIGHT)
    data = {"note": STORY, "csrfmiddlewaretoken": token}
    response = strict.post(LIGHT, data)
    assert boxes(response) == [STORY]
    assert token not in response.content.decode()


def test_link_leads_to_the_page_of_the_form_and_to_no_other_site(strict):
    for page, link in [
        ("http://testserver/lam-viec/?a=1", "/lam-viec/?a=1"),
        ("http://testserver//xau.example/", "/%2Fxau.example/"),
        (f"http://testserver{LOGIN}", LIGHT),
    ]:
        response = strict.post(LIGHT, {"note": STORY}, headers={"Referer": page})
        assert new_tab(response)["href"] == link


@pytest.mark.parametrize(
    ("address", "data", "headers"),
    [
        (LIGHT, {"state": "closed"}, {}),
        (LIGHT, {"password": "mật khẩu rất dài"}, {}),
        (LIGHT, {"note": STORY}, {"Sec-Fetch-Site": "cross-site"}),
        (LIGHT, {"note": STORY}, {"Sec-Fetch-Dest": "empty"}),
        (LOGIN, {"login": "nguyen.van.a@xa.example", "password": "sai rồi đó"}, {}),
        ("/tai-khoan/2fa/totp/activate/", {"ma": "hai ba bốn năm"}, {}),
    ],
)
def test_page_without_words_to_show_is_the_old_one(strict, address, data, headers):
    response = strict.post(address, data, headers=headers)
    assert response.status_code == 403
    assert boxes(response) == []
    assert new_tab(response) is None
    text = response.content.decode()
    assert [value for value in data.values() if value in text] == []


def test_unreadable_post_gets_the_old_page(strict):
    body = "&".join(f"a{n}=hai+ba" for n in range(2000))
    response = strict.generic("POST", LIGHT, body, "application/x-www-form-urlencoded")
    assert response.status_code == 403
    assert boxes(response) == []
