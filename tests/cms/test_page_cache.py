"""Stored pages: right, bounded by the clock, the same for nobody who signs in."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms import page_cache
from tests.cms import factories

pytestmark = pytest.mark.whole_site

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def get(client, address, **headers):
    """Return the response and how many queries it took."""
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address, headers=headers)
    return response, len(captured)


def test_second_visit_asks_the_database_nothing(client, tree):
    factories.news(tree)

    first, _count = get(client, "/")
    second, count = get(client, "/")

    assert count == 0
    assert second.content == first.content
    assert second["ETag"] == first["ETag"]


def test_known_page_is_answered_without_rendering(client, tree):
    etag = client.get("/")["ETag"]

    response, count = get(client, "/", if_none_match=etag)

    assert (response.status_code, response.content, count) == (304, b"", 0)


@pytest.mark.parametrize("change", ["publish", "unpublish", "move", "delete", "new"])
def test_change_drops_the_stored_pages(client, tree, change):
    page = factories.news(tree, "Bài đã cũ")
    factories.news(tree, "Tin khác")
    assert "Bài đã cũ" in client.get("/").content.decode()

    if change == "publish":
        page.title = "Bài vừa sửa"
        page.save_revision().publish()
    elif change == "move":
        page.move(tree.home, pos="last-child")
    elif change == "new":
        factories.news(tree, "Bài vừa sửa")
    else:
        getattr(page, change)()

    html = client.get("/").content.decode()
    assert ("Bài vừa sửa" in html) == (change in {"publish", "new"})
    assert ("Bài đã cũ" in html) == (change in {"move", "new"})


def test_saved_draft_drops_nothing(client, tree):
    page = factories.news(tree, "Bài đã cũ")
    etag = client.get("/")["ETag"]

    page.title = "Bản thảo"
    page.save_revision()

    assert client.get("/")["ETag"] == etag


def test_village_renamed_shows_at_once(client, tree, village):
    client.get("/to-cong-nghe-so/")

    village.name = "Thôn Đồng Tâm"
    village.save()

    assert "Thôn Đồng Tâm" in client.get("/to-cong-nghe-so/").content.decode()


@pytest.mark.parametrize("address", ["/", "/canh-bao/"])
def test_warning_begins_and_ends_by_the_clock(client, tree, address):
    """Nothing runs but requests: no worker, no publishing at the two moments."""
    with time_machine.travel(NOON, tick=False) as clock:
        factories.warning(
            tree,
            "Lũ quét trong đêm",
            starts_at=NOON + timedelta(minutes=5),
            ends_at=NOON + timedelta(minutes=7),
        )
        seen = {}
        for minute in (0, 4.99, 5, 6.99, 7, 8):
            clock.move_to(NOON + timedelta(minutes=minute))
            html = client.get(address).content.decode().split('id="da-het"')[0]
            seen[minute] = "Lũ quét trong đêm" in html

    assert seen == {0: False, 4.99: False, 5: True, 6.99: True, 7: False, 8: False}


def test_old_etag_does_not_hide_a_warning_that_began(client, tree):
    with time_machine.travel(NOON, tick=False) as clock:
        factories.warning(tree, starts_at=NOON + timedelta(minutes=1))
        etag = client.get("/")["ETag"]
        clock.move_to(NOON + timedelta(minutes=2))

        assert client.get("/", headers={"if-none-match": etag}).status_code == 200


def test_who_signs_in_gets_no_stored_page(client, tree, user_in):
    client.get("/")
    client.force_login(user_in("Editors"))

    response, count = get(client, "/")

    assert count > 0
    assert "ETag" not in response


def test_page_of_a_signed_in_user_is_not_stored(client, tree, user_in):
    client.force_login(user_in("Editors"))
    client.get("/")
    client.logout()

    assert get(client, "/")[1] > 0


POISONS = {
    "X-Forwarded-Host": "evil.example",
    "X-Host": "evil.example",
    "X-Forwarded-Server": "evil.example",
    "X-Original-URL": "/quan-tri/",
    "X-Rewrite-URL": "/quan-tri/",
    "X-Forwarded-Prefix": "/evil",
    "X-Forwarded-Scheme": "http",
    "X-HTTP-Method-Override": "POST",
    "Accept-Language": "en",
    "Accept": "application/json",
    "User-Agent": "<script>",
    "Referer": "https://evil.example/<script>",
    "Origin": "https://evil.example",
    "Cookie": "x=<script>; csrftoken=evil; messages=evil; django_language=en",
    "X-Forwarded-For": "1.2.3.4",
    "Forwarded": "host=evil.example",
    "Range": "bytes=0-10",
    "Content-Type": "text/evil",
    "X-Requested-With": "XMLHttpRequest",
    "Accept-Charset": "utf-7",
    "Save-Data": "on",
    "DNT": "1",
    "Via": "evil",
    "X-Wap-Profile": "https://evil.example",
    "Transfer-Encoding": "chunked",
}


@pytest.mark.parametrize("header", POISONS)
def test_header_does_not_change_what_the_next_visitor_gets(client, tree, header):
    clean = client.get("/").content
    caches["pages"].clear()

    client.get("/", headers={header: POISONS[header]})

    assert client.get("/").content == clean


def test_unknown_parameter_is_neither_stored_nor_answered_from_the_store(client, tree):
    client.get("/thu-tuc/")
    before = len(caches["pages"]._cache)

    for number in range(5):
        client.get(f"/thu-tuc/?x={number}")
        client.get(f"/tim-kiem/?q={number}")

    assert len(caches["pages"]._cache) == before


def test_filters_have_pages_of_their_own(client, tree):
    factories.procedure(tree, "1.000001", "Một", field="Hộ tịch")
    factories.procedure(tree, "1.000002", "Hai", field="Đất đai")
    client.get("/thu-tuc/")

    html = client.get("/thu-tuc/", {"field": "Đất đai"}).content.decode()

    assert ("Hai" in html, ">Một<" in html) == (True, False)


@pytest.mark.parametrize("address", ["/lam-viec/canh-bao/moi/", "/khong-co/"])
def test_forms_and_errors_are_not_stored(client, tree, user_in, address):
    client.get(address)

    assert len(caches["pages"]._cache) == 0


def test_body_is_compressed_for_who_takes_it(client, tree):
    plain = client.get("/")
    zipped = client.get("/", headers={"accept-encoding": "gzip, br"})
    refused = client.get("/", headers={"accept-encoding": "gzip;q=0"})

    assert zipped["Content-Encoding"] == "gzip"
    assert len(zipped.content) < len(plain.content) / 2
    assert "Content-Encoding" not in plain
    assert "Content-Encoding" not in refused
    assert zipped["Vary"] == "Accept-Encoding"


def test_stored_page_carries_the_security_headers(client, tree):
    first, second = client.get("/"), client.get("/")

    for name in (
        "Content-Security-Policy",
        "X-Content-Type-Options",
        "Referrer-Policy",
    ):
        assert second[name] == first[name]


@pytest.mark.parametrize("count", [5, 50])
@pytest.mark.parametrize(
    ("address", "queries"),
    [("/", 6), ("/tin-tuc/", 6), ("/canh-bao/", 6), ("/thu-tuc/", 7)],
)
def test_list_takes_the_same_queries_at_any_length(
    client, tree, count, address, queries
):
    for number in range(count):
        factories.news(tree, f"Tin {number}")
        factories.warning(tree, f"Cảnh báo {number}")
        factories.procedure(tree, f"1.{number:06}", f"Thủ tục {number}")
    client.get(address)
    caches["pages"].clear()

    assert get(client, address)[1] <= queries


def test_file_is_made_once_however_many_wait(db):
    made, entered, leave = [], threading.Event(), threading.Event()

    def make():
        made.append(1)
        entered.set()
        leave.wait(5)
        return b"x"

    page_cache.edition(timezone.now())  # the threads need no database of their own
    with ThreadPoolExecutor(4) as pool:
        first = pool.submit(page_cache.kept, "once", make)
        assert entered.wait(5)
        others = [pool.submit(page_cache.kept, "once", make) for _ in range(3)]
        leave.set()
        assert [f.result() for f in (first, *others)] == [b"x"] * 4

    assert made == [1]


def test_one_address_gets_only_some_lists_made(client, tree, monkeypatch):
    monkeypatch.setattr("cms.procedures.downloads.FILES", 1)
    address = reverse("cms:procedure_paper", args=["docx"])

    first = client.get(address)
    again = client.get(address)
    other = client.get(f"{address}?level=full")
    elsewhere = client.get(f"{address}?level=full", REMOTE_ADDR="203.0.113.9")

    assert (first.status_code, again.status_code) == (200, 200)
    assert (other.status_code, elsewhere.status_code) == (429, 200)
    assert int(other["Retry-After"]) <= 60
