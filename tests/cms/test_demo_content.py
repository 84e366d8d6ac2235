"""The demo texts keep the limits of their page types and name nobody real."""

import re
import unicodedata
from importlib.resources import files

import pytest
import yaml

from cms.pages.safe_html import clean_stored
from cms.pages.warnings import LONGEST_DAYS, Kind, Level, WarningPage
from commune.vietnamese import find_phones, slugify

DATA = files("cms") / "data"
VILLAGES = {f"TH{number:02}" for number in range(1, 22)}
TOPICS = {"digital", "economy", "government", "land", "notice", "safety", "society"}


def load(name):
    return yaml.safe_load((DATA / name).read_text("utf-8"))


NEWS = load("demo_news.yaml")
WARNINGS = load("demo_warnings.yaml")
PAGES = load("demo_pages.yaml")["pages"] + load("standard_pages.yaml")["pages"]
NOTICES = [*WARNINGS["warnings"], *WARNINGS["patterns"]]


def by_slug(item):
    return item.get("slug") or item["key"]


def test_there_are_ten_news_two_warnings_and_five_patterns():
    parts = (NEWS["news"], WARNINGS["warnings"], WARNINGS["patterns"])
    assert [len(part) for part in parts] == [10, 2, 5]


def test_slugs_are_unique_and_plain():
    slugs = [by_slug(item) for item in (*NEWS["news"], *NOTICES, *PAGES)]
    assert len(slugs) == len(set(slugs))
    assert all(slug == slugify(slug) for slug in slugs)


@pytest.mark.parametrize("item", NEWS["news"], ids=by_slug)
def test_news_fits_its_page(item):
    assert len(item["title"]) <= 120
    assert len(item["summary"]) <= 200
    assert item["body"].count("<p>") >= 2
    assert item["body"] == clean_stored(item["body"])
    assert 0 <= item["days_ago"] <= 50
    assert item["topic"] in TOPICS
    assert set(item.get("villages", [])) <= VILLAGES


@pytest.mark.parametrize("item", NOTICES, ids=by_slug)
def test_warning_fits_its_page(item):
    assert (item["kind"] in Kind.values, item["level"] in Level.values) == (True, True)
    assert len(item["title"]) <= 120
    for name in ("message", "do_now", "dont", "hotline"):
        WarningPage._meta.get_field(name).run_validators(item[name])


@pytest.mark.parametrize("item", WARNINGS["warnings"], ids=by_slug)
def test_demo_warning_is_running_when_loaded(item):
    assert 0 < item["hours"] <= LONGEST_DAYS * 24
    assert set(item["villages"]) <= VILLAGES


@pytest.mark.parametrize(
    "name", ["demo_news.yaml", "demo_warnings.yaml", "demo_pages.yaml"]
)
def test_text_is_composed_and_holds_no_phone_or_address(name):
    text = (DATA / name).read_text("utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert find_phones(text) == []
    assert not re.search(r"https?:|www\.|@", text)
