"""The glossary is kept: its words stand in the catalogues, the words it bars do not."""

import re
from pathlib import Path

import polib
import pytest

from tests.house.test_catalogues import APPS, catalogue
from tools import overlay

GLOSSARY = Path(__file__).parents[1] / "docs/vi/thuat-ngu.md"
LABEL_WORDS = 4  # a sentence may turn a term into another part of speech
ENDINGS = "(?:s|es|d|ed|ing)?"

pytestmark = pytest.mark.once


def rows(*, barred: bool) -> list[list[str]]:
    """Return the cells of the tables before, or in, the chapter of barred words."""
    before, _mark, after = GLOSSARY.read_text(encoding="utf-8").partition(
        "## Không dùng"
    )
    lines = [
        line for line in (after if barred else before).splitlines() if line[:1] == "|"
    ]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in cells if not re.match(r"Tiếng Anh|Không viết|-", row[0])]


def parts(cell: str) -> list[str]:
    return [part.strip() for part in re.split(r"[/,;:]", cell) if part.strip()]


def terms() -> dict[str, list[str]]:
    """Return {English term: Vietnamese words that may stand for it}."""
    found: dict[str, list[str]] = {}
    for english, vietnamese, note in rows(barred=False):
        words = [word.lower() for word in parts(f"{vietnamese}; {note}")]
        for term in parts(re.sub(r"\(.*?\)", "", english)):
            found.setdefault(term.lower(), []).extend(words)
    return found


def deviations(entries, glossary: dict[str, list[str]]) -> list[str]:
    """Return the labels that hold a term of the glossary and none of its words."""
    return [
        f"{term}: {entry.msgid!r}: {overlay.said(entry)!r}"
        for entry in entries
        for term, words in glossary.items()
        if _is_label_with(term, entry.msgid)
        and not any(word in overlay.said(entry).lower() for word in words)
    ]


def _is_label_with(term: str, english: str) -> bool:
    bare = overlay.TAG.sub(" ", overlay.PLACEHOLDER.sub(" ", english))
    words = re.findall(r"[\w’'-]+", bare)
    found = re.search(rf"\b{re.escape(term)}{ENDINGS}\b", bare, re.IGNORECASE)
    return len(words) <= LABEL_WORDS and bool(found)


def barred(entries) -> list[str]:
    words = [word for row in rows(barred=True) for word in parts(row[0])]
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)
    return [overlay.said(e) for e in entries if pattern.search(overlay.said(e))]


def of_the_overlay() -> list[polib.POEntry]:
    return [entry for domain in overlay.DOMAINS for entry in overlay.overlay(domain)]


def of_our_own() -> list[polib.POEntry]:
    return [entry for app in APPS for entry in polib.pofile(catalogue(app))]


def test_the_glossary_is_read():
    assert terms()["publish"] == ["đăng", "published", "đã đăng", "live", "đang đăng"]
    assert len(terms()) > 70
    assert ["tập tin", "tệp", ""] in rows(barred=True)


def test_labels_of_the_packages_keep_the_glossary():
    assert deviations(of_the_overlay(), terms()) == []


@pytest.mark.parametrize("entries", [of_the_overlay, of_our_own])
def test_no_catalogue_holds_a_barred_word(entries):
    assert barred(entries()) == []


@pytest.mark.parametrize(
    ("english", "vietnamese"),
    [
        ("Publish page", "Phát hành trang"),
        ("Drafts", "Bản thảo"),
        ("New task", "Việc mới"),
    ],
)
def test_a_deviation_is_found(english, vietnamese):
    entry = polib.POEntry(msgid=english, msgstr=vietnamese)

    assert len(deviations([entry], terms())) == 1


def test_a_barred_word_is_found():
    entry = polib.POEntry(msgid="Choose a file", msgstr="Chọn tập tin")

    assert barred([entry]) == ["Chọn tập tin"]
