"""The test of the screens' language is no better than its eye: here is what it sees."""

import polib
import pytest

from tests.english import count_foreign
from tests.house.test_catalogues import APPS, catalogue
from tools import overlay

pytestmark = pytest.mark.once

# Words of a protocol or a program, quoted as they must be typed or read.
QUOTED = set(
    """accept basic debug enter true false none null header from last no referrer policy
    username password utc dd hh ss tz uuuuuu googol""".split()  # noqa: SIM905
)


def all_catalogues():
    yield from (overlay.overlay(domain) for domain in overlay.DOMAINS)
    yield from (polib.pofile(catalogue(app)) for app in APPS)


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        ("Save draft", ["save", "draft"]),
        ("Add to collection", ["add", "to", "collection"]),
        ("Lưu draft", ["draft"]),
        ("Email not sent", ["not", "sent"]),
        ("it is OK", ["it", "is", "ok"]),
        ("Xem in an, to nhỏ, can thiệp", []),
        ("ban hanh theo quy dinh", []),
        ("UBND xã gửi tệp PDF qua Zalo", []),
        ("SC-2026-0004 · KNS-01.2 · https://some.where/page a@b.vn", []),
        ("nguoi-dan", []),
        ("Lớp 1 · TXFGVNYW · 09:12", []),
        ("Lớp 1 · NETWORKS", ["networks"]),
        ("The page", ["the", "page"]),
        ("", []),
    ],
)
def test_english_words_are_found_and_vietnamese_ones_left(text, foreign):
    assert count_foreign([text]).foreign == foreign


def test_the_packages_own_words_are_nearly_all_seen_as_english():
    english = [
        overlay.TAG.sub(" ", overlay.PLACEHOLDER.sub(" ", entry.msgid))
        for entry in overlay.overlay("django")
    ]
    count = count_foreign(english)

    assert len(count.foreign) / count.words > 0.9


def test_no_english_is_left_in_a_translation():
    left = {
        word: overlay.said(entry)
        for book in all_catalogues()
        for entry in book
        if not overlay.said(entry).startswith("Tiếng ")  # names of languages
        for word in count_foreign([overlay.TAG.sub(" ", overlay.said(entry))]).foreign
    }
    assert {word: text for word, text in left.items() if word not in QUOTED} == {}
