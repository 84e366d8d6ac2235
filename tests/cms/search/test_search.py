"""Fifty titles among a thousand decoys, however they are typed."""

import random
import re
import unicodedata
from pathlib import Path

import pytest
from django.db import transaction

from cms import site_tree
from cms.pages import NewsPage
from cms.pages.planting import plant
from commune.vietnamese import fold

pytestmark = [pytest.mark.whole_site, pytest.mark.django_db]

FILE = Path(__file__).parents[1] / "data" / "search-titles.txt"
TITLES = FILE.read_text(encoding="utf-8").splitlines()
DECOYS = 1000
WITHIN = 5


def bare(text: str) -> str:
    marks = unicodedata.normalize("NFD", text.translate(str.maketrans("Đđ", "Dd")))
    return "".join(sign for sign in marks if not unicodedata.combining(sign))


def every_second_word_bare(text: str) -> str:
    words = text.split()
    words[1::2] = [bare(word) for word in words[1::2]]
    return " ".join(words)


FORMS = {
    "exact": lambda title: title,
    "without marks": bare,
    "d for đ": lambda title: title.translate(str.maketrans("Đđ", "Dd")),
    "every second word bare": every_second_word_bare,
    "NFD": lambda title: unicodedata.normalize("NFD", title),
}


def decoys() -> list[NewsPage]:
    """Return pages made of the titles' own words, some with a whole title inside."""
    chance = random.Random(2026)
    words = sorted({word for title in TITLES for word in title.split()})
    words = [word for word in words if not re.search(r"\d", word)]
    pages = []
    for number in range(DECOYS):
        body = [chance.choice(TITLES), *chance.sample(words, 20)]
        pages.append(
            NewsPage(
                title=" ".join(chance.sample(words, chance.randint(5, 9))),
                slug=f"nhieu-{number}",
                summary="Xã Như Xuân",
                body=[("text", f"<p>{' '.join(body)}</p>")],
            )
        )
    return pages


@pytest.fixture(scope="module")
def many_pages(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        titles = [
            NewsPage(title=title, slug=f"bai-{number}", summary="Tóm tắt")
            for number, title in enumerate(TITLES)
        ]
        mixed = [*decoys(), *titles]
        random.Random(1).shuffle(mixed)
        plant(site_tree.create().news, mixed)
        yield
        transaction.set_rollback(True)


def found(client, query: str) -> list[str]:
    response = client.get("/tim-kiem/", {"q": query})
    assert response.status_code == 200
    return re.findall(
        r'<a href="(/[^"]+)"', response.content.decode().split("<main")[1]
    )


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_every_title_is_among_the_first_five(many_pages, client, form):
    assert len(TITLES) == 50
    missed = [
        title
        for number, title in enumerate(TITLES)
        if f"/tin-tuc/bai-{number}/" not in found(client, FORMS[form](title))[:WITHIN]
    ]

    assert missed == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("nhu xuan", "nhu xuan"),
        ("LUA DAO", "lua dao"),
        ("lừa đao", "lua dao"),
        (unicodedata.normalize("NFD", "lừa đảo"), "lua dao"),
        ("15/2025/qd-ubnd", "15 2025 qd ubnd"),
        ("15/2025", "15 2025"),
        ("hòa giải", "hoa giai"),
        ("hoà giải", "hoa giai"),
    ],
)
def test_words_find_the_titles_that_hold_them_first(many_pages, client, query, word):
    wanted = {n for n, title in enumerate(TITLES) if word in fold(title)}

    first = found(client, query)[: len(wanted)]

    assert {f"/tin-tuc/bai-{number}/" for number in wanted} == set(first)


@pytest.mark.slow
def test_search_takes_at_most_ten_queries(
    many_pages, client, django_assert_max_num_queries
):
    client.get("/tim-kiem/", {"q": "hoa giai"})
    with django_assert_max_num_queries(10):
        client.get("/tim-kiem/", {"q": "nhu xuan"})
