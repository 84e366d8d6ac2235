from pathlib import Path

import pytest

from commune.rulebook import seeds
from incidents.indicators.extract import find
from incidents.intake import log
from incidents.intake.guess import Rule, guess, read_patterns

DATA = Path(__file__).resolve().parents[1] / "data"
pytestmark = pytest.mark.django_db


def hits(file: str) -> int:
    count = 0
    for row in seeds.read(DATA / file):
        indicators = sorted(f"{f.type}:{f.value}" for f in find(row["text"]))
        same = indicators == sorted(row["indicators"])
        count += same and log.guess(row["text"]).category == row["category"]
    return count


@pytest.mark.parametrize(
    ("file", "wanted"),
    [("twenty_texts.yaml", 17), ("more_texts.yaml", 10), ("held_out_texts.yaml", 8)],
)
def test_guess_gets_enough_of_the_real_texts_right(file, wanted):
    assert hits(file) >= wanted


def test_a_text_about_nothing_known_is_undetermined():
    assert log.guess("xin chào").category == ""
    assert log.category_of("").rsit == "other:undetermined"


def test_channel_is_guessed_from_the_words():
    assert log.guess("ông Ba gọi điện báo máy hỏng").channel == "phone"


def test_rules_of_the_house_are_data(db):
    from incidents.models import Category, GuessRule

    GuessRule.objects.create(
        code="own",
        label="Của xã",
        category=Category.objects.get(rsit_type="spam"),
        phrases="xổ số miền mây",
        weight=20,
    )
    assert log.guess("Xo so mien may gọi").category == "abusive-content:spam"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a b", "x:x"), ("a c", "x:x"), ("a", ""), ("ab c", ""), ("d e", "")],
)
def test_patterns_join_and_choose(text, expected):
    rule = Rule("x:x", read_patterns("a + b|c\n\n+ |"), 2)
    assert guess(text, [rule]).category == expected


def test_speaking_against_outweighs():
    rules = [
        Rule("x:x", read_patterns("a"), 2),
        Rule("x:x", read_patterns("b"), -2),
    ]
    assert guess("a", rules).category == "x:x"
    assert guess("a b", rules).category == ""


def test_factors_are_raised_by_rules_of_the_winner_or_of_none():
    rules = [
        Rule("x:x", read_patterns("a"), 2, {"PI": 1}),
        Rule("y:y", read_patterns("a"), 1, {"FI": 3}),
        Rule("", read_patterns("nhieu nguoi"), 0, {"PI": 3}),
    ]
    found = guess("a, nhiều người", rules, usual_factors={"x:x": {"SP": 2}})
    assert found.factors == {"SP": 2, "PI": 3}
