"""Staff choose their language; the page stays, and no browser chooses for them."""

import json
import re

import pytest
from wagtail.users.models import UserProfile

from tests.access.signing_in import sign_in

SWITCH = "/lam-viec/ngon-ngu/"
PROFILE = "/quan-tri/account/"
ENGLISH_BROWSER = {"accept-language": "en-US,en;q=0.9"}


def language_of(client, address: str) -> str:
    page = client.get(address, headers=ENGLISH_BROWSER).content.decode()
    return re.search(r'<html[^>]* lang="(\w+)"', page)[1]


@pytest.fixture
def editor(client, user_in):
    user = user_in("Editors", username="an")
    sign_in(client, "an")
    return user


@pytest.mark.parametrize("address", ["/", "/lam-viec/", "/quan-tri/", PROFILE])
def test_an_english_browser_gets_vietnamese(client, editor, address):
    assert language_of(client, address) == "vi"


def test_visitor_of_the_door_gets_vietnamese(client, db):
    assert language_of(client, "/tai-khoan/login/") == "vi"


@pytest.mark.parametrize(
    "page", ["/lam-viec/?trang=2", "/quan-tri/images/?q=a&p=1", "/tai-khoan/sessions/"]
)
def test_switching_keeps_the_page(client, editor, page):
    answer = client.post(SWITCH, {"language": "en", "next": page})

    assert (answer.status_code, answer.url) == (302, page)
    assert language_of(client, page) == "en"


def test_switching_there_and_back(client, editor):
    client.post(SWITCH, {"language": "en"})
    assert "Log out" in client.get("/lam-viec/").content.decode()
    assert '"Page explorer"' not in client.get("/quan-tri/jsi18n/").content.decode()

    client.post(SWITCH, {"language": "vi"})
    assert "Đăng xuất" in client.get("/lam-viec/").content.decode()
    assert UserProfile.objects.get(user=editor).preferred_language == "vi"


def test_the_choice_is_there_after_the_next_sign_in(client, editor):
    client.post(SWITCH, {"language": "en"})
    client.post("/tai-khoan/logout/")
    sign_in(client, "an")

    assert language_of(client, "/lam-viec/") == "en"


def test_the_public_site_stays_vietnamese(client, editor):
    client.post(SWITCH, {"language": "en"})

    assert language_of(client, "/lop-hoc/") == "vi"


@pytest.mark.parametrize("place", ["//evil.example/", "https://evil.example/", ""])
def test_switching_leads_nowhere_else(client, editor, place):
    answer = client.post(SWITCH, {"language": "en", "next": place})

    assert answer.url == "/lam-viec/"


@pytest.mark.parametrize("language", ["", "xx", "fr", "vi\0"])
def test_an_unknown_language_changes_nothing(client, editor, language):
    answer = client.post(SWITCH, {"language": language, "next": PROFILE})

    assert answer.status_code in {200, 400}
    assert not UserProfile.objects.exclude(preferred_language="").exists()


def test_who_is_not_signed_in_goes_to_the_door(client, db):
    assert client.get(SWITCH).url.startswith("/tai-khoan/login/")
    assert client.post(SWITCH, {"language": "en"}).status_code == 302
    assert not UserProfile.objects.exists()


@pytest.mark.parametrize("role", ["Community teams", "Leadership", "Trainers"])
def test_every_role_may_choose(client, user_in, role):
    client.force_login(user_in(role))
    page = client.get(f"{SWITCH}?next=/lam-viec/").content.decode()

    assert 'value="/lam-viec/"' in page
    assert client.post(SWITCH, {"language": "en"}).status_code == 302
    assert language_of(client, "/lam-viec/") == "en"


def test_the_admins_menu_leads_to_the_choice_and_back(client, editor):
    page = client.get("/quan-tri/images/?q=a").content.decode()
    data = re.search(r'id="wagtail-sidebar-props"[^>]*>(.*?)</script>', page)[1]

    assert "/lam-viec/ngon-ngu/?next=%2Fquan-tri%2Fimages%2F%3Fq%3Da" in json.dumps(
        json.loads(data)
    )


def test_the_profile_form_changes_the_phone_pages_too(client, editor):
    form = {
        "locale-preferred_language": "en",
        "name_email-first_name": "An",
        "name_email-email": "an@xa.example",
        "theme-theme": "system",
        "theme-contrast": "system",
        "theme-density": "default",
    }
    answer = client.post(PROFILE, form)

    assert answer.status_code == 302, answer.context
    assert language_of(client, "/lam-viec/") == "en"
