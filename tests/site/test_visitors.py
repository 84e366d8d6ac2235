"""What holds for every public page: few queries, no cookie, no write, no script inside.

The pages are those of the demo, found by following links from the home page.
"""

import re
from collections import Counter
from urllib.parse import urlsplit

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

pytestmark = [pytest.mark.django_db, pytest.mark.whole_site, pytest.mark.slow]

PAGE_BUDGET = 8
SEARCH_BUDGET = 10
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
KINDS = {
    "/": 1, "/tin-tuc/": 2, "/canh-bao/": 2, "/thu-tuc/": 3, "/van-ban/": 2,
    "/to-cong-nghe-so/": 2, "/tim-kiem/": 2, "/lop-hoc/": 4,
}  # fmt: skip


def links(html: str) -> list[str]:
    found = re.findall(r'href="(/[^"#]*)"', html)
    return [link for link in found if not link.startswith(("/static/", "/tai-lieu/"))]


@pytest.fixture(scope="module")
def pages(demo_data) -> list[str]:
    """Return public addresses: everything one click from a section, a few a kind."""
    visitor = Client()
    sections = [link for link in KINDS if link != "/tim-kiem/"]
    addresses = dict.fromkeys(sections)
    for section in sections:
        response = visitor.get(section)
        assert response.status_code == 200, section
        inside = [a for a in links(response.content.decode()) if a.startswith(section)]
        addresses |= dict.fromkeys(inside[:12] if section != "/" else inside[:40])
    addresses["/tim-kiem/?q=khai+sinh"] = None
    return [a for a in addresses if not a.startswith(("/tai-khoan/", "/lam-viec/"))]


def fetch(address: str):
    """Fetch one page as a new visitor, uncached, and return it with its queries."""
    for cache in caches.all():
        cache.clear()
    visitor = Client()
    visitor.get(address)  # whatever a process asks once in its life
    for cache in caches.all():
        cache.clear()
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = visitor.get(address)
    return response, [query["sql"] for query in captured.captured_queries]


def test_every_public_page_is_within_its_budget_and_writes_nothing(pages):
    wrong = []
    for address in pages:
        _response, queries = fetch(address)
        budget = SEARCH_BUDGET if address.startswith("/tim-kiem/") else PAGE_BUDGET
        queries = [sql for sql in queries if "SAVEPOINT" not in sql]
        if len(queries) > budget:
            wrong.append(f"{address}: {len(queries)} queries")
        wrong += [f"{address} writes {sql[:80]}" for sql in queries if writes(sql)]
    assert wrong == []
    assert len(pages) > 30


def writes(sql: str) -> bool:
    return sql.lstrip().upper().startswith(WRITES)


def test_no_public_page_repeats_a_query_shape(pages):
    wrong = {}
    for address in pages:
        _response, queries = fetch(address)
        shapes = Counter(re.sub(r"'[^']*'|\d+", "?", sql) for sql in queries)
        repeated = {shape[:120]: n for shape, n in shapes.items() if n > 2}
        if repeated:
            wrong[address] = repeated
    assert wrong == {}


def test_no_public_page_sets_a_cookie_or_varies_by_one(pages):
    for address in pages:
        response, _queries = fetch(address)
        assert response.status_code == 200, address
        assert not response.cookies, address
        assert "Cookie" not in response.get("Vary", ""), address


def test_no_public_page_names_another_host(pages):
    """Neither scripts, styles, images nor frames come from elsewhere."""
    wrong = []
    for address in pages:
        response = fetch(address)[0]
        if not response["Content-Type"].startswith("text/html"):
            continue
        html = response.content.decode()
        sources = re.findall(r'(?:src|srcset|action)="([^"]+)"', html)
        sources += re.findall(r'<link[^>]+rel="stylesheet"[^>]+href="([^"]+)"', html)
        wrong += [f"{address}: {s}" for s in sources if urlsplit(s).netloc]
    assert wrong == []
