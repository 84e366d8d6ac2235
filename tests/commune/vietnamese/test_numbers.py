from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commune.vietnamese import (
    NumberError,
    format_money,
    format_number,
    format_percent,
    parse_number,
)


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (2794, None, "2.794"),
        (999, None, "999"),
        (0, None, "0"),
        (0, 2, "0,00"),
        (-1234567, None, "-1.234.567"),
        (69.85, None, "69,85"),
        (2794, 1, "2.794,0"),
        (Decimal("1234.50"), None, "1.234,50"),
        (Decimal("1E+6"), None, "1.000.000"),
        (-0.001, 1, "0,0"),
        (2.345, 1, "2,3"),
    ],
)
def test_format_number_has_points_and_a_comma(value, decimals, shown):
    assert format_number(value, decimals) == shown


def test_format_money_and_percent():
    assert format_money(150000) == "150.000 đồng"
    assert format_money(Decimal("1500.4")) == "1.500 đồng"
    assert format_money(0) == "0 đồng"
    assert format_percent(69.85) == "69,85%"
    assert format_percent(2 / 3 * 100, 1) == "66,7%"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2.794", 2794),
        ("2794", 2794),
        (" 1 234 ", 1234),
        ("69,85", Decimal("69.85")),
        ("-1.234.567,8", Decimal("-1234567.8")),
        ("\u22125", -5),
    ],
)
def test_parse_number_reads_points_and_a_comma(text, value):
    assert parse_number(text) == value


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("hai", "format"),
        ("1e5", "format"),
        ("1.5", "grouping"),
        ("2,794.00", "grouping"),
        ("12.34.567", "grouping"),
    ],
)
def test_parse_number_refuses_and_says_why(text, code):
    with pytest.raises(NumberError) as refused:
        parse_number(text)

    assert refused.value.code == code


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3) | st.integers())
def test_numbers_go_round(value):
    assert parse_number(format_number(value)) == value
