"""Take the pictures of `docs/screenshots/` from a demo of its own.

`python -m tests.screenshots [name …]` takes all of them, or those whose name begins so.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from commune.demo_accounts import PASSWORD
from tests.demo_site import ROOT, Demo

TARGET = ROOT / "docs" / "screenshots"
WIDTHS = (360, 1280)
LONGEST = 1600

# name: (account or "" for a visitor, address[, link on that page to follow])
SHOTS = {
    "home": ("", "/"),
    "news": ("", "/tin-tuc/"),
    "article": ("", "/tin-tuc/", "main .list__item a"),
    "warnings": ("", "/canh-bao/"),
    "warning": ("", "/canh-bao/", "main article a, main .list__item a"),
    "procedures": ("", "/thu-tuc/"),
    "procedure": ("", "/thu-tuc/", "main .list__item a"),
    "villages": ("", "/to-cong-nghe-so/"),
    "search": ("", "/tim-kiem/?q=khai+sinh"),
    "classes": ("", "/lop-hoc/"),
    "class": ("", "/lop-hoc/", "main .card__title a"),
    "enrol": ("", "/lop-hoc/", "main .card__title a", "main a[href$='/dang-ky/']"),
    "report": ("", "/bao-su-co/"),
    "login": ("", "/tai-khoan/login/"),
    "work": ("ungcuu", "/lam-viec/"),
    "quick-log": ("ungcuu", "/lam-viec/su-co/moi/"),
    "incidents-field": ("ungcuu", "/lam-viec/su-co/"),
    "warning-form": ("truccanhbao", "/lam-viec/canh-bao/moi/"),
    "classes-field": ("giangvien", "/lam-viec/lop-hoc/"),
    "attendance": (
        "giangvien",
        "/lam-viec/lop-hoc/",
        "main a[href*='/diem-danh/']",
    ),
    "desk": ("truongungcuu", "/quan-tri/"),
    "incidents-desk": ("truongungcuu", "/quan-tri/incident/"),
    "incident-desk": ("truongungcuu", "/quan-tri/incident/", "main tbody td a"),
    "classes-desk": ("quanlylop", "/quan-tri/trainingclass/"),
    "pages-desk": ("bientap", "/quan-tri/pages/"),
    "villages-desk": ("quantri", "/quan-tri/village/"),
    "health-desk": ("quantri", "/quan-tri/suc-khoe/"),
    "users-desk": ("quantri", "/quan-tri/users/"),
    "rulebook-desk": ("quantri", "/quan-tri/so-quy-dinh/"),
    "rule-list-desk": ("truongungcuu", "/quan-tri/deadlinerule/"),
    "review-desk": ("quantri", "/quan-tri/tai-khoan/ra-soat/"),
    "login-log-desk": ("quantri", "/quan-tri/tai-khoan/nhat-ky/"),
}


def shoot(page: Page, name: str, width: int) -> None:
    """Take one picture; on a phone of the whole page, its fixed bar at the foot."""
    if width == 360:
        height = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": width, "height": min(height, LONGEST)})
    page.screenshot(path=TARGET / f"{name}-{width}.png")
    page.set_viewport_size({"width": width, "height": 800})


def login(page: Page, account: str) -> None:
    page.goto("/tai-khoan/login/")
    page.fill("input[name=login]", account)
    page.fill("input[name=password]", PASSWORD)
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url("**/lam-viec/**")


def take(browser: Browser, demo: Demo, wanted: list[str]) -> None:
    for width in WIDTHS:
        pages: dict[str, Page] = {}
        for name, (account, address, *links) in SHOTS.items():
            if wanted and not name.startswith(tuple(wanted)):
                continue
            if account not in pages:
                pages[account] = browser.new_context(
                    base_url=demo.base,
                    viewport={"width": width, "height": 800},
                    locale="vi-VN",
                ).new_page()
                if account:
                    login(pages[account], account)
            response = pages[account].goto(address)
            if response is None or not response.ok:
                sys.exit(f"{address} did not answer")
            for link in links:
                pages[account].locator(link).first.click()
            pages[account].wait_for_load_state("networkidle")
            shoot(pages[account], name, width)


def main(wanted: list[str]) -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        demo = Demo(Path(folder))
        demo.start()
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        try:
            take(browser, demo, wanted)
        finally:
            browser.close()
            demo.stop()


if __name__ == "__main__":
    main(sys.argv[1:])
