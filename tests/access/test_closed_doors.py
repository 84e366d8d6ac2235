"""No other address gives a session, above all not past the second factor."""

import pytest
from django.contrib.auth import views as auth_views
from django.test import Client
from django.urls import resolve

from tests.access.addresses import walk
from tests.access.signing_in import LOGIN, PASSWORD, add_totp, is_signed_in

KNOWN = [
    "/quan-tri/login/",
    "/quan-tri/login/?next=/quan-tri/",
    "/_util/login/",
    "/quan-tri/password_reset/",
    "/quan-tri/password_reset/confirm/MQ/set-password/",
    "/quan-tri/password_reset/done/",
    "/admin/login/",
    "/accounts/login/",
    "/api-auth/login/",
    "/login/",
]
CREDENTIALS = {
    "login": "an",
    "username": "an",
    "email": "an@xa.example",
    "password": PASSWORD,
    "password1": PASSWORD,
    "password2": PASSWORD,
    "next": "/quan-tri/",
}


@pytest.fixture
def guarded(user_in):
    """Return an account with every right of an editor and a second factor."""
    user = user_in("Editors", "Administrators", username="an")
    user.email = "an@xa.example"
    user.save()
    add_totp(user)
    return user


def post_credentials(address: str) -> Client:
    client = Client(raise_request_exception=False)
    client.post(address, CREDENTIALS)
    return client


@pytest.mark.parametrize("address", KNOWN)
def test_known_login_posts_give_no_session(guarded, address):
    assert not is_signed_in(post_credentials(address))


def test_control_wagtails_own_login_passes_the_second_factor_by(guarded, settings):
    settings.ROOT_URLCONF = "tests.access.stock_login_urls"
    assert is_signed_in(post_credentials("/wagtail/login/"))


@pytest.mark.slow
def test_no_address_of_the_site_gives_a_session(guarded):
    addresses = sorted({address for address, _pattern in walk()})
    assert len(addresses) > 200
    opened = [a for a in addresses if is_signed_in(post_credentials(a))]
    assert opened == []


def test_login_views_of_others_are_out_of_reach():
    views = {}
    for address, pattern in walk():
        made_of = getattr(pattern.callback, "view_class", None)
        if isinstance(made_of, type) and issubclass(made_of, auth_views.LoginView):
            views[address] = resolve(address).func is pattern.callback
    assert views == {"/quan-tri/login/": False, "/_util/login/": False}


def test_django_admin_is_not_mounted():
    owners = {pattern.lookup_str for _address, pattern in walk()}
    assert [name for name in owners if name.startswith("django.contrib.admin")] == []


def test_password_in_the_basic_scheme_is_no_credential(client, guarded):
    from rest_framework.settings import api_settings

    names = [c.__name__ for c in api_settings.DEFAULT_AUTHENTICATION_CLASSES]
    assert names == ["SessionAuthentication"]


@pytest.mark.parametrize("address", ["/quan-tri/login/", "/_util/login/"])
def test_closed_doors_lead_to_the_one_door(client, db, address):
    response = client.get(f"{address}?next=/quan-tri/pages/")
    assert response["Location"] == f"{LOGIN}?next=/quan-tri/pages/"


def test_wagtails_sign_out_takes_a_post_only(client, guarded):
    client.force_login(guarded)
    assert client.get("/quan-tri/logout/").status_code == 200
    assert is_signed_in(client)
    client.post("/quan-tri/logout/")
    assert not is_signed_in(client)
