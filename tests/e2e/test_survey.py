"""Every kind of page once: accessible, not too wide, silent, alone with its own host.

Of the admin it walks what our own rooms have put there.
"""

import pytest

from tests.e2e.survey import Surveyor

DESK = {
    "truongungcuu": ["/quan-tri/", "/quan-tri/incident/", "/quan-tri/deadlinerule/"],
    "quanlylop": ["/quan-tri/trainingclass/", "/quan-tri/session/"],
    "quantri": ["/quan-tri/", "/quan-tri/suc-khoe/", "/quan-tri/village/"],
}
INSIDE_DESK = ("/quan-tri/incident/", "/quan-tri/trainingclass/", "/quan-tri/suc-khoe/")
PUBLIC = ["/", "/tin-tuc/", "/canh-bao/", "/thu-tuc/", "/van-ban/", "/to-cong-nghe-so/"]
PUBLIC += ["/tim-kiem/?q=khai+sinh", "/lop-hoc/", "/lop-hoc/tra-cuu/", "/bao-su-co/"]
PUBLIC += ["/gioi-thieu/", "/tro-nang/", "/quyen-rieng-tu/", "/khong-co-trang-nay/"]


def faults(seen) -> list[str]:
    """Return what is wrong with one page, a line each."""
    wrong = [*seen.violations, *seen.complaints, *seen.foreign]
    wrong += [f"wider than {w} px by {by}" for w, by in seen.too_wide.items()]
    if seen.status >= 500:
        wrong.append(f"status {seen.status}")
    return [f"{seen}: {line}" for line in wrong]


def test_pages_of_residents_have_no_fault_and_set_no_cookie(new_context, demo):
    surveyor = Surveyor(new_context().new_page(), demo.base)
    walked = list(surveyor.walk(PUBLIC, tuple(PUBLIC[1:])))

    assert [fault for seen in walked for fault in faults(seen)] == []
    assert [str(seen) for seen in walked if seen.cookies] == []
    assert len(walked) > len(PUBLIC)


@pytest.mark.parametrize(
    "account", ["ungcuu", "giangvien", "truccanhbao", "totruong", "lanhdao"]
)
def test_phone_pages_of_staff_have_no_fault(login, demo, account):
    surveyor = Surveyor(login(account), demo.base, account)
    walked = list(surveyor.walk(["/lam-viec/"], ("/lam-viec/",)))

    assert [fault for seen in walked for fault in faults(seen)] == []


@pytest.mark.parametrize("account", DESK)
def test_our_screens_in_the_admin_have_no_fault(login, demo, account):
    surveyor = Surveyor(login(account), demo.base, account)
    walked = list(surveyor.walk(DESK[account], INSIDE_DESK))

    assert [fault for seen in walked for fault in faults(seen)] == []


def test_the_survey_sees_planted_faults(new_context, demo):
    page = new_context().new_page()
    planted = """<!doctype html><html><title>x</title><body><main><img src=/x.png>
        <p style="width:900px">x</p><input></main></body></html>"""
    page.route(
        "**/gieo-loi/",
        lambda route: route.fulfill(body=planted, content_type="text/html"),
    )
    found = " ".join(faults(Surveyor(page, demo.base).look("/gieo-loi/")))

    for sign in ("image-alt", "html-has-lang", "label", "wider than 360 px"):
        assert sign in found
