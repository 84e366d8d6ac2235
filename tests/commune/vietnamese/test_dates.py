from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commune.vietnamese import (
    LOCAL_ZONE,
    DateError,
    format_date,
    format_datetime,
    long_date,
    parse_date,
    parse_datetime,
)

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "05/01/2026",
        "5/1/2026",
        " 05-01-2026 ",
        "5.1.2026",
        "05 / 01 / 2026",
        "2026-01-05",
        "ngày 05 tháng 01 năm 2026",
        "Ngày 5 tháng 1, năm 2026",
    ],
)
def test_parse_date_reads_the_day_first(text):
    assert parse_date(text) == date(2026, 1, 5)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("hôm qua", "format"),
        ("05/2026", "format"),
        ("20260105", "format"),
        ("05/01/26", "two_digit_year"),
        ("31/02/2026", "no_such_day"),
        ("29/02/2027", "no_such_day"),
        ("01/13/2026", "no_such_day"),
        ("00/01/2026", "no_such_day"),
        ("2026-02-31", "no_such_day"),
        ("05/01/1899", "year_range"),
        ("05/01/2101", "year_range"),
        ("05/01/0026", "year_range"),
    ],
)
def test_parse_date_refuses_and_says_why(text, code):
    with pytest.raises(DateError) as refused:
        parse_date(text)

    assert refused.value.code == code


def test_parse_date_takes_other_bounds():
    assert parse_date("05/01/1899", earliest=1800) == date(1899, 1, 5)
    with pytest.raises(DateError):
        parse_date("05/01/2027", latest=2026)


@given(DAYS)
def test_dates_go_round(day):
    assert parse_date(format_date(day)) == day
    assert parse_date(day.isoformat()) == day
    assert parse_date(long_date(day)) == day


@pytest.mark.parametrize(
    "text",
    [
        "05/01/2026 14:05",
        "05/01/2026, 14:05",
        "14:05 05/01/2026",
        "14h05 ngày 05/01/2026",
        "lúc 14 giờ 05 phút ngày 05 tháng 01 năm 2026",
        "5/1/2026 lúc 14 giờ 5 phút",
        "05/01/2026 - 14h05'",
        "2026-01-05T14:05",
        "2026-01-05 14:05:00",
        "2026-01-05T14:05:00+07:00",
        "2026-01-05T07:05:00Z",
        "2026-01-05T07:05:00.000Z",
        "2026-01-05T05:05:00-0200",
    ],
)
def test_parse_datetime_reads_the_clock_on_either_side(text):
    assert parse_datetime(text) == datetime(2026, 1, 5, 14, 5, tzinfo=LOCAL_ZONE)


def test_parse_datetime_reads_a_full_hour():
    assert parse_datetime("7h ngày 5/1/2026").hour == 7
    assert parse_datetime("7 giờ ngày 5/1/2026").minute == 0


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        ("05/01/2026", "time_missing"),
        ("14:05", "format"),
        ("05/01/2026 chiều", "format"),
        ("05/01/2026 14:05 chiều", "format"),
        ("13:00 05/01/2026 14:05", "format"),
        ("05/01/2026 25:00", "no_such_time"),
        ("05/01/2026 14h75", "no_such_time"),
        ("31/02/2026 14:05", "no_such_day"),
        ("2026-01-05T14:05+99:00", "format"),
    ],
)
def test_parse_datetime_refuses_and_says_why(text, code):
    with pytest.raises(DateError) as refused:
        parse_datetime(text)

    assert refused.value.code == code


@given(st.dates(min_value=date(1976, 1, 1), max_value=date(2099, 12, 31)), st.times())
def test_datetimes_go_round(day, clock):
    clock = clock.replace(second=0, microsecond=0)
    moment = datetime.combine(day, clock, tzinfo=LOCAL_ZONE)

    assert parse_datetime(format_datetime(moment)) == moment
    assert parse_datetime(format_datetime(moment.astimezone(UTC))) == moment


def test_format_date_shows_the_day_in_viet_nam():
    late_evening = datetime(2026, 1, 4, 17, 5, tzinfo=UTC)

    assert format_date(late_evening) == "05/01/2026"
    assert format_datetime(late_evening) == "05/01/2026 00:05"


@pytest.mark.parametrize(
    ("day", "long"),
    [
        (date(2027, 1, 5), "ngày 05 tháng 01 năm 2027"),
        (date(2027, 2, 28), "ngày 28 tháng 02 năm 2027"),
        (date(2027, 3, 9), "ngày 09 tháng 3 năm 2027"),
        (date(2027, 10, 10), "ngày 10 tháng 10 năm 2027"),
        (datetime(2026, 12, 31, 18, tzinfo=UTC), "ngày 01 tháng 01 năm 2027"),
    ],
)
def test_long_date_keeps_the_zero_rules(day, long):
    assert long_date(day) == long
