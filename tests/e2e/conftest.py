"""The real thing: `deploy/demo.py` with its own folder, and Debian's Chromium."""

import shutil
from pathlib import Path

import pytest

from commune.demo_accounts import PASSWORD
from tests.demo_site import Demo

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.hookimpl(tryfirst=True)  # xdist reads the groups in the same hook
def pytest_collection_modifyitems(items):
    """Keep all browser tests on one worker: they share one demo."""
    for item in items:
        if Path(item.fspath).is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.slow)
            item.add_marker(pytest.mark.xdist_group("demo"))
            if not CHROMIUM:  # here, or a demo would be started for nothing
                item.add_marker(pytest.mark.skip("Chromium is not installed"))


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    running = Demo(tmp_path_factory.mktemp("var"))
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser_type_launch_args():
    return {
        "executable_path": CHROMIUM,
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }


@pytest.fixture(scope="session")
def browser_context_args(demo):
    """A phone of 360 × 740 pixels in Vietnamese."""
    return {
        "base_url": demo.base,
        "viewport": {"width": 360, "height": 740},
        "locale": "vi-VN",
        "timezone_id": "Asia/Ho_Chi_Minh",
        "has_touch": True,
    }


@pytest.fixture(scope="session")
def signed_in():
    """Hold the cookies of each account: the door takes 30 sign-ins a minute."""
    return {}


@pytest.fixture
def login(new_context, signed_in):
    """Return a maker of pages that are logged in as one of the demo accounts."""

    def make(username: str, **options):
        if username not in signed_in:
            signed_in[username] = sign_in(new_context(), username)
        page = new_context(storage_state=signed_in[username], **options).new_page()
        page.goto("/lam-viec/")
        return page

    return make


def sign_in(context, username: str) -> dict:
    page = context.new_page()
    page.goto("/tai-khoan/login/")
    page.fill("input[name=login]", username)
    page.fill("input[name=password]", PASSWORD)
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url("**/lam-viec/**")
    page.close()
    return context.storage_state()
