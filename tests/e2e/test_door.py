"""The second factor in Chromium: an authenticator app and a passkey, end to end."""

import re

import pytest
from playwright.sync_api import expect

from tests.access.signing_in import totp_code

PASSWORD = "xaso-thu-2026-khoa"
MAKE = (
    "from django.contrib.auth.models import User; "
    "User.objects.create_user({name!r}, password={password!r})"
)


@pytest.fixture
def member(demo, new_context):
    """Return a maker of (page, sign_in) for an account of its own."""

    def make(name):
        demo.manage("shell", "-c", MAKE.format(name=name, password=PASSWORD))
        page = new_context().new_page()

        def sign_in():
            page.goto("/tai-khoan/login/")
            page.fill("[name=login]", name)
            page.fill("[name=password]", PASSWORD)
            page.locator("main button[type=submit]").first.click()

        sign_in()
        page.wait_for_url("**/lam-viec/")
        return page, sign_in

    return make


def sign_out(page) -> None:
    page.goto("/tai-khoan/logout/")
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url(re.compile(r"/$"))


def test_authenticator_app_is_set_up_and_asked_for(member):
    page, sign_in = member("thu-ung-dung")
    page.goto("/tai-khoan/2fa/totp/activate/")
    secret = page.input_value("#authenticator_secret")
    page.fill("[name=code]", totp_code(secret=secret))
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url("**/2fa/recovery-codes/")
    codes = page.input_value("#recovery_codes").split()
    assert len(codes) == 10
    sign_out(page)
    sign_in()
    page.wait_for_url("**/2fa/authenticate/**")
    page.fill("[name=code]", codes[0])
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url("**/lam-viec/")


def test_passkey_is_added_and_signs_in_without_a_password(member):
    page, _sign_in = member("thu-khoa")
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    page.goto("/tai-khoan/2fa/webauthn/add/")
    page.check("[name=passwordless]")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/2fa/recovery-codes/**")
    sign_out(page)
    page.goto("/tai-khoan/login/")
    page.click("#passkey_login")
    page.wait_for_url("**/lam-viec/")
    assert complaints == []


def test_refused_passkey_is_told_in_vietnamese(demo, new_context):
    page = new_context().new_page()
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")  # no authenticator: the browser refuses
    page.goto("/tai-khoan/login/")
    notice = page.locator("[data-passkey-error]")
    expect(notice).to_be_hidden()
    page.evaluate(
        "document.dispatchEvent(new CustomEvent('allauth.error', {cancelable: true}))"
    )
    expect(notice).to_be_visible()
