"""Accounts whose role needs a second factor reach nothing until they have one."""

import pytest

from tests.access.addresses import walk
from tests.access.signing_in import SECRET, add_totp, sign_in, totp_code

ACTIVATE = "/tai-khoan/2fa/totp/activate/"
EVERYTHING = ("/quan-tri/", "/lam-viec/", "/lanh-dao/", "/tai-lieu/", "/tai-khoan/")
STILL_OPEN = {
    "/tai-khoan/login/",
    "/tai-khoan/logout/",
    "/tai-khoan/reauthenticate/",
    "/tai-khoan/2fa/",
    "/tai-khoan/2fa/totp/activate/",
    "/tai-khoan/2fa/webauthn/",
    "/tai-khoan/2fa/webauthn/add/",
    "/tai-khoan/2fa/reauthenticate/",
}


@pytest.fixture
def enforced(settings):
    settings.SECOND_FACTOR_ROLES = ["*"]


@pytest.fixture
def administrator(user_in):
    return user_in("Administrators", "Editors", username="an")


@pytest.mark.slow
def test_account_without_factor_reaches_no_staff_address(
    client, administrator, enforced
):
    client.force_login(administrator)
    client.raise_request_exception = False
    addresses = {a for a, _p in walk() if a.startswith(EVERYTHING)} - STILL_OPEN
    assert len(addresses) > 200
    answers = {}
    for method in (client.get, client.post):
        for address in addresses:
            response = method(address)
            answers[address] = (response.status_code, response.get("Location"))
        wrong = {a: got for a, got in answers.items() if got != (302, ACTIVATE)}
        assert wrong == {}


def test_api_session_without_factor_is_refused_as_a_problem(
    client, administrator, enforced
):
    client.force_login(administrator)
    response = client.get("/api/v1/sessions/x/roster")
    assert response.status_code == 403
    assert response["Content-Type"] == "application/problem+json"


def test_control_without_the_rule_the_same_account_works(client, administrator):
    client.force_login(administrator)
    assert client.get("/quan-tri/").status_code == 200
    assert client.get("/lam-viec/").status_code == 200


def test_visitors_are_not_asked(client, db, enforced):
    assert client.get("/healthz").status_code == 200
    assert client.get("/tai-khoan/login/").status_code == 200


@pytest.mark.parametrize(("role", "opens"), [("Responders", False), ("Editors", True)])
def test_rule_reaches_the_named_roles(client, user_in, settings, role, opens):
    settings.SECOND_FACTOR_ROLES = ["Responders"]
    client.force_login(user_in(role))
    assert (client.get("/lam-viec/").status_code == 200) is opens


def test_superuser_is_never_left_out(client, user_in, settings):
    settings.SECOND_FACTOR_ROLES = ["Responders"]
    user = user_in(username="root")
    user.is_superuser = True
    user.save()
    client.force_login(user)
    assert client.get("/quan-tri/")["Location"] == ACTIVATE


def test_activation_gives_recovery_codes_and_opens_the_rest(
    client, administrator, enforced
):
    sign_in(client, "an")
    client.get(ACTIVATE)
    session = client.session
    session["mfa.totp.secret"] = SECRET
    session.save()
    response = client.post(ACTIVATE, {"code": totp_code()})
    assert response["Location"] == "/tai-khoan/2fa/recovery-codes/"
    page = client.get("/tai-khoan/2fa/recovery-codes/")
    assert len(page.context["unused_codes"]) == 10
    assert client.get("/quan-tri/").status_code == 200


def test_request_for_a_password_does_not_bar_the_way_to_the_factor(
    client, administrator, enforced
):
    administrator.email = "an@xa.example"
    administrator.save()
    client.post("/tai-khoan/password/reset/", {"email": "an@xa.example"})
    sign_in(client, "an")
    assert client.get(ACTIVATE).status_code == 200


def test_recovery_codes_alone_are_no_factor(client, administrator, enforced):
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    RecoveryCodes.activate(administrator)
    client.force_login(administrator)
    assert client.get("/lam-viec/")["Location"] == ACTIVATE


def test_recovery_code_replaces_a_lost_phone_once(client, administrator, enforced):
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    add_totp(administrator)
    code = RecoveryCodes.activate(administrator).get_unused_codes()[0]
    for opens in (True, False):
        sign_in(client, "an")
        client.post("/tai-khoan/2fa/authenticate/", {"code": code})
        assert ("_auth_user_id" in client.session) is opens
        client.logout()


def test_last_factor_cannot_be_removed_where_the_role_needs_one(
    client, administrator, enforced
):
    add_totp(administrator)
    sign_in(client, "an")
    client.post("/tai-khoan/2fa/authenticate/", {"code": totp_code()})
    client.post("/tai-khoan/2fa/totp/deactivate/")
    assert administrator.authenticator_set.filter(type="totp").exists()
    assert client.get("/lam-viec/").status_code == 200


def test_factor_removed_elsewhere_closes_the_open_session(
    client, administrator, enforced
):
    add_totp(administrator)
    sign_in(client, "an")
    client.post("/tai-khoan/2fa/authenticate/", {"code": totp_code()})
    assert client.get("/lam-viec/").status_code == 200
    administrator.authenticator_set.all().delete()
    assert client.get("/lam-viec/")["Location"] == ACTIVATE
