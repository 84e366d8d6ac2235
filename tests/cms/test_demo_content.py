"""The demo texts keep the limits of their page types and name nobody real."""

import re
import unicodedata
from importlib.resources import files

import pytest
import yaml

from commune.vietnamese import find_phones, slugify

DATA = files("cms") / "data"
VILLAGES = {f"TH{number:02}" for number in range(1, 22)}
KINDS = {"fraud", "security", "disaster", "epidemic", "outage", "other"}
TOPICS = {"digital", "economy", "government", "land", "notice", "safety", "society"}
LEVELS = {"info", "caution", "urgent"}


def load(name):
    return yaml.safe_load((DATA / name).read_text("utf-8"))


NEWS = load("demo_news.yaml")
WARNINGS = load("demo_warnings.yaml")
PAGES = load("demo_pages.yaml")["pages"] + load("standard_pages.yaml")["pages"]
NOTICES = [*WARNINGS["warnings"], *WARNINGS["patterns"]]


def by_slug(item):
    return item.get("slug") or item["key"]


def test_there_are_ten_news_two_warnings_and_six_patterns():
    parts = (NEWS["news"], WARNINGS["warnings"], WARNINGS["patterns"])
    assert [len(part) for part in parts] == [10, 2, 6]


def test_slugs_are_unique_and_plain():
    slugs = [by_slug(item) for item in (*NEWS["news"], *NOTICES, *PAGES)]
    assert len(slugs) == len(set(slugs))
    assert all(slug == slugify(slug) for slug in slugs)


@pytest.mark.parametrize("item", NEWS["news"], ids=by_slug)
def test_news_fits_its_page(item):
    assert len(item["title"]) <= 120
    assert len(item["summary"]) <= 200
    assert 4 <= len(item["body"]) <= 7
    assert all(isinstance(paragraph, str) for paragraph in item["body"])
    assert 0 <= item["days_ago"] <= 50
    assert item["topic"] in TOPICS
    assert set(item["villages"]) <= VILLAGES


@pytest.mark.parametrize("item", NOTICES, ids=by_slug)
def test_warning_fits_its_page(item):
    assert (item["kind"] in KINDS, item["level"] in LEVELS) == (True, True)
    assert len(item["title"]) <= 120
    assert len(item["message"]) <= 300
    assert "\n" not in item["message"]
    assert 1 <= len(item["do_now"]) <= 3
    assert len(item["dont"]) <= 2
    assert all(len(line) <= 160 for line in (*item["do_now"], *item["dont"]))


@pytest.mark.parametrize("item", WARNINGS["warnings"], ids=by_slug)
def test_demo_warning_is_running_when_loaded(item):
    assert item["starts"] <= 0 < item["ends"]
    assert set(item["villages"]) <= VILLAGES


@pytest.mark.parametrize(
    "name", ["demo_news.yaml", "demo_warnings.yaml", "demo_pages.yaml"]
)
def test_text_is_composed_and_holds_no_phone_or_address(name):
    text = (DATA / name).read_text("utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert find_phones(text) == []
    assert not re.search(r"https?:|www\.|@", text)
