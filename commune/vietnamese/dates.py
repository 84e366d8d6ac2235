"""Dates and times as they are written in Viet Nam: day first, 24 hours."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

LOCAL_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
EARLIEST_YEAR = 1900
LATEST_YEAR = 2100

_DAY_FIRST = re.compile(
    r"(?:ngày\s+)?(\d{1,2})\s*(?:[/.\-]|\s+tháng\s+)\s*(\d{1,2})"
    r"\s*(?:[/.\-]|,?\s+năm\s+)\s*(\d{4}|\d{2})",
    re.IGNORECASE,
)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_CLOCK = re.compile(
    r"(\d{1,2})(?::(\d{2})(?::(\d{2})(?:\.\d+)?)?|\s*(?:giờ|h|g)\s*(?:(\d{1,2})\s*(?:phút|p|')?)?)",
    re.IGNORECASE,
)
_ZONE = re.compile(r"(Z)|([+\-])(\d{2}):?(\d{2})")
_FILLING = re.compile(r"^[ ,T\-]*(?i:ngày|lúc|vào|hồi)?[ ,]*|[ ,]+$")


class DateError(ValueError):
    """A text that is no date or time.

    `code`: empty, format, two_digit_year, no_such_day, year_range,
    no_such_time, time_missing.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def parse_date(
    text: str, *, earliest: int = EARLIEST_YEAR, latest: int = LATEST_YEAR
) -> date:
    """Return the date of "05/01/2026" (5 January), 5-1-2026, 5.1.2026 or ISO.

    "ngày 05 tháng 01 năm 2026" is read too. Raises DateError: 31/02 is refused
    and a year of two digits is not guessed at.
    """
    text = _trimmed(text)
    if match := _ISO.fullmatch(text):
        year, month, day = match.groups()
    elif match := _DAY_FIRST.fullmatch(text):
        day, month, year = match.groups()
    else:
        raise DateError("format")
    return _existing_date(year, month, day, range(earliest, latest + 1))


def parse_datetime(text: str) -> datetime:
    """Return the moment of "05/01/2026 14:30", aware, in Viet Nam's time.

    Reads the clock before or after the date, as 14:30, 14h30 or 14 giờ 30
    phút, and ISO 8601 with or without an offset. Raises DateError.
    """
    text = _trimmed(text)
    date_match = _ISO.match(text) or _DAY_FIRST.search(text)
    if not date_match:
        raise DateError("format")
    day = parse_date(date_match.group())
    before, after = text[: date_match.start()], text[date_match.end() :]
    clock, zone = _clock_and_zone(_FILLING.sub("", before), _FILLING.sub("", after))
    moment = datetime.combine(day, clock, tzinfo=zone)
    return moment.astimezone(LOCAL_ZONE)


def format_date(day: date) -> str:
    """Return "05/01/2026"; an aware datetime is shown by its day in Viet Nam."""
    return f"{_local(day):%d/%m/%Y}"


def format_datetime(moment: datetime) -> str:
    """Return "05/01/2026 14:30", in Viet Nam's time when `moment` is aware."""
    return f"{_local(moment):%d/%m/%Y %H:%M}"


def long_date(day: date) -> str:
    """Return "ngày 05 tháng 01 năm 2027", as official documents are dated.

    Days below 10 and the months 1 and 2 have a leading zero, other months have
    none (rules of layout for administrative documents).
    """
    day = _local(day)
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def _trimmed(text: str) -> str:
    text = " ".join(text.split())
    if not text:
        raise DateError("empty")
    return text


def _existing_date(year: str, month: str, day: str, years: range) -> date:
    if len(year) == 2:
        raise DateError("two_digit_year")
    if int(year) not in years:
        raise DateError("year_range")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise DateError("no_such_day") from None


def _clock_and_zone(before: str, after: str) -> tuple[time, timezone | ZoneInfo]:
    if before and after:
        raise DateError("format")
    written = before or after
    if not written:
        raise DateError("time_missing")
    match = _CLOCK.match(written)
    if not match:
        raise DateError("format")
    return _existing_time(match), _zone(written[match.end() :].strip())


def _existing_time(match: re.Match[str]) -> time:
    hour, minute, second, spoken_minute = match.groups()
    try:
        return time(int(hour), int(minute or spoken_minute or 0), int(second or 0))
    except ValueError:
        raise DateError("no_such_time") from None


def _zone(text: str) -> timezone | ZoneInfo:
    if not text:
        return LOCAL_ZONE
    match = _ZONE.fullmatch(text)
    if not match:
        raise DateError("format")
    utc, sign, hours, minutes = match.groups()
    if utc:
        return UTC
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    if offset >= timedelta(hours=24):
        raise DateError("format")
    return timezone(offset if sign == "+" else -offset)


def _local(day: date) -> date:
    if isinstance(day, datetime) and day.tzinfo is not None:
        return day.astimezone(LOCAL_ZONE)
    return day
